import { html } from 'hono/html'
import { frenchDateTime, frenchPercent } from '../../common/french.ts'
import { frenchOrder } from '../../common/french-order.ts'
import { personName } from '../../common/person-name.ts'
import type { Convention } from '../../convention/convention.ts'
import type { InboxItem, InboxItemOf } from '../../ledger/inbox.ts'
import { inboxTitle } from '../../ledger/inbox-title.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import { acceptedEntries } from '../../reference/accepted-entries.ts'
import { isBlank } from '../../sync/say-value.ts'
import { decisionWords } from '../decision-words.ts'
import type { Checked } from '../desk/check-target.ts'
import type { Searched } from '../desk/search-dora.ts'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { offerPath, sourcePath } from '../routes/paths.ts'
import { inputField, postForm, selectField } from '../web/form.ts'
import { labelOfField, valueWords, WHOSE_TURN } from '../words-of.ts'
import { compareOffer } from './compare-offer.ts'
import { doraHits } from './dora-hits.ts'
import { doraLink } from './dora-link.ts'
import { offerLinks, SEARCH_HINT, type StructureQuestion, structurePart } from './inbox-structure.ts'
import { placeLink } from './place-link.ts'
import { shown } from './shown-value.ts'
import { pairs, table } from './table.ts'

/** All that the page of one item shows, gathered before. */
export interface InboxItemView extends StructureQuestion {
  item: InboxItem
  sourceName: string
  convention: Pick<Convention, 'department'>
  /** The offer it is about. */
  offer: KnownOffer | null
  /** Offers that wait for the answer: those with the unknown word, or those of the source that have no structure yet. */
  waiting: StructureQuestion['waiting']
  /** What the run itself thought of, looked at in DORA just now. */
  thoughts: Checked[]
  /** What a person pointed at, looked at just now; nothing is decided yet. */
  pointed: Checked | null
  /** An answer that could not be looked at because DORA was away. */
  kept: { slug: string; by: string; at: string } | null
  /** What DORA has for what a person looked for. */
  searched: Searched | null
  /** What waits besides, when this is closed. */
  next: InboxItem | null
}

function choiceButton(
  action: string,
  field: Html,
  values: Record<string, string>,
  label: string,
  second = false,
): Html {
  return postForm(
    action,
    field,
    html`${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button class="${second ? 'second' : ''}">${label}</button>`,
    { class: 'inline' },
  )
}

/** Points at a service; what it is comes back before anything is decided. */
function pointForm(action: string, { field, tried }: InboxItemView, label: string): Html {
  return postForm(
    action,
    field,
    html`<input type="hidden" name="action" value="use">${inputField({ name: 'slug', label, value: tried?.pointer, errors: tried?.errors, hint: SEARCH_HINT, required: true })}<p><button class="second">Chercher dans DORA</button></p>`,
  )
}

/** «Ce mot veut dire…»: the nearest values first, then all the others; null for a référentiel whose values are not a list (zones, the mapping's own tables). */
function wordForm(action: string, field: Html, referential: string, nearest: readonly string[]): Html | null {
  const entries = acceptedEntries(referential)
  if (entries === null) return null
  const near = nearest.flatMap(value => entries.find(entry => entry.value === value) ?? [])
  const rest = entries.filter(entry => !near.includes(entry)).toSorted((a, b) => frenchOrder(a.label, b.label))
  return postForm(
    action,
    field,
    html`<input type="hidden" name="action" value="map">${selectField({
      name: 'valeur',
      label: 'Ce mot veut dire',
      hint: 'Pour cette source, dès son prochain passage.',
      required: true,
      options: [{ value: '', label: 'pas encore choisi' }, ...near, ...rest],
    })}<p><button>Enregistrer ce sens</button></p>`,
  )
}

const SIDES = [
  ['', 'pas encore'],
  ['theirs', 'garder DORA'],
  ['ours', 'prendre le partenaire'],
  ['always-theirs', 'toujours garder DORA'],
  ['always-ours', 'toujours prendre le partenaire'],
] as const

