import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import { upperFirst } from '../../common/text.ts'
import type { DoraHit } from '../../dora/search.ts'
import { toDora } from '../../dora/translate.ts'
import { saidOfFile } from '../../studio/given-file.ts'
import { chosen } from '../../studio/lesson.ts'
import type { OpenLesson } from '../../studio/studio.ts'
import { STUDIO_FIELDS } from '../../studio/studio-fields.ts'
import type { TriedOffer } from '../../studio/tried.ts'
import { asked } from '../declare/missing.ts'
import type { Html } from '../layout.ts'
import { scorePart } from '../pages/advice.ts'
import { state } from '../pages/table.ts'
import { errorSummary, type FieldErrors, inputField, postForm } from '../web/form.ts'
import { editorPart } from './editor-part.ts'
import { fieldPart } from './field-part.ts'
import { lessonPath, lessonPlace } from './paths.ts'
import { saidValue } from './said-value.ts'
import { structurePart } from './structure-part.ts'
import { nameOf } from './tally-of.ts'

/** Characters of the name of a source. */
export const MOST_NAME = 120

export interface LessonView {
  open: OpenLesson
  /** Offer that is shown, from 1. */
  at: number
  /** Field that is open; empty: none. */
  field: string
  token: Html
  /** `YYYY-MM-DD` */
  today: string
  /** Of the field that is open. */
  errors?: FieldErrors
  typed?: Record<string, string>
  /** Structures of DORA that bear the partner's name. */
  structures: readonly DoraHit[]
  /** Of the form that keeps it. */
  keepErrors?: FieldErrors
}

/** The proposal: the page as read beside its fields, and what DORA will show. */
export function lessonPage(view: LessonView): Html {
  const { open, at, token } = view
  const { id, lesson, tried } = open
  const one = tried.offers[at - 1]
  return html`${steps(lesson.because)}
${lesson.because ? html`<p class="notice warn">${lesson.because}</p>` : ''}
<p>${foundSentence(open)} Rien n’est envoyé à DORA avant votre accord.</p>
${namesakesPart(open)}${tried.missed.length > 0 ? html`<p class="notice warn">Des pages n’ont pas pu être lues : ${tried.missed.slice(0, 3).join(' ')}</p>` : ''}
${tried.unread.length > 0 ? html`<p class="notice warn">${tried.unread.slice(0, 3).join(' ')}</p>` : ''}
<div class="actions">${undoPart(view)} <a href="${lessonPath(id)}/configuration">Voir la configuration</a></div>
${
  one === undefined
    ? nothingPart(open)
    : html`${offersPart(open, at)}<div class="lesson">${pagePart(view)}<section aria-labelledby="lu"><h2 id="lu">Ce qui est lu</h2>
${STUDIO_FIELDS.map(field => {
  const context = { id, lesson, offers: tried.offers, at }
  const editor = field.name === view.field ? editorPart(field, context, view) : ''
  return fieldPart(field, { ...context, editor })
})}</section></div>
<h2 id="dora">Ce que DORA montrera</h2>
${previewPart(one, view.today)}
${postForm(`${lessonPath(id)}/ecarter`, token, html`<input type="hidden" name="offre" value="${at}"><p><button class="second">${outWords(open, one)}</button></p>`)}`
}
${notOffersPart(open)}${withoutPart(view)}
${tried.offers.length > 0 ? keepPart(view) : ''}
<h2>Ne pas garder</h2>
${postForm(`${lessonPath(id)}/abandonner`, token, html`<p><button class="second">Abandonner cette leçon</button></p>`)}`
}

const steps = (because: string | null): Html =>
  html`<ol class="steps" aria-label="Étapes"><li>${because === null ? 'L’adresse ou le fichier' : 'La source'}</li><li aria-current="step">Ce qui est lu</li><li>Simuler</li><li>Approuver</li></ol>`

/** Two offers of one name are never both created by themselves: that is known before the first pass says it. */
function namesakesPart({ tried }: OpenLesson): Html[] {
  const names = Map.groupBy(
    tried.offers.filter(({ offer }) => offer !== null),
    nameOf,
  )
  return [...names].flatMap(([name, { length }]) =>
    length < 2
      ? []
      : [
          html`<p class="notice">${length} offres s’appellent « ${name} » : la première part, et pour chacune des autres une question vous demandera si c’est le même service. Des noms différents l’évitent.</p>`,
        ],
  )
}

