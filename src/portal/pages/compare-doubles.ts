import { html } from 'hono/html'
import type { DoraService, DoraStructure } from '../../dora/port.ts'
import type { ServiceField } from '../../dora/service-fields.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'
import { labelOfField, valueWords } from '../words-of.ts'
import { doraLink } from './dora-link.ts'
import { table } from './table.ts'

/** What tells two services apart, contacts first. */
const FIELDS: readonly ServiceField[] = [
  'name',
  'contactName',
  'contactPhone',
  'contactEmail',
  'address1',
  'postalCode',
  'cityCode',
  'kind',
  'subcategories',
  'publics',
  'status',
  'shortDesc',
]

/** Two services as DORA shows them now; what they name of people is read for this look, and kept nowhere. */
export function servicesBeside(one: DoraService, other: DoraService, pages: DoraPages | null): Html {
  const cell = ({ fields, hidden }: DoraService, field: ServiceField) =>
    hidden.includes(field) ? 'non montré à ce compte' : valueWords(fields[field])
  return beside(
    [one, other].map(({ slug, fields }) =>
      doraLink(pages, 'service', slug, 'voir dans DORA', `${fields.name}, ${slug}`),
    ),
    FIELDS.map(field => [labelOfField(field), cell(one, field), cell(other, field)]),
  )
}

/** Two structures, the same way. */
export function structuresBeside(one: DoraStructure, other: DoraStructure, pages: DoraPages | null): Html {
  const rows: [string, (each: DoraStructure) => string | number | null | undefined][] = [
    ['Nom', each => each.name],
    ['SIRET', each => each.siret],
    ['Téléphone', each => each.phone],
    ['Courriel', each => each.email],
    ['Adresse', each => each.address1],
    ['Commune', each => [each.postalCode, each.city].filter(Boolean).join(' ')],
    ['Services', each => each.services.length],
    ['Archivés', each => each.archivedServices.length],
  ]
  return beside(
    [one, other].map(({ slug, name }) => doraLink(pages, 'structure', slug, 'voir dans DORA', `${name}, ${slug}`)),
    rows.map(([label, of]) => [label, valueWords(of(one)), valueWords(of(other))]),
  )
}

function beside(links: readonly (Html | '')[], rows: (string | Html)[][]): Html {
  return html`<p>Tels que DORA les montre à l’instant. Rien de cette page n’est gardé, et le robot ne fusionne rien.</p>
${table({ caption: 'Côte à côte', columns: ['Champ', 'L’un', 'L’autre'], rows })}
<p>L’un : ${links[0]} L’autre : ${links[1]}</p>
<p><a href="/structures?voir=doubles">Tous les doublons possibles</a></p>`
}
