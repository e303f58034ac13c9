import { html } from 'hono/html'
import { frenchCount, frenchDate } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { StatementBody } from '../../normalise/statements/statement.ts'
import { typedDay } from '../../normalise/statements/typed-day.ts'
import { ActionRefused } from '../actions.ts'
import { decideOffer } from '../desk/decide-offer.ts'
import type { Desk } from '../desk/desk.ts'
import { AHEAD_DAYS, type Ending, endingOffers } from '../desk/ending.ts'
import type { Html } from '../layout.ts'
import { inputField, postForm } from '../web/form.ts'
import { text } from '../web/frame.ts'
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

  app.get(ENDING_PATH, async c => {
    const all = await endings()
    const field = await frame.field(c)
    const decided = await decisions(desk)
    return frame.show(c, {
      title: 'À surveiller',
      purpose: 'Les offres dont la fin approche, est passée, ou n’est plus connue.',
      main: html`<p>${all.length === 0 ? `Rien ne se termine dans les ${AHEAD_DAYS} jours.` : 'Ce que vous décidez ici compte au prochain passage sur la source.'}</p>
${PARTS.map(([kind, title, lead]) => {
  const list = all.filter(each => each.kind === kind)
  return list.length === 0
    ? ''
    : html`<h2 id="${kind}">${title} <span class="quiet">(${list.length})</span></h2><p>${lead}</p>
${kind === 'convention' ? allGoOn(list.filter(each => !isDecided(each, decided)).length, field) : ''}
<ul class="cards beside-actions">${list.map((each, at) => html`<li>${card(each, `${kind}-${at}`, field, isDecided(each, decided))}</li>`)}</ul>`
})}`,
    })
  })

  /** One press for all those that nobody has decided; each stays revocable by itself. */
  function allGoOn(count: number, field: Html): Html | '' {
    return count < 2
      ? ''
      : postForm(ENDING_PATH, field, html`<p><button class="second">Elles continuent toutes (${count})</button></p>`)
  }

  function card(each: Ending, id: string, field: Html, decided: boolean): Html {
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
    const day = (name: string, label: string) =>
      inputField({ name, id: `${name}-${id}`, label, required: true, hint: 'Par exemple 31/12/2027' })
    return html`${name}<div>
<details><summary>Prolonger</summary>${postForm(action, field, html`<input type="hidden" name="action" value="prolonger">${day('fin', 'Nouveau dernier jour')}<p><button>Prolonger<span class="hidden"> : ${each.name}</span></button></p>`)}</details>
<details><summary>Nouvelle session</summary>${postForm(action, field, html`<input type="hidden" name="action" value="session">${day('debut', 'Premier jour')}${day('dernier', 'Dernier jour')}<p><button>Enregistrer la session<span class="hidden"> : ${each.name}</span></button></p>`)}</details>
<div class="actions">${press('archiver', 'Archiver')}</div></div>`
  }

  app.post(`${ENDING_PATH}/:source/:key`, async c => {
    const { source, key } = c.req.param()
    const each = (await endings()).find(one => one.source === source && one.key === key)
    if (!each) return frame.notFound(c)
    const form = c.get('form')
    return frame.act(c, ENDING_PATH, async by => {
      // A page opened before offers what somebody decided since.
      if (isDecided(each, await decisions(desk)))
        throw new ActionRefused(
          `Pour « ${each.name} », quelqu’un a déjà décidé : cela compte au prochain passage. « Mes règles » permet de revenir dessus.`,
        )
      const answer = said(text(form, 'action'), each, form, today())
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
        await decideOffer(desk, each, said('continue', each, c.get('form'), today()), by)
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

/** What the gestionnaire answers, as the words that the sync obeys. @throws ActionRefused when a day cannot be read or is past */
function said(action: string, each: Ending, form: FormData, today: string): { title: string; body: StatementBody } {
  const correction = (fields: Record<string, string>): StatementBody => ({
    kind: 'correction',
    comment: '',
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, after]) => [name, { before: name === 'fin' ? each.end : '', after }]),
    ),
  })
  switch (action) {
    case 'prolonger':
      return { title: 'Prolongation', body: correction({ fin: lastDay(text(form, 'fin', 20), today) }) }
    case 'session': {
      const [debut, fin] = [typedDay(text(form, 'debut', 20)), lastDay(text(form, 'dernier', 20), today)]
      if (debut === null || debut > fin)
        throw new ActionRefused('Le premier jour est une date comme 05/01/2027, avant le dernier.')
      return { title: 'Nouvelle session', body: correction({ debut, fin }) }
    }
    case 'continue':
      return { title: 'Elle continue', body: correction({ fin: '' }) }
    case 'archiver':
      return { title: 'Archivage', body: { kind: 'withdrawal', reason: `terminée le ${frenchDate(each.end)}` } }
    default:
      throw new ActionRefused('Rien n’est choisi : rien n’a changé.')
  }
}

function lastDay(words: string, today: string): string {
  const day = typedDay(words)
  if (day === null) throw new ActionRefused(`« ${words} » n’est pas une date comme 31/12/2027.`)
  if (day < today) throw new ActionRefused(`Le ${frenchDate(day)} est déjà passé : donnez un jour à venir.`)
  return day
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
