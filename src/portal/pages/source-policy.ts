import { html } from 'hono/html'
import { frenchCount, frenchPercent } from '../../common/french.ts'
import type { SourceConfig } from '../../config/source.ts'
import type { Html } from '../layout.ts'
import { labelOfField } from '../words-of.ts'
import { pairs } from './table.ts'

const MODES = {
  publish: 'publiées quand elles sont complètes, sinon en brouillon',
  draft: 'toujours en brouillon',
  suggest: 'en suggestions, que la structure accepte dans DORA',
}

/** What the robot may do without asking, for one source. */
export function policyPart(policy: SourceConfig['policy']): Html {
  return html`<h2>Ce que le robot peut faire seul</h2>
${pairs([
  ['Offres', MODES[policy.mode]],
  ['Accord', policy.approval === 'auto' ? 'donné d’avance, sauf changement massif' : 'demandé à chaque passage'],
  [
    'Reprise d’un service saisi à la main',
    policy.adoptFrom > 1
      ? 'jamais sans vous'
      : `sans vous à partir d’une ressemblance de ${frenchPercent(policy.adoptFrom)}`,
  ],
  ['Retrait', `après ${frenchCount(policy.retireAfter, 'passage complet', 'passages complets')} sans l’offre`],
  [
    'Garde-fou',
    `au-delà de ${frenchPercent(policy.guard.retireShare)} d’offres retirées (et au moins ${policy.guard.minimum}), rien n’est fait sans vous`,
  ],
  ['Structures', policy.createStructures ? 'peuvent être créées' : 'ne sont jamais créées sans vous'],
  ['Champs jamais touchés', policy.neverOurs.length > 0 ? policy.neverOurs.map(labelOfField).join(', ') : 'aucun'],
])}`
}
