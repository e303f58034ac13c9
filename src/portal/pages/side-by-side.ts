import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import type { DoraService, DoraServiceFields } from '../../dora/contract.ts'
import type { Link } from '../../ledger/links.ts'
import type { NormalisedOffer } from '../../normalise/contract.ts'
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

/** A value, long ones folded. */
function shown(value: unknown): Html | string {
  const words = valueWords(value)
  return words.length > 280
    ? html`<details><summary>${words.slice(0, 160)}…</summary><p class="text">${words}</p></details>`
    : words
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
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Champ par champ"><table class="compare">
<caption>Champ par champ${live ? '' : link ? ', DORA tel qu’il était au dernier passage' : ''}</caption>
<thead><tr><th scope="col">Champ</th><th scope="col">Lu chez le partenaire</th><th scope="col">Envoyé à DORA</th><th scope="col">Affiché par DORA</th></tr></thead>
<tbody>${rows.map(({ field, read, sent, shownValue, origins }) => {
    const differs = link !== null && valueWords(sent) !== valueWords(shownValue)
    return html`<tr><th scope="row">${labelOfField(field)}</th>
<td data-label="Lu">${shown(read)}${origins
      .slice(0, 2)
      .map(origin => html`<p class="origin">${whereRead(origin)}</p>`)}</td>
<td data-label="Envoyé">${link ? shown(sent) : 'rien encore'}</td>
<td data-label="Affiché">${displayed ? shown(shownValue) : 'rien encore'}${differs ? html` <span class="state warn">différent</span>` : ''}</td></tr>`
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
}): Html {
  if (parts.slug === null)
    return html`<p class="notice warn"><strong>Pas encore dans DORA.</strong> ${parts.reason}</p>`
  switch (parts.status) {
    case 'PUBLISHED':
      return html`<p class="notice good"><strong>Oui, cette offre est publiée dans DORA.</strong> ${parts.state === 'conflict' ? parts.reason : `Vue chez vous pour la dernière fois le ${frenchDate(parts.lastSeen)}.`}</p>`
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
