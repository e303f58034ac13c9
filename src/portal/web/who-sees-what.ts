import { Hono } from 'hono'
import type { Member } from '../access/people.ts'
import type { PortalEnv } from './env.ts'
import { type Frame, only } from './frame.ts'

const PAGES: readonly (readonly [roles: Member['role'][], paths: readonly string[]])[] = [
  [['partenaire'], ['/mes-offres', '/declarer', '/tableur', '/arreter']],
  [
    ['gestionnaire'],
    [
      '/sources',
      '/sources.xlsx',
      '/demarrer',
      '/passages',
      '/plans',
      '/operations',
      '/a-traiter',
      '/a-surveiller',
      '/demandes',
      '/offres',
      '/structures',
      '/structures.xlsx',
      '/services',
      '/services.xlsx',
      '/offres.xlsx',
      '/dora',
      '/regles',
      '/partenaires',
      '/campagnes',
      '/administration',
      '/alertes',
      '/personnes',
      '/journal',
      '/reglages',
      '/conventions',
      '/glossaire',
      '/apparence',
    ],
  ],
  [
    ['gestionnaire', 'ddets'],
    ['/rapport', '/rapport.json'],
  ],
]

/** The pages of each role, each with all that stands under it. What is not listed is for everybody. */
export function whoSeesWhat(frame: Frame): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  for (const [roles, paths] of PAGES)
    for (const path of paths) for (const each of [path, `${path}/*`]) app.use(each, only(frame, ...roles))
  return app
}
