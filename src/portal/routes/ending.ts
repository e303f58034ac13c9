import { html } from 'hono/html'
import { frenchCount, frenchDate } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { StatementBody } from '../../normalise/statements/statement.ts'
import { ActionRefused } from '../actions.ts'
import { decideOffer } from '../desk/decide-offer.ts'
import type { Desk } from '../desk/desk.ts'
import { AHEAD_DAYS, type Ending, endingOffers } from '../desk/ending.ts'
import { DAY_LABELS, type DayField, type EndingForm, endingDays } from '../desk/ending-days.ts'
import type { Html } from '../layout.ts'
import { inputField, postForm } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { ENDING_PATH, offerPath } from './paths.ts'

const PARTS: readonly (readonly [Ending['kind'], title: string, lead: string])[] = [
  ['over', 'Terminées et pas archivées', 'Leur dernier jour est passé. Elles ne comptent plus comme publiées.'],
  ['soon', `Se terminent dans les ${AHEAD_DAYS} jours`, 'Après ce jour, DORA ne les montrera plus.'],
  [
    'convention',
    'Seule la convention donnait une fin',
    'La convention est terminée, et rien ne dit si ces offres continuent. Le savez-vous ?',
  ],
]

/** What ends, with what to do about it. */
export function endingRoutes({ app, desk, frame }: Pages): void {
  const today = () => parisDay(desk.clock.now())
  const endings = () => endingOffers(desk.ledger, desk.clock.now())

  /** @param sent days that cannot be taken, of one offer: its form comes back open, as it was filled */
  async function page(c: PortalContext, sent?: SentDays): Promise<Response> {
    const all = await endings()
    const field = await frame.field(c)
    const decided = await decisions(desk)
    const wrong = Object.entries(sent?.wrong ?? {})
    const part = sent && partOf(sent.of, all)
    return frame.show(c, {
      title: 'À surveiller',
      errors: Object.fromEntries(wrong.map(([name, why]) => [`${name}-${part}`, why])),
      purpose: 'Les offres dont la fin approche, est passée, ou n’est plus connue.',
      main: html`<p>${all.length === 0 ? `Rien ne se termine dans les ${AHEAD_DAYS} jours.` : 'Ce que vous décidez ici compte au prochain passage sur la source.'}</p>
${PARTS.map(([kind, title, lead]) => {
  const list = all.filter(each => each.kind === kind)
  return list.length === 0
    ? ''
    : html`<h2 id="${kind}">${title} <span class="quiet">(${list.length})</span></h2><p>${lead}</p>
${kind === 'convention' ? allGoOn(list.filter(each => !isDecided(each, decided)).length, field) : ''}
<ul class="cards beside-actions">${list.map((each, at) => html`<li>${card(each, `${kind}-${at}`, field, { decided: isDecided(each, decided), sent: sent && isSame(sent.of, each) ? sent : undefined })}</li>`)}</ul>`
})}`,
    })
  }
  app.get(ENDING_PATH, c => page(c))

  /** One press for all those that nobody has decided; each stays revocable by itself. */
  function allGoOn(count: number, field: Html): Html | '' {
    return count < 2
      ? ''
      : postForm(ENDING_PATH, field, html`<p><button class="second">Elles continuent toutes (${count})</button></p>`)
  }

  function card(
    each: Ending,
    id: string,
    field: Html,
    { decided, sent }: { decided: boolean; sent: SentDays | undefined },
  ): Html {
    const name = html`<p><a href="${offerPath(each)}"><strong>${each.name}</strong></a><br><span class="quiet">${desk.sourceName(each.source)}. ${each.kind === 'soon' ? 'Se termine' : 'Terminée'} le ${frenchDate(each.end)}${each.visible ? ', publiée dans DORA' : each.slug === null ? ', pas dans DORA' : ''}.</span></p>`
    if (decided) return html`${name}<p>C’est décidé : cela compte au prochain passage.</p>`
    const action = offerPath(each, ENDING_PATH)
    const press = (value: string, label: string) =>
      postForm(
        action,
        field,
        html`<input type="hidden" name="action" value="${value}"><button class="second">${label}<span class="hidden"> : ${each.name}</span></button>`,
        { class: 'inline' },
      )
    if (each.kind === 'convention')
      return html`${name}<div class="actions">${press('continue', 'Oui, elle continue')}${press('archiver', 'Non, archiver')}</div>`
    const day = (name: DayField) => {
      const own = `${name}-${id}`
      const errors = sent?.wrong[name] === undefined ? {} : { [own]: sent.wrong[name] }
      const [label, value] = [DAY_LABELS[name], sent?.typed[name]]
      return inputField({ name, id: own, label, value, errors, required: true, hint: 'Par exemple 31/12/2027' })
    }
    const open = (form: EndingForm) => (sent?.form === form ? html` open` : '')
    return html`${name}<div>
<details${open('prolonger')}><summary>Prolonger</summary>${postForm(action, field, html`<input type="hidden" name="action" value="prolonger">${day('fin')}<p><button>Prolonger<span class="hidden"> : ${each.name}</span></button></p>`)}</details>
<details${open('session')}><summary>Nouvelle session</summary>${postForm(action, field, html`<input type="hidden" name="action" value="session">${day('debut')}${day('dernier')}<p><button>Enregistrer la session<span class="hidden"> : ${each.name}</span></button></p>`)}</details>
<div class="actions">${press('archiver', 'Archiver')}</div></div>`
  }

  app.post(`${ENDING_PATH}/:source/:key`, async c => {
    const { source, key } = c.req.param()
    const each = (await endings()).find(one => one.source === source && one.key === key)
    if (!each) return frame.notFound(c)
    const form = c.get('form')
    const action = text(form, 'action')
    const decided = isDecided(each, await decisions(desk))
    const typed = { fin: text(form, 'fin'), debut: text(form, 'debut'), dernier: text(form, 'dernier') }
    const asked = isEndingForm(action) ? endingDays(action, typed, today()) : null
    if (isEndingForm(action) && asked && !decided && Object.keys(asked.wrong).length > 0)
      return page(c, { of: each, form: action, typed, wrong: asked.wrong })
    return frame.act(c, ENDING_PATH, async by => {
      // A page opened before offers what somebody decided since.
      if (decided)
        throw new ActionRefused(
          `Pour « ${each.name} », quelqu’un a déjà décidé : cela compte au prochain passage. « Mes règles » permet de revenir dessus.`,
        )
      const answer = said(action, each, asked?.days ?? {})
      const done = await decideOffer(desk, each, answer, by)
      return answer.body.kind === 'correction' ? endWords(each.name, answer.body) : done
    })
  })

  app.post(ENDING_PATH, async c => {
    return frame.act(c, ENDING_PATH, async by => {
      const decided = await decisions(desk)
      let count = 0
      for (const each of await endings()) {
        const known = desk.sources().some(({ id }) => id === each.source)
        if (each.kind !== 'convention' || !known || isDecided(each, decided)) continue
        await decideOffer(desk, each, said('continue', each), by)
        count += 1
      }
      if (count === 0) throw new ActionRefused('Tout est déjà décidé : rien n’a changé.')
      return `C’est noté : ${frenchCount(count, 'offre continue', 'offres continuent')}. Cela compte au prochain passage de leurs sources.`
    })
  })
}