/** «Lu : 4 offres, dans des blocs de cette page. 3 publiables.» */
function foundSentence({ tried }: OpenLesson): string {
  const ready = tried.offers.filter(each => each.offer !== null && blockingOf(each).length === 0).length
  const found = `${upperFirst(tried.found)}.`
  if (tried.offers.length === 0) return found
  return `${found} ${ready === 0 ? `Aucune n’est encore publiable : ${tried.offers.some(({ wrong }) => wrong !== null) ? 'une réponse est à corriger' : 'il manque des réponses'}.` : `${frenchCount(ready, 'est publiable', 'sont publiables')} dès maintenant.`}`
}

function undoPart({ open: { id, lesson }, at, token }: LessonView): Html {
  const place = html`<input type="hidden" name="offre" value="${at}">`
  const undo = lesson.at > 0
  const redo = lesson.at < lesson.steps.length - 1
  return html`${undo ? postForm(`${lessonPath(id)}/annuler`, token, html`${place}<button class="second small">Annuler</button>`, { class: 'inline' }) : ''}${redo ? postForm(`${lessonPath(id)}/refaire`, token, html`${place}<button class="second small">Refaire</button>`, { class: 'inline' }) : ''}`
}

function offersPart({ id, lesson, tried }: OpenLesson, at: number): Html | '' {
  if (tried.offers.length < 2) return ''
  const alike = (each: TriedOffer) => tried.offers.filter(other => nameOf(other) === nameOf(each)).length > 1
  return html`<nav class="chips" aria-label="Offres trouvées"><ul>${tried.offers.map((each, n) => {
    const word =
      each.offer === null
        ? chosen(lesson).out.includes(each.name)
          ? state('écartée', 'quiet')
          : state('ne passe pas', 'bad')
        : blockingOf(each).length > 0
          ? state('incomplète', 'warn')
          : state('publiable', 'good')
    return html`<li><a href="${lessonPlace(id, n + 1)}"${n + 1 === at ? html` aria-current="true"` : ''}>${n + 1}. ${nameOf(each)}${alike(each) ? datesOf(each) : ''}</a> ${word}</li>`
  })}</ul></nav>`
}

/** «, le 12 janvier 2027»: what tells offers of one name apart. */
function datesOf({ offer }: TriedOffer): Html | string {
  const dates = STUDIO_FIELDS.flatMap(field => (field.name === 'periode' ? (saidValue(field, offer) ?? []) : []))
  return dates.length === 0 ? '' : html`, ${dates}`
}

function pagePart({ open: { id, lesson }, at, field }: LessonView): Html {
  const title = lesson.file === null ? 'La page telle que lue' : `Le fichier « ${lesson.file.name} » tel que lu`
  return html`<section class="lesson-page" aria-labelledby="page-lue"><h2 id="page-lue">${title}</h2>
<p class="hint">${lesson.file === null ? html`<a href="${lesson.address}" rel="noreferrer">${lesson.address}</a>. ` : ''}Sans ses scripts ni ses images. Les mots pris sont surlignés.</p>
<iframe sandbox="allow-same-origin" src="${lessonPath(id)}/page?offre=${at}${field ? `&champ=${field}` : ''}" title="${title}" loading="lazy" referrerpolicy="no-referrer" data-page></iframe></section>`
}

function nothingPart({ lesson, tried }: OpenLesson): Html {
  const [first] = tried.notOffers
  return html`<div class="notice warn"><h2>Aucune offre n’est reconnue ici</h2><p>${first ? html`« ${lesson.file === null ? first.words : saidOfFile(first.words, lesson.file)} » : ${first.because}.` : 'Rien n’y ressemble à une offre : ni public, ni horaires, ni lieu, ni téléphone.'}</p>
<p>Donnez plutôt l’adresse de la page qui décrit l’offre${lesson.file ? ', un autre fichier' : ''}, ou <a href="/sources/ajouter/telephone?partenaire=${encodeURIComponent(lesson.partner)}">notez ce que le partenaire vous a dit au téléphone</a>.</p></div>`
}

/** Offers of one name are told apart by nothing else: what is said of one is said of all. */
function outWords({ lesson, tried }: OpenLesson, { name }: TriedOffer): string {
  const alike = tried.offers.filter(each => each.name === name).length
  const back = chosen(lesson).out.includes(name)
  if (alike === 1) return back ? 'Reprendre cette offre' : 'Ce n’est pas une offre : l’écarter'
  return back ? `Reprendre les ${alike} offres de ce nom` : `Ce ne sont pas des offres : écarter les ${alike} de ce nom`
}

