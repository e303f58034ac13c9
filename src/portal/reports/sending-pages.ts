import { html } from 'hono/html'
import { frenchCount, frenchDate, frenchDateTime } from '../../common/french.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import { underLease } from '../../ledger/leases.ts'
import type { Person } from '../../ledger/people.ts'
import { actorOf } from '../access/people.ts'
import { pairs, table } from '../pages/table.ts'
import { areaField, type FieldErrors, postForm } from '../web/form.ts'
import { member, type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { beingComputed } from './computed-note.ts'

/** How long a sending that died keeps others waiting, milliseconds. */
const TURN_MS = 60_000
const NOBODY = 'Personne de la DDETS n’a d’accès'

/** The two pages sent by letter to the DDETS: who gets it, what it says, from whom; a copy is kept with the report that it speaks of. */
export function sendingPages({ app, reports, desk, frame }: Pages): void {
  const trail = [{ href: '/rapport', label: 'Rapport' }]
  const readers = async (): Promise<Person[]> =>
    (await desk.ledger.people.people()).filter(person => person.role === 'ddets' && person.disabled === null)
  const reserved = (c: PortalContext) =>
    frame.refuse(c, 403, 'Page réservée', 'Seul le gestionnaire envoie le rapport.')

  /** @param refused what was typed, and why nothing left */
  async function page(c: PortalContext, refused?: { typed: string; errors: FieldErrors }): Promise<Response> {
    const who = member(c)
    if (who.role !== 'gestionnaire') return reserved(c)
    const computed = await reports.shown()
    if (!computed) return beingComputed(frame, c)
    const people = await readers()
    const letter = letterOf(computed.value, who.name)
    const copies = await desk.ledger.events.list({ action: 'rapport-envoye', limit: 50 })
    const main = html`${
      people.length === 0
        ? html`<p>${NOBODY} : invitez d’abord quelqu’un, dans Administration.</p>`
        : html`${pairs([
            ['À', people.map(person => `${person.name} (${person.email})`).join(', ')],
            ['De la part de', who.name],
            ['Objet', letter.subject],
          ])}
${postForm('/rapport/envoyer', await frame.field(c), html`${areaField({ name: 'texte', label: 'Lettre', required: true, rows: 14, value: refused?.typed ?? letter.text, hint: 'L’adresse du rapport, figé à l’envoi, est ajoutée à la fin.', errors: refused?.errors })}<div class="actions"><button>Envoyer et garder une copie</button></div>`)}`
    }
${table({
  caption: 'Lettres envoyées, copies gardées',
  columns: ['Le', 'Par', 'À', 'Lettre'],
  rows: copies.flatMap(({ at, actor, action, detail }) =>
    action === 'rapport-envoye'
      ? [
          [
            frenchDateTime(at),
            actor,
            detail.to?.join(', ') ?? '–',
            html`<details><summary>${detail.subject}</summary><p class="text">${detail.text}</p><p><a href="/rapport/version/${detail.version ?? ''}">Le rapport envoyé</a></p></details>`,
          ],
        ]
      : [],
  ),
  empty: 'Aucune lettre n’est encore partie.',
})}`
    return frame.show(c, { title: 'Envoyer à la DDETS', trail, errors: refused?.errors, main })
  }
  app.get('/rapport/envoyer', c => page(c))

  app.post('/rapport/envoyer', async c => {
    const who = member(c)
    if (who.role !== 'gestionnaire') return reserved(c)
    const typed = text(c.get('form'), 'texte', 5000)
    // Two presses at the same moment, in whatever process: the second finds what the first is sending, or sent.
    const turn = await underLease(desk.ledger.leases, 'rapport-envoye', actorOf(who), TURN_MS, () =>
      send(c, who, typed),
    )
    return turn.busy ? refuse(c, typed, 'elle part en ce moment. Sa copie sera ci-dessous.') : turn.result
  })
  const refuse = (c: PortalContext, typed: string, why: string) =>
    page(c, { typed, errors: { texte: `Lettre : ${why}` } })

  async function send(c: PortalContext, who: ReturnType<typeof member>, typed: string): Promise<Response> {
    const refused = (why: string) => refuse(c, typed, why)
    const people = await readers()
    if (people.length === 0) return refused(`${NOBODY}, rien n’est parti.`)
    if (typed === '') return refused('elle est vide, rien n’est parti.')
    await reports.freeze()
    const [kept] = await reports.frozen()
    if (kept === undefined) return refused('le rapport n’a pas pu être figé, rien n’est parti.')
    const { subject } = letterOf(await reports.today(), who.name)
    const body = `${typed}\n\n${desk.publicUrl()}/rapport/version/${kept.id}\n`
    // Sent again, by a second press or from an old tab, it goes to whoever has not got it.
    const have = new Set(
      (await desk.ledger.events.list({ action: 'rapport-envoye', limit: 50 })).flatMap(event =>
        event.action === 'rapport-envoye' && event.detail.text === body ? event.detail.to : [],
      ),
    )
    const left = people.filter(person => !have.has(person.name))
    if (left.length === 0)
      return refused('elle est déjà partie, avec ces mots et ce rapport. Elle n’est pas envoyée deux fois.')
    const failed: string[] = []
    for (const person of left)
      await desk.mailer.send({ to: person.email, subject, text: body }).catch(() => failed.push(person.name))
    const to = left.filter(person => !failed.includes(person.name)).map(person => person.name)
    if (to.length === 0) return refused('le serveur de courriels ne l’a prise pour personne, rien n’est parti.')
    const sent = { to, subject, text: body, version: kept.id }
    return frame.act(c, '/rapport/envoyer', async () => {
      await desk.ledger.events.add({
        actor: actorOf(who),
        action: 'rapport-envoye',
        detail: sent,
      })
      return `${frenchCount(to.length, 'lettre envoyée', 'lettres envoyées')}${failed.length > 0 ? ` ; refusées pour ${failed.join(', ')}` : ''}. La copie est gardée.`
    })
  }
}

/** The letter as it is proposed; the sender may write it otherwise. */
function letterOf(report: CoverageReport, sender: string): { subject: string; text: string } {
  return {
    subject: `Offre d’insertion dans DORA, ${report.territory}, au ${frenchDate(report.date)}`,
    text: [
      'Bonjour,',
      '',
      ...report.headlines,
      '',
      'Le rapport, ses définitions et ses fichiers sont à l’adresse ci-dessous.',
      '',
      sender,
    ].join('\n'),
  }
}
