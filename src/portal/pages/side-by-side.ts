import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import type { DoraService, DoraServiceFields } from '../../dora/contract.ts'
import type { Link } from '../../ledger/links.ts'
import type { NormalisedOffer } from '../../normalise/contract.ts'
import { officialGeography } from '../../reference/official-geography.ts'
import type { Service } from '../../reference/records.ts'
import type { Html } from '../layout.ts'
import { labelOfField, valueWords } from '../words-of.ts'

/** Which DORA field shows which field of the reference record. */
const PAIRS: readonly (readonly [keyof Service, readonly (keyof DoraServiceFields)[]])[] = [
  ['nom', ['name']],
  ['description', ['fullDesc']],
  ['type', ['kind']],
  ['thematiques', ['subcategories']],
  ['publics', ['publics']],
  ['conditions_acces', ['accessConditions', 'requirements']],
  ['frais', ['feeCondition']],
  ['frais_precisions', ['feeDetails']],
  ['modes_accueil', ['locationKinds']],
  ['adresse', ['address1']],
  ['code_postal', ['postalCode']],
  ['code_insee', ['cityCode']],
  ['zone_eligibilite', ['diffusionZoneDetails']],
  ['telephone', ['contactPhone']],
  ['courriel', ['contactEmail']],
  ['contact_nom_prenom', ['contactName']],
  ['modes_mobilisation', ['beneficiariesAccessModes', 'coachOrientationModes']],
  ['lien_mobilisation', ['beneficiariesAccessModesExternalFormLink', 'onlineForm']],
  ['volume_horaire_hebdomadaire', ['durationWeeklyHours']],
  ['nombre_semaines', ['durationWeeks']],
  ['horaires_accueil', ['recurrence']],
]

const SAME = html`<span class="quiet">identique</span>`

/** A value, long ones folded. */
function shown(value: unknown, field = ''): Html | string {
  const words = field === 'zone_eligibilite' ? zoneWords(value) : valueWords(value)
  return words.length > 280
    ? html`<details><summary>${words.slice(0, 160)}…</summary><p class="text">${words}</p></details>`
    : words
}

/** Names of the places of a zone, with their codes. */
function zoneWords(value: unknown): string {
  const codes = Array.isArray(value) ? value : [value]
  const geography = officialGeography()
  return codes
    .map(code => {
      const text = String(code ?? '')
      const name =
        geography.department(text)?.name ?? geography.epci(text)?.name ?? geography.commune(text)?.name ?? null
      return name ? `${name} (${text})` : valueWords(code)
    })
    .join(', ')
}

function first(fields: Partial<DoraServiceFields> | null, names: readonly (keyof DoraServiceFields)[]): unknown {
  for (const name of names) {
    const value = fields?.[name]
    if (value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)) return value
  }
  return null
}

/** Address of a page a person may open; anything else is shown as words only. */
function openable(address: string): boolean {
  return /^https?:\/\//i.test(address)
}

/** Read at the partner's (and where), sent to DORA, shown by DORA. One block per field: it reads as well on a telephone. */
export function sideBySide(offer: NormalisedOffer, link: Link | null, live: DoraService | null): Html {
  const displayed: Partial<DoraServiceFields> | null = live?.fields ?? link?.base ?? null
  const rows = PAIRS.map(([field, names]) => ({
    field,
    read: offer.service[field],
    sent: first(link?.sent ?? null, names),
    shownValue: first(displayed, names),
    origins: offer.provenance[field] ?? [],
  })).filter(row => [row.read, row.sent, row.shownValue].some(value => valueWords(value) !== '–'))
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Champ par champ"><table class="compare" role="table">
<caption>Champ par champ${live ? '' : link ? ', DORA tel qu’il était au dernier passage' : ''}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Champ</th><th scope="col" role="columnheader">Lu chez le partenaire</th><th scope="col" role="columnheader">Envoyé à DORA</th><th scope="col" role="columnheader">Affiché par DORA</th></tr></thead>
<tbody role="rowgroup">${rows.map(({ field, read, sent, shownValue, origins }) => {
    const differs = link !== null && valueWords(sent) !== valueWords(shownValue)
    const asRead = valueWords(sent) === valueWords(read)
    return html`<tr role="row"><th scope="row" role="rowheader">${labelOfField(field)}</th>
<td role="cell" data-label="Lu">${shown(read, field)}${origins
      .slice(0, 2)
      .map(origin => html`<p class="origin">${whereRead(origin)}</p>`)}</td>
<td role="cell" data-label="Envoyé">${!link ? 'rien encore' : asRead ? SAME : shown(sent, field)}</td>
<td role="cell" data-label="Affiché">${!displayed ? 'rien encore' : link && !differs ? SAME : shown(shownValue, field)}${differs ? html` <span class="state warn">différent</span>` : ''}</td></tr>`
  })}</tbody></table></div>`
}

function whereRead(origin: NormalisedOffer['provenance'][string][number]): Html | string {
  if (origin.document === 'convention') return 'D’après la convention'
  if (origin.document === 'declaration') return 'Déclaré par le partenaire'
  if (origin.document === 'default') return 'Valeur par défaut de la source'
  const words = origin.words.length > 120 ? `${origin.words.slice(0, 120)}…` : origin.words
  return html`«&nbsp;${words}&nbsp;», ${openable(origin.address) ? html`<a href="${origin.address}">page lue</a>` : origin.address}, <code>${origin.where}</code>`
}

/** «Is my offer referenced?» in one sentence. */
export function referencedSentence(parts: {
  slug: string | null
  status: string | null
  state: string
  reason: string
  lastSeen: string
  /** Who reads: the partner is spoken to. */
  own: boolean
}): Html {
  if (parts.slug === null)
    return html`<p class="notice warn"><strong>Pas encore dans DORA.</strong> ${parts.reason}</p>`
  switch (parts.status) {
    case 'PUBLISHED':
      return html`<p class="notice good"><strong>Oui, cette offre est publiée dans DORA.</strong> ${parts.state === 'conflict' ? parts.reason : `Vue ${parts.own ? 'chez vous' : 'chez le partenaire'} pour la dernière fois le ${frenchDate(parts.lastSeen)}.`}</p>`
    case 'DRAFT':
      return html`<p class="notice warn"><strong>Elle est dans DORA en brouillon, donc pas encore visible.</strong> ${parts.reason}</p>`
    case 'SUGGESTION':
      return html`<p class="notice warn"><strong>Elle est proposée à la structure dans DORA, qui doit l’accepter.</strong> ${parts.reason}</p>`
    case 'ARCHIVED':
      return html`<p class="notice"><strong>Elle est archivée dans DORA, donc plus visible.</strong> ${parts.reason}</p>`
    default:
      return html`<p class="notice"><strong>Elle est dans DORA.</strong> ${parts.reason}</p>`
  }
}
