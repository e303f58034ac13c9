import { html, raw } from 'hono/html'
import { barsSvg } from '../../coverage/charts.ts'
import { ICONS, icon } from '../icon.ts'
import type { Html } from '../layout.ts'
import { DORA_STATES, OFFER_STATES, PLAN_STATES, RUN_STATES, type Status } from '../statuses.ts'
import { areaField, boxesField, errorSummary, inputField, selectField } from '../web/form.ts'
import { table } from './table.ts'

/** Variables of the style sheet, with what each is for. The page paints them; it does not know their values. */
const COLOURS = [
  ['ground', 'le fond'],
  ['sheet', 'les cartes et les tableaux'],
  ['ink', 'le texte'],
  ['quiet', 'le texte en second'],
  ['line', 'les filets'],
  ['accent', 'les liens et les boutons'],
  ['good', 'ce qui va'],
  ['warn', 'ce qui attend'],
  ['bad', 'ce qui ne va pas'],
] as const

const STATES: readonly [of: string, all: Record<string, Status>][] = [
  ['Une offre', OFFER_STATES],
  ['Dans DORA', DORA_STATES],
  ['Un passage', RUN_STATES],
  ['Un plan', PLAN_STATES],
]

/** The parts that all pages are made of, drawn by the very functions and styles that the pages use. */
export function appearancePage(): Html {
  return html`<h2>Couleurs</h2>
<p>Un accent, trois états, le même contraste de jour et de nuit. Aucune n’est seule à dire quelque chose : un mot le dit toujours.</p>
<ul class="swatches">${COLOURS.map(([name, use]) => html`<li><span class="swatch ${name}" aria-hidden="true"></span>${use}</li>`)}</ul>
<h2>Caractères</h2>
<p class="lead">Une phrase d’ouverture, pour lire.</p>
<p>Le texte : Source Sans 3, dessinée pour l’écran, avec des chiffres de même largeur : 1 234 567,80. Le zéro n’a pas de barre.</p>
<p class="quiet">Ce qui vient en second.</p>
<h2>Boutons et liens</h2>
<div class="actions"><button type="button">Ce qu’on vient faire</button><button type="button" class="second">L’autre choix</button><button type="button" class="second small">Dans une ligne</button><a href="#contenu">Un lien dit où il mène</a></div>
<h2>États</h2>
${table({
  scrolls: true,
  caption: 'Un seul mot par état',
  columns: ['De quoi', 'Mots'],
  rows: STATES.map(([of, all]) => [
    of,
    html`<span class="words">${[...new Map(Object.values(all).map(each => [each.word, each])).values()].map(({ word, tone }) => html`<span class="state ${tone}">${word}</span> `)}</span>`,
  ]),
})}
<h2>Tableaux</h2>
${table({
  caption: 'Sur un téléphone, une fiche par ligne',
  columns: ['Offre', 'État', { label: 'Qualité', number: true }],
  rows: [
    ['Atelier cuisine', html`<span class="state good">${OFFER_STATES.created.word}</span>`, '92 %'],
    ['Permis solidaire', html`<span class="state warn">${OFFER_STATES.waiting.word}</span>`, '71 %'],
  ],
})}
<h2>Cartes, chiffres et annonces</h2>
<div class="beside"><section class="card" aria-labelledby="une-carte"><h3 id="une-carte">Une carte porte un sujet</h3><p>Et une seule action d’abord.</p></section>
<ul class="figures"><li><strong>19 sur 24</strong> actions référencées</li></ul></div>
<p class="notice">Ce qui vient d’être fait, et comment y revenir.</p>
<p class="notice warn">Ce qui demande une personne.</p>
<p class="notice bad">Ce qui n’a pas pu être fait : quoi, où, à qui d’agir.</p>
<h2>Rien à montrer</h2>
${table({ scrolls: true, caption: 'Offres', columns: ['Offre'], rows: [], empty: 'Aucune offre pour l’instant : lancez un passage depuis la page d’une source.' })}
<h2>Formulaires</h2>
${errorSummary({ 'exemple-nom': 'Donnez un nom, de deux lettres au moins.' })}
${inputField({ name: 'exemple-nom', label: 'Nom', value: 'A', errors: { 'exemple-nom': 'Donnez un nom, de deux lettres au moins.' }, required: true })}
${selectField({
  name: 'exemple-rythme',
  label: 'Rythme',
  value: 'semaine',
  options: [
    { value: 'jour', label: 'chaque jour' },
    { value: 'semaine', label: 'chaque semaine' },
  ],
})}
${areaField({ name: 'exemple-raison', label: 'Raison', rows: 2 })}
${boxesField({
  name: 'exemple-publics',
  legend: 'Publics',
  options: [
    { value: 'femmes', label: 'Femmes' },
    { value: 'jeunes', label: 'Jeunes' },
  ],
  values: ['femmes'],
})}
<h2>Graphiques</h2>
<figure>${raw(
    barsSvg([
      { label: 'Mobilité', value: 12 },
      { label: 'Numérique', value: 7 },
    ]),
  )}<figcaption>Deux thèmes : mobilité, 12 services ; numérique, 7. Le nombre est écrit au bout de la barre.</figcaption></figure>
<h2>Icônes</h2>
<p>Toujours à côté d’un mot qui dit la même chose.</p>
<p class="icons">${ICONS.map(name => icon(name))}</p>`
}