/** One thing that waits, with all that is needed to decide, and the answers it takes. */
export function inboxItemPage(view: InboxItemView): Html {
  const { item, offer, field } = view
  const action = `/a-traiter/${encodeURIComponent(item.id)}`
  const read = offer?.record?.address ?? ''
  const answered = decisionWords(item)
  const head = pairs([
    ['Source', html`<a href="${sourcePath(item.source)}">${view.sourceName}</a>`],
    ...(item.key === null
      ? []
      : [
          [
            'Offre',
            html`<a href="${offerPath({ source: item.source, key: item.key })}">${offer ? offerLabel(offer) : 'voir l’offre'}</a>${/^https?:/.test(read) ? html`, <a href="${read}">page du partenaire</a>` : ''}`,
          ] as const,
        ]),
    ['Depuis', frenchDateTime(item.opened)],
    ...(item.closed
      ? [
          ...(answered === null ? [] : [['Réponse', answered] as const]),
          [
            'Close',
            `${frenchDateTime(item.closed)}${item.decidedBy ? `, par ${personName(item.decidedBy)}` : ', d’elle-même'}`,
          ] as const,
        ]
      : []),
  ])
  if (item.closed)
    return html`${head}${reopenPart(view, action)}<div class="actions">${view.next ? html`<a class="button" href="/a-traiter/${encodeURIComponent(view.next.id)}">Suivant : ${inboxTitle(view.next)}</a>` : ''}<a class="button second" href="/a-traiter">${view.next ? 'Tout ce qui attend' : 'Plus rien n’attend : retour à la liste'}</a></div>`
  return html`${head}${pointedPart(view, action)}${searchedPart(view, action)}${body(view, action)}
${item.kind === 'quarantine' ? '' : html`<h2>Classer sans suite</h2><p class="quiet">Rien à faire, ou déjà fait ailleurs : la demande se ferme, et revient si la situation change.</p>${choiceButton(action, field, { action: 'dismiss' }, 'Classer sans suite', true)}`}`
}

/** A person answered: they, or another, may go back on it. */
function reopenPart({ item, field }: InboxItemView, action: string): Html | '' {
  if (item.decidedBy === null) return ''
  const what =
    item.kind === 'quarantine'
      ? 'Un plan refusé : ses valeurs peuvent être proposées de nouveau. Un plan appliqué s’annule depuis sa page.'
      : 'La réponse ne compte plus, et la demande attend de nouveau.'
  return html`<h2>Revenir sur la réponse</h2><p class="quiet">${what}</p>${postForm(`${action}/rouvrir`, field, html`<p><button class="second">Rouvrir</button></p>`)}`
}

/** What DORA has for what the person looked for: one of them may be looked at closer, then chosen. */
function searchedPart({ item, searched, doraPages, convention }: InboxItemView, action: string): Html | '' {
  if (searched === null) return ''
  const wanted = item.kind === 'structure' ? 'structure' : 'service'
  const look = (slug: string, label: string, name: string) =>
    html`<p><a class="button second" href="${action}?rattacher=${encodeURIComponent(slug)}">${label}<span class="hidden"> : ${name}</span></a></p>`
  return html`<section class="notice" aria-labelledby="reponses"><h2 id="reponses">Ce que DORA répond</h2>${doraHits(
    searched,
    {
      doraPages,
      department: convention.department,
      choose({ target, slug, name, structure }) {
        if (target === wanted)
          return look(slug, wanted === 'service' ? 'C’est peut-être lui' : 'C’est peut-être elle', name)
        return wanted === 'structure' && structure ? look(structure.slug, 'C’est sa structure', structure.name) : ''
      },
    },
  )}</section>`
}