/** What was said of when it ends. */
function endWords(name: string, { fields }: Extract<StatementBody, { kind: 'correction' }>): string {
  const end = fields.fin?.after
  return `C’est noté : « ${name} » ${end ? `va jusqu’au ${frenchDate(end)}` : 'continue'}. Cela compte au prochain passage sur sa source.`
}

/** What the gestionnaire answers, as the words that the sync obeys. @throws ActionRefused when nothing is chosen */
function said(
  action: string,
  each: Ending,
  { fin = '', debut = '', dernier = '' }: Partial<Record<DayField, string>> = {},
): { title: string; body: StatementBody } {
  const correction = (fields: Record<string, string>): StatementBody => ({
    kind: 'correction',
    comment: '',
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, after]) => [name, { before: name === 'fin' ? each.end : '', after }]),
    ),
  })
  switch (action) {
    case 'prolonger':
      return { title: 'Prolongation', body: correction({ fin }) }
    case 'session':
      return { title: 'Nouvelle session', body: correction({ debut, fin: dernier }) }
    case 'continue':
      return { title: 'Elle continue', body: correction({ fin: '' }) }
    case 'archiver':
      return { title: 'Archivage', body: { kind: 'withdrawal', reason: `terminée le ${frenchDate(each.end)}` } }
    default:
      throw new ActionRefused('Rien n’est choisi : rien n’a changé.')
  }
}

/** A form of one offer, as it was filled, and what is wrong with its days. */
interface SentDays {
  of: Ending
  form: EndingForm
  typed: Record<DayField, string>
  wrong: Partial<Record<DayField, string>>
}

const isEndingForm = (action: string): action is EndingForm => action === 'prolonger' || action === 'session'
const isSame = (one: Ending, other: Ending) => one.source === other.source && one.key === other.key

/** What tells the controls of one offer from those of the others. */
function partOf(of: Ending, all: readonly Ending[]): string {
  const list = all.filter(({ kind }) => kind === of.kind)
  return `${of.kind}-${list.findIndex(each => isSame(of, each))}`
}

/** Somebody decided since the offer was last read. */
function isDecided({ source, key, lastSeen }: Ending, decided: ReadonlyMap<string, string>): boolean {
  return (decided.get(`${source}\n${key}`) ?? '') > lastSeen
}

/** When the end or the withdrawal of each offer was last decided, by source and key. */
async function decisions(desk: Desk): Promise<Map<string, string>> {
  const accepted = await desk.ledger.statements.list({ state: 'accepted', limit: 20_000 })
  return new Map(
    accepted
      .filter(({ body }) => body.kind === 'withdrawal' || (body.kind === 'correction' && 'fin' in body.fields))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ offer, at }) => [`${offer?.source}\n${offer?.key}`, at]),
  )
}