/** Lines that somebody said belong to no offer, each with the way to take it back. */
function withoutPart({ open: { id, lesson }, at, token }: LessonView): Html | '' {
  const zones = chosen(lesson).without
  if (zones.length === 0) return ''
  const back = (zone: string) =>
    postForm(
      `${lessonPath(id)}/reprendre`,
      token,
      html`<input type="hidden" name="offre" value="${at}"><input type="hidden" name="ligne" value="${zone}"><button class="second small">Reprendre<span class="hidden"> « ${zone} »</span></button>`,
      { class: 'inline' },
    )
  return html`<h3 id="hors-offres">Lignes laissées hors des offres</h3><ul class="plain">${zones.map(zone => html`<li>« ${zone} » ${back(zone)}</li>`)}</ul>`
}

function notOffersPart({ lesson, tried: { notOffers } }: OpenLesson): Html | '' {
  if (notOffers.length === 0) return ''
  const phone = `/sources/ajouter/telephone?partenaire=${encodeURIComponent(lesson.partner)}${lesson.action === null ? '' : `&action=${encodeURIComponent(lesson.action)}`}`
  return html`<details><summary>${frenchCount(notOffers.length, 'bloc écarté', 'blocs écartés')} : ce ne sont pas des offres</summary><ul>${notOffers.map(({ words, because }) => html`<li>« ${words} » : ${because}</li>`)}</ul><p>L’un d’eux est une offre ? <a href="${phone}">L’ajouter à la main</a>.</p></details>`
}

function keepPart({ open: { id, lesson }, token, keepErrors, structures }: LessonView): Html {
  return html`<h2 id="garder">Enregistrer et simuler</h2>${errorSummary(keepErrors)}
<p>La source est enregistrée, puis un premier passage est simulé : son plan montre ce qui serait écrit dans DORA, et attend votre accord.</p>
${postForm(
  `${lessonPath(id)}/garder`,
  token,
  html`${lesson.source === null ? inputField({ name: 'nom_source', label: 'Nom de la source', value: lesson.name, most: MOST_NAME, errors: keepErrors, required: true }) : ''}
${structurePart(structures, { chosen: lesson.structure, errors: keepErrors })}
<p class="hint">La source est relue avant d’être enregistrée : quelques secondes, parfois une minute. Appuyez une fois, et gardez cette page ouverte.</p>
<p><button>${lesson.source === null ? 'Enregistrer et simuler' : 'Enregistrer cette version et simuler'}</button></p>`,
  {
    waiting:
      'Le robot relit la source et l’enregistre. Cela prend quelques secondes, parfois une minute : sa page s’ouvrira ensuite.',
  },
)}`
}

/** What DORA asks that an offer does not answer yet, in words; empty when the public could see it. */
function blockingOf({ offer }: Pick<TriedOffer, 'offer'>): string[] {
  if (offer === null) return []
  const { missingToPublish } = toDora(offer.service, offer.structure)
  return [...new Map(missingToPublish.map(({ field, message }) => asked(field, message))).values()]
}

/** The service as the public will see it, what keeps it from them, and its score. */
function previewPart(one: TriedOffer, today: string): Html {
  if (one.offer === null)
    return html`<p class="notice bad"><strong>Cette offre ne partira pas.</strong> ${one.because}</p>`
  const blocking = blockingOf(one)
  const { service, structure } = one.offer
  const facts = STUDIO_FIELDS.filter(({ name }) => name !== 'nom' && name !== 'description').flatMap(field => {
    const value = saidValue(field, one.offer)
    return value === null ? [] : [{ label: field.label, value }]
  })
  return html`<article class="dora-card" aria-label="Le service tel que DORA le montrera">
<p class="quiet">${structure.nom}</p><h3>${nameOf(one)}</h3>
<p>${service.description}</p>
<dl class="pairs">${facts.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
</article>
${
  blocking.length === 0
    ? html`<p>${state('publiable', 'good')} Rien ne manque pour que le public la voie.</p>`
    : html`<div class="notice warn"><h3>Ce qui manque pour que le public la voie</h3><ul>${blocking.map(words => html`<li>${words}</li>`)}</ul></div>`
}
${scorePart(service, today)}`
}