/** What the person pointed at: shown, then confirmed. */
function pointedPart({ item, offer, pointed, kept, doraPages, field }: InboxItemView, action: string): Html | '' {
  const before = kept
    ? html`<p class="notice warn"><strong>Réponse à vérifier.</strong> ${personName(kept.by)} a désigné « ${kept.slug} » le ${frenchDateTime(kept.at)}, quand DORA ne répondait pas.</p>`
    : ''
  switch (pointed?.kind) {
    case undefined:
      return before
    case 'refused':
      return html`${before}<p class="notice bad">${pointed.message}</p>`
    case 'away':
      return html`${before}<p class="notice bad">DORA ne répond toujours pas : revenez plus tard.</p>`
    case 'found':
      return html`${before}<section class="notice" aria-labelledby="trouve"><h2 id="trouve">Ce que DORA montre</h2>
<p><strong>${pointed.name}</strong>${pointed.structure ? html`, ${pointed.structure.name}` : ''}<br>${pointed.about}.<br>${doraLink(doraPages, pointed.target, pointed.slug)}</p>
${pointed.remarks.length > 0 ? html`<ul>${pointed.remarks.map(remark => html`<li><strong>Attention :</strong> ${remark}</li>`)}</ul>` : ''}
${pointed.service && offer?.record ? html`<details><summary>Comparer les deux, champ par champ</summary>${compareOffer(offer.record, pointed.service.fields, pointed.structure?.name ?? null, 'L’offre et le service que vous avez désigné')}</details>` : ''}
<div class="actions">${choiceButton(action, field, { action: 'use', slug: pointed.slug, confirme: '1' }, item.kind === 'structure' ? 'Oui, c’est cette structure' : 'Oui, rattacher à ce service')}<a href="${action}">Non, chercher autre chose</a></div></section>`
  }
}

function body(view: InboxItemView, action: string): Html {
  const { item, field, doraPages } = view
  switch (item.kind) {
    case 'quarantine':
      return html`<p>${item.detail.reason || item.title}</p><p><a class="button" href="/plans/${encodeURIComponent(item.detail.plan)}">Voir le plan et décider</a></p>`
    case 'match':
      return matchPart(view, action, item.detail)
    case 'structure':
      return structurePart(view, action, item.detail)
    case 'conflict': {
      const { fields, slug } = item.detail
      const before = fields.some(({ base }) => !isBlank(base ?? null))
      const renamed = ['name', 'fullDesc'].every(name =>
        fields.some(({ field, base, theirs }) => field === name && base === theirs),
      )
      return html`${item.key === null ? html`<p class="notice">L’équipe de DORA a changé ces champs sur de nombreux services à la fois, sans qu’aucune personne ne les modifie. Votre choix vaut pour tous les services. L’exemple est pris sur l’un d’eux.</p>` : ''}${renamed ? html`<p class="notice">Le nom et la description ont changé ensemble chez le partenaire : sa page montre peut-être autre chose que cette offre (une erreur, une autre offre).</p>` : ''}<p>DORA reste comme il est tant que vous n’avez pas choisi. Vous pouvez ne choisir que pour certains champs.${slug && doraPages ? html` Pour voir la fiche entière : ${doraLink(doraPages, 'service', slug)}.` : ''}</p>
${postForm(
  action,
  field,
  html`${table({
    caption: 'Champs en conflit',
    columns: ['Champ', ...(before ? ['Avant'] : []), 'Dans DORA', 'Chez le partenaire', 'Votre choix'],
    rows: fields.map(conflict => [
      labelOfField(conflict.field),
      ...(before ? [shown(conflict.base)] : []),
      shown(conflict.theirs),
      shown(conflict.ours),
      html`<select name="choix-${conflict.field}" aria-label="Votre choix pour ${labelOfField(conflict.field)}">${SIDES.map(([value, label]) => html`<option value="${value}">${label}</option>`)}</select>`,
    ]),
    empty: 'Plus aucun champ en conflit.',
  })}<p><button>Enregistrer mes choix</button></p>`,
)}`
    }
    case 'doubt':
      return html`<h2>L’envoi a-t-il eu lieu ?</h2><p>Un envoi est parti sans que DORA réponde. ${view.thoughts.length > 0 ? 'Voici ce que DORA montre aujourd’hui et qui pourrait en venir.' : 'Regardez dans DORA si le service existe.'}</p>
${view.thoughts.map(thought =>
  thought.kind === 'found'
    ? html`<div class="actions"><span>${thought.name}, ${thought.about.toLowerCase()}. ${doraLink(doraPages, 'service', thought.slug)}</span>${choiceButton(action, field, { action: 'use', slug: thought.slug, confirme: '1' }, `L’envoi a donné « ${thought.name} »`)}</div>`
    : '',
)}
<div class="actions">${choiceButton(action, field, { action: 'create' }, 'Il n’a pas eu lieu, recommencer', true)}</div>
<h2>L’envoi a donné un autre service</h2>${pointForm(action, view, 'Le service dans DORA')}`
    case 'unknown-value': {
      const { value, field: name, nearest, address, referential } = item.detail
      const offers = view.waiting
      return html`${pairs([
        ['Mot lu', value || '–'],
        ['Champ', labelOfField(name)],
        ['Valeurs proches', nearest.length > 0 ? nearest.map(valueWords).join(', ') : 'aucune'],
        [offers.length > 1 ? 'Offres concernées' : 'Offre concernée', offers.length === 0 ? '–' : offerLinks(offers)],
        ['Où', placeLink(address)],
      ])}${wordForm(action, field, referential, nearest) ?? html`<p>À faire : ajouter ce mot à la lecture de cette source, ou au lexique commun. Leurs fichiers sont nommés dans les <a href="/reglages#sources">Réglages</a>.</p>`}`
    }
    case 'rejection':
      return refusedPart(item)
    case 'correction':
      return html`${refusedPart(item)}${unappliedPart(item, field)}`
  }
}

