import { html } from 'hono/html'
import type { GapsAsked } from '../../coverage/gaps.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import { labelOf, valuesOf } from '../../reference/referentiels.ts'
import type { Html } from '../layout.ts'
import { selectField } from '../web/form.ts'

/** Chooses an EPCI, a thématique and a public. @param path of the page */
export function gapsForm({ areas }: CoverageReport, path: string, asked: GapsAsked): Html {
  const choice = (name: keyof GapsAsked, label: string, all: string, options: { value: string; label: string }[]) =>
    selectField({
      name,
      label,
      search: true,
      value: asked[name] ?? '',
      options: [{ value: '', label: all }, ...options],
    })
  const words = (list: 'categories' | 'publics') =>
    valuesOf(list).map(value => ({ value, label: labelOf(list, value) }))
  return html`<form method="get" action="${path}" class="row search no-print" role="search">
${choice(
  'epci',
  'Territoire',
  'tous les EPCI',
  areas.filter(area => area.kind === 'epci').map(({ code, name }) => ({ value: code, label: name })),
)}
${choice('thematique', 'Thématique', 'toutes', words('categories'))}
${choice(
  'public',
  'Public',
  'tous, sans distinction',
  words('publics').filter(({ value }) => value !== 'tous-publics'),
)}
<p><button>Montrer</button>${asked.epci || asked.thematique || asked.public ? html` <a href="${path}">Tout voir</a>` : ''}</p></form>`
}
