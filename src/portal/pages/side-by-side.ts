import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import { upperFirst } from '../../common/text.ts'
import type { DoraService } from '../../dora/port.ts'
import type { Link } from '../../ledger/links.ts'
import type { NormalisedOffer, Provenance } from '../../normalise/normalised-offer.ts'
import { isDeduced } from '../../studio/deduced.ts'
import type { Html } from '../layout.ts'
import { labelOfField } from '../words-of.ts'
import { type ComparedField, compareFields } from './compare-fields.ts'
import { shown } from './shown-value.ts'

/** Address of the form that corrects a field, or null. */
type Correct = (field: string) => string | null
const READ = 'Lu chez vous'

/** Address of a page a person may open; anything else is shown as words only. */
function openable(address: string): boolean {
  return /^https?:\/\//i.test(address)
}

/**
 * For the partner: read at theirs, sent to DORA, shown by DORA. First the fields that DORA shows otherwise than it was sent, each as three values; then
 * the others, whose value is given once; last, folded, the words that DORA has of its own and where each value was read.
 */
export function sideBySide(
  offer: NormalisedOffer,
  link: Link | null,
  live: DoraService | null,
  correct: Correct,
): Html {
  const fields = compareFields(offer, link, live)
  const differing = fields.filter(each => each.state === 'differs')
  const reworded = fields.filter(each => each.state === 'reworded')
  const alike = fields.filter(each => each.state !== 'differs')
  return html`${live || !link ? '' : html`<p class="quiet">DORA ne répond pas à l’instant : ce qu’il affiche est donné tel qu’au dernier passage.</p>`}
${
  differing.length === 0
    ? ''
    : html`${threeValues(`${frenchCount(differing.length, 'champ affiché', 'champs affichés')} par DORA autrement qu’envoyé${differing.length > 1 ? 's' : ''}`, differing, correct)}
<p>Une personne l’a sans doute changé dans DORA : ce qu’elle a écrit est gardé. Si c’est une erreur, proposez la correction ici.</p>`
}
${
  alike.length === 0
    ? ''
    : html`<h3>${link ? 'Affiché par DORA, comme lu chez vous' : `${READ}, pas encore envoyé à DORA`}</h3>
<dl class="pairs">${alike.map(each => html`<dt>${labelOfField(each.field)}</dt><dd>${shown(link ? each.shown : each.read, each.field)}${correctLink(each, correct)}</dd>`)}</dl>`
}
${
  reworded.length === 0
    ? ''
    : html`<details><summary>${frenchCount(reworded.length, 'champ écrit', 'champs écrits')} dans les mots de DORA</summary>${threeValues('Les mots lus, et ceux de DORA', reworded, correct)}</details>`
}
${origins(fields)}`
}

/** Each field as three values: beside each other on a large screen, under each other on a narrow one. */
function threeValues(caption: string, fields: readonly ComparedField[], correct: Correct): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="compare" role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Champ</th><th scope="col" role="columnheader">${READ}</th><th scope="col" role="columnheader">Envoyé à DORA</th><th scope="col" role="columnheader">Affiché par DORA</th></tr></thead>
<tbody role="rowgroup">${fields.map(
    each => html`<tr role="row"><th scope="row" role="rowheader">${labelOfField(each.field)}${each.state === 'differs' ? correctLink(each, correct) : ''}</th>
<td role="cell" data-label="${READ}">${shown(each.read, each.field)}</td>
<td role="cell" data-label="Envoyé à DORA">${shown(each.sent, each.field)}</td>
<td role="cell" data-label="Affiché par DORA">${each.state === 'differs' ? html`${shown(each.shown, each.field)} <span class="state warn">différent</span>` : html`<span class="quiet">comme envoyé</span>`}</td></tr>`,
  )}</tbody></table></div>`
}

function correctLink({ field }: ComparedField, correct: Correct): Html | string {
  const href = correct(field)
  return href === null
    ? ''
    : html` <a class="fix" href="${href}">Corriger<span class="hidden"> : ${labelOfField(field)}</span></a>`
}

/** One term and one description per field: a second `dd` would take the term's column in the grid, and move every following value. */
function origins(fields: readonly ComparedField[]): Html | string {
  const known = fields.filter(each => each.origins.length > 0)
  if (known.length === 0) return ''
  return html`<details><summary>Où chaque valeur a été lue</summary>
<dl class="pairs">${known.map(each => html`<dt>${labelOfField(each.field)}</dt><dd>${places(each.origins)}</dd>`)}</dl></details>`
}

/** Several values of a field may come from one place, which is said once. */
function places(origins: readonly Provenance[]): Html | string {
  const apart = new Map(origins.map(each => [`${each.document} ${each.where} ${each.words}`, each]))
  const said = [...apart.values()].map(origin => whereRead(origin))
  return said.length === 1
    ? (said[0] ?? '')
    : html`<ul class="plain">${said.map(place => html`<li>${place}</li>`)}</ul>`
}

function whereRead(origin: Provenance): Html | string {
  switch (origin.document) {
    case 'convention':
      return 'D’après la convention'
    case 'declaration':
      return 'Dit par vous sur ce site'
    case 'default':
      return 'Le même pour toutes vos offres'
    default: {
      if (isDeduced(origin.where)) return upperFirst(origin.where)
      const words = origin.words.length > 120 ? `${origin.words.slice(0, 120)}…` : origin.words
      return html`« ${words} », ${openable(origin.address) ? html`<a href="${origin.address}">page lue</a>` : origin.address}, ${origin.where}`
    }
  }
}
