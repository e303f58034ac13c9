import { html } from 'hono/html'
import type { Double } from '../../census/doubles.ts'
import type { Doubles } from '../../census/read-doubles.ts'
import { frenchCount, frenchDate } from '../../common/french.ts'
import type { CensusService, CensusStructure } from '../../ledger/census-records.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'
import { doraLink } from './dora-link.ts'
import { table } from './table.ts'

/** Pairs shown of each kind, the surest first. */
const SHOWN = 100

/** What may be in DORA twice, side by side, with links to both. Merging is a person's, in DORA. */
export function doublesMain({ structures, services }: Doubles, pages: DoraPages | null): Html {
  return html`
<p class="lead">${frenchCount(structures.length, 'structure')} et ${frenchCount(services.length, 'service')} semblent être deux fois dans DORA.</p>
<p>D’après les noms, les lieux, les SIRET et les besoins du dernier recensement. Le robot ne fusionne rien : ouvrez les deux dans DORA, puis archivez ou faites supprimer celui qui est de trop.</p>
${sideBySide('double-structure', 'Structures peut-être en double', structures, structureCell(pages), 'Aucune structure ne semble en double.')}
${sideBySide('double-service', 'Services peut-être en double', services, serviceCell(pages), 'Aucun service ne semble en double.')}
<p><a href="/structures">Toutes les structures</a></p>`
}

function sideBySide<T extends { slug: string }>(
  what: 'double-structure' | 'double-service',
  caption: string,
  found: readonly Double<T>[],
  cell: (each: T) => Html,
  empty: string,
): Html {
  return html`${table({
    caption: found.length > SHOWN ? `${caption} : les ${SHOWN} les plus sûrs` : caption,
    columns: ['Dans DORA', 'Et aussi', 'Pourquoi'],
    rows: found
      .slice(0, SHOWN)
      .map(({ one, other, reasons }) => [
        cell(one),
        cell(other),
        html`${reasons.join(', ')}.<br><a href="/structures?${new URLSearchParams({ voir: what, un: one.slug, autre: other.slug })}">Comparer<span class="hidden"> ${one.slug} et ${other.slug}</span></a>`,
      ]),
    empty,
  })}`
}

const structureCell =
  (pages: DoraPages | null) =>
  ({ slug, name, siret }: CensusStructure): Html =>
    html`${name}<br><span class="quiet">SIRET ${siret ?? 'inconnu'}</span><br>${doraLink(pages, 'structure', slug, 'voir', `${name}, ${slug}`)}`

const serviceCell =
  (pages: DoraPages | null) =>
  ({ slug, name, structureName, postalCode, city, status, modified }: CensusService): Html =>
    html`${name}<br><span class="quiet">${structureName}${city === null ? '' : `, ${[postalCode, city].filter(Boolean).join(' ')}`} ; ${status === 'PUBLISHED' ? 'publié' : 'non publié'}, modifié le ${frenchDate(modified)}</span><br>${doraLink(pages, 'service', slug, 'voir', `${name}, ${slug}`)}`
