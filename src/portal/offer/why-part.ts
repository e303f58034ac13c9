import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import type { Link } from '../../ledger/links.ts'
import type { Provenance } from '../../normalise/normalised-offer.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import { isDeduced } from '../../studio/deduced.ts'
import type { Field } from '../../sync/fields.ts'
import { correctionOf, questionOf } from '../declare/corrections.ts'
import type { Html } from '../layout.ts'
import { shown } from '../pages/shown-value.ts'
import { state } from '../pages/table.ts'
import { labelOfField } from '../words-of.ts'
import { placeName } from '../zone-words.ts'
import type { WhyField } from './why-fields.ts'

export interface WhyContext extends OriginContext {
  /** Address of the page of the offer. */
  base: string
  link: Pick<Link, 'origin' | 'edited'> | null
}

/** Id of the one form that pins and unpins: its buttons stand beside each field. */
export const PIN_FORM = 'epingler'

/** One group of fields as DORA shows them, each with why it is written and what can be done about it. */
export function whyPart(title: string, fields: readonly WhyField[], context: WhyContext): Html | '' {
  return fields.length === 0
    ? ''
    : html`<h3>${title}</h3><dl class="why">${fields.map(each => whyRow(each, context))}</dl>`
}

function whyRow(each: WhyField, context: WhyContext): Html {
  const reasons = reasonsOf(each, context)
  return html`<div${each.told === null ? '' : html` class="differs"`}><dt>${label(each.field)}</dt>
<dd><p class="value">${value(each.field, each.value)}${each.told === null ? '' : html` ${state('différent', 'warn')}`}</p>
${each.told === null ? '' : html`<p class="told">Le partenaire dit : ${value(each.field, each.told)}</p>`}
<p class="because">${reasons.map((reason, at) => html`${at > 0 ? ' ; ' : ''}${reason}`)}</p>
${each.pinned ? html`<p class="because">${state('épinglé', 'good')} ${each.pinned.side === 'theirs' ? 'la valeur de DORA est toujours gardée' : 'la valeur du partenaire est toujours écrite'}, décidé par ${personName(each.pinned.by)} le ${frenchDate(each.pinned.at)}</p>` : ''}</dd>
<dd class="acts">${fieldActions(each, context)}</dd></div>`
}

/** What can be done about one field. The place where a reading is taught again («Mal lu») is the end of this list. */
function fieldActions(each: WhyField, { base, link }: WhyContext): Html[] {
  const name = label(each.field)
  const question = correctionOf(each.field)
  const press = (side: 'ours' | 'theirs' | 'aucun', words: string) =>
    html`<button class="plain" form="${PIN_FORM}" name="choix" value="${each.field} ${side}">${words}<span class="hidden"> : ${name}</span></button>`
  return [
    ...(question === null
      ? []
      : [html`<a href="${base}/corriger?champ=${question}">Corriger<span class="hidden"> : ${name}</span></a>`]),
    ...(link === null
      ? []
      : each.pinned
        ? [press('aucun', 'Ne plus épingler')]
        : each.told === null
          ? [press('theirs', 'Épingler')]
          : [press('theirs', 'Garder DORA'), press('ours', 'Prendre le partenaire')]),
  ]
}

function reasonsOf(each: WhyField, context: WhyContext): Html[] {
  const origins = originWords(questionOf(each.field) ?? each.field, each.origins, context)
  const read =
    each.from !== null
      ? [html`tiré du champ « ${label(each.from)} »`]
      : origins.length > 0
        ? origins
        : [html`déduit des autres réponses`]
  switch (each.state) {
    case 'planned':
    case 'ours':
      return read
    case 'hidden':
      return [html`envoyé par le robot, mais DORA ne montre pas ce champ à ce compte`, ...read]
    case 'theirs': {
      const day = context.link?.edited ? ` le ${frenchDate(context.link.edited)}` : ''
      const kept = html`<strong>écrit dans DORA par une personne</strong>${day}, le robot n’y touche pas`
      return each.told === null ? [kept] : [kept, ...read]
    }
    case 'before': {
      const who =
        context.link?.origin === 'adopted'
          ? 'déjà dans DORA avant le robot, gardé'
          : 'mis par DORA, le robot n’écrit pas ce champ'
      return each.told === null ? [html`${who}`] : [html`${who}`, ...read]
    }
  }
}

function value(field: Field, held: unknown): Html | string {
  if (field === 'cityCode' && typeof held === 'string') return placeName(held) ?? held
  return shown(held, field === 'diffusionZoneDetails' ? 'zone_eligibilite' : field)
}

/** A commune is shown by its name, whatever DORA calls its code. */
function label(field: Field): string {
  return field === 'cityCode' ? 'Commune' : labelOfField(field)
}

/** Letters of a quotation beyond which it is cut: the stored copy shows the rest. */
const MOST = 140

interface OriginContext {
  /** What was said of the offer, to name who said it. */
  statements: readonly Statement[]
  /** Address of the page that shows the stored copy with a field's words highlighted. */
  copy: string
}

/** Where a value comes from, in one line: the page with its words, the convention, the partner or a person, the configuration. */
function originWords(name: string, origins: readonly Provenance[], context: OriginContext): Html[] {
  const apart = new Map(origins.map(each => [`${each.document} ${each.where} ${each.words}`, each]))
  return [...apart.values()].slice(0, 4).map(each => oneOrigin(name, each, context))
}

function oneOrigin(name: string, { document, where, words, address }: Provenance, context: OriginContext): Html {
  switch (document) {
    case 'convention':
      return html`convention, ${where}`
    case 'declaration': {
      const id = address.replace(/^demande /, '')
      const said = context.statements.find(each => each.id === id)
      return said
        ? html`<a href="/demandes/${id}">dit par ${personName(said.by)}</a> le ${frenchDate(said.at)}`
        : html`dit par le partenaire`
    }
    case 'default':
      return html`${where}`
    default: {
      if (isDeduced(where)) return html`${where}`
      const said = words.replace(/\b(\d{4}-\d\d-\d\d)T[\d:.]+Z?/g, (_, day: string) => frenchDate(day))
      const cut = said.length > MOST ? `${said.slice(0, MOST)}…` : said
      return html`« <mark>${cut}</mark> », <a href="${context.copy}?champ=${name}#lu">page lue<span class="hidden">, mots surlignés</span></a>, ${where}`
    }
  }
}