function refusedPart({ title, detail }: InboxItemOf<'rejection' | 'correction'>): Html {
  return pairs([
    ['Pourquoi', detail.message || title],
    ['Champ', detail.field ? labelOfField(detail.field) : 'l’offre entière'],
    ['Reçu', detail.received || '–'],
    ['Attendu', detail.expected || '–'],
    ['Où', placeLink(detail.where)],
    ['À qui d’agir', WHOSE_TURN[detail.whose]],
  ])
}

/** Corrected again, or taken back: the next pass does without this question. */
function unappliedPart({ source, key, detail }: InboxItemOf<'correction'>, field: Html): Html {
  const statement = `/demandes/${encodeURIComponent(detail.where.replace(/^demande /, ''))}`
  const correct = key === null ? null : `${offerPath({ source, key })}/corriger?champ=${detail.field ?? ''}`
  return html`<h2>Corriger, ou retirer</h2><p>Le reste de la fiche continue sans cette réponse. Ce que vous faites ici compte dès le prochain passage.</p>
<div class="actions">${correct === null ? '' : html`<a class="button" href="${correct}">Corriger</a>`}<a class="button second" href="${statement}">Voir la correction entière</a>${postForm(`${statement}/revoquer`, field, html`<button class="second">Retirer la correction entière</button>`, { class: 'inline' })}</div>`
}

function matchPart(view: InboxItemView, action: string, detail: InboxItemOf<'match'>['detail']): Html {
  const { field, offer, doraPages } = view
  const { slug, reasons, score } = detail
  const [thought] = view.thoughts
  const found = thought?.kind === 'found' ? thought : null
  return html`<h2>Est-ce le même service ?</h2>
${slug ? html`<p>Dans DORA : <strong>${found?.name ?? 'un service qui ressemble'}</strong>${found?.structure ? html`, ${found.structure.name}` : ''}${score > 0 ? html`, ressemblance ${frenchPercent(score)}` : ''}. ${doraLink(doraPages, 'service', slug)}</p>` : ''}
<ul>${reasons.map(reason => html`<li>${reason}</li>`)}</ul>
${found?.remarks.map(remark => html`<p class="notice warn">${remark}</p>`) ?? ''}
${thought?.kind === 'away' ? html`<p class="notice warn">DORA ne répond pas en ce moment : les deux ne peuvent pas être mis côte à côte.</p>` : ''}
${thought?.kind === 'refused' ? html`<p class="notice warn">${thought.message}</p>` : ''}
${found?.service && offer?.record ? compareOffer(offer.record, found.service.fields, found.structure?.name ?? null, 'L’offre et le service qui lui ressemble') : ''}
<div class="actions">${slug && thought?.kind !== 'refused' ? choiceButton(action, field, { action: 'use', slug, confirme: '1' }, 'Oui, c’est le même') : ''}${choiceButton(action, field, { action: 'create' }, 'Non, en créer un nouveau', true)}</div>
<h2>C’est un autre service de DORA</h2>${pointForm(action, view, 'Le service dans DORA')}`
}
