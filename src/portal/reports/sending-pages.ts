import { Hono } from 'hono'
import { html } from 'hono/html'
import { frenchCount, frenchDate, frenchDateTime } from '../../common/french.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import type { Person } from '../../ledger/people.ts'
import { actorOf } from '../access/people.ts'
import { ActionRefused } from '../actions.ts'
import type { Desk } from '../desk/desk.ts'
import { pairs, table } from '../pages/table.ts'
import type { PortalEnv } from '../web/env.ts'
import { areaField, postForm } from '../web/form.ts'
import { type Frame, member, type PortalContext, text } from '../web/frame.ts'
import { beingComputed } from './computed-note.ts'
import type { Reports } from './reports.ts'

/** What is kept of a letter that left. */
interface Sent {
  to: string[]
  subject: string
  text: string
  version: string
}

/** The two pages sent by letter to the DDETS: who gets it, what it says, from whom; a copy is kept with the report that it speaks of. */
export function sendingPages({
  reports,
  desk,
  frame,
}: {
  reports: Reports
  desk: Desk
  frame: Frame
}): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const trail = [{ href: '/rapport', label: 'Rapport' }]
  const readers = async (): Promise<Person[]> =>
    (await desk.ledger.people.people()).filter(person => person.role === 'ddets' && person.disabled === null)
  const reserved = (c: PortalContext) =>
    frame.refuse(c, 403, 'Page réservée', 'Seul le gestionnaire envoie le rapport.')

  app.get('/rapport/envoyer', async c => {
    const who = member(c)
    if (who.role !== 'gestionnaire') return reserved(c)
    const computed = await reports.shown()
    if (!computed) return beingComputed(frame, c)
    const people = await readers()
    const letter = letterOf(computed.value, who.name)
    const copies = await desk.ledger.events.list({ action: 'rapport-envoye', limit: 50 })
    return frame.show(c, {
      title: 'Envoyer à la DDETS',
      trail,
      main: html`${
        people.length === 0
          ? html`<p>Personne de la DDETS n’a d’accès : invitez d’abord quelqu’un, dans Administration.</p>`
          : html`${pairs([
              ['À', people.map(person => `${person.name} (${person.email})`).join(', ')],
              ['De la part de', who.name],
              ['Objet', letter.subject],
            ])}
${postForm('/rapport/envoyer', await frame.field(c), html`${areaField({ name: 'texte', label: 'Lettre', required: true, rows: 14, value: letter.text, hint: 'L’adresse du rapport, figé à l’envoi, est ajoutée à la fin.' })}<div class="actions"><button>Envoyer et garder une copie</button></div>`)}`
      }
${table({
  caption: 'Lettres envoyées, copies gardées',
  stacked: true,
  columns: ['Le', 'Par', 'À', 'Lettre'],
  rows: copies.flatMap(({ at, actor, detail }) => {
    const sent = detail as Sent
    return [
      [
        frenchDateTime(at),
        actor,
        sent.to.join(', '),
        html`<details><summary>${sent.subject}</summary><p class="text">${sent.text}</p><p><a href="/rapport/version/${sent.version}">Le rapport envoyé</a></p></details>`,
      ],
    ]
  }),
  empty: 'Aucune lettre n’est encore partie.',
})}`,
    })
  })

  app.post('/rapport/envoyer', async c => {
    const who = member(c)
    if (who.role !== 'gestionnaire') return reserved(c)
    return frame.act(c, '/rapport/envoyer', async () => {
      const people = await readers()
      const words = text(c.get('form'), 'texte', 5000)
      if (people.length === 0) throw new ActionRefused('Personne de la DDETS n’a d’accès : rien n’est parti.')
      if (words === '') throw new ActionRefused('La lettre est vide : rien n’est parti.')
      await reports.freeze()
      const [kept] = await reports.frozen()
      if (kept === undefined) throw new ActionRefused('Le rapport n’a pas pu être figé : rien n’est parti.')
      const { subject } = letterOf(await reports.today(), who.name)
      const body = `${words}\n\n${desk.publicUrl()}/rapport/version/${kept.id}\n`
      const failed: string[] = []
      for (const person of people)
        await desk.mailer.send({ to: person.email, subject, text: body }).catch(() => failed.push(person.name))
      const sent: Sent = {
        to: people.filter(person => !failed.includes(person.name)).map(person => person.name),
        subject,
        text: body,
        version: kept.id,
      }
      if (sent.to.length === 0) throw new ActionRefused('Le serveur de courriels n’a pris aucune lettre.')
      await desk.ledger.events.add({
        actor: actorOf(who),
        action: 'rapport-envoye',
        source: null,
        key: null,
        detail: sent,
      })
      return `${frenchCount(sent.to.length, 'lettre envoyée', 'lettres envoyées')}${failed.length > 0 ? ` ; refusées pour ${failed.join(', ')}` : ''}. La copie est gardée.`
    })
  })
  return app
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
