import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import { personName } from '../../common/person-name.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import { ActionRefused } from '../actions.ts'
import { unappliedNow } from '../declare/unapplied-now.ts'
import type { Desk } from '../desk/desk.ts'
import { decisionLetter } from '../mail/letters.ts'
import { statementPart } from '../pages/statement.ts'
import { about } from '../web/about.ts'
import { areaField, type FieldErrors, postForm } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, partnerPath, sourcePath } from './paths.ts'

/** What partners asked: accepted, refused, or opened again. */
export function statementRoutes({ app, desk, frame }: Pages): void {
  const aStatement = about({ app, frame }, c => desk.ledger.statements.read(c.req.param('id') ?? ''))

  aStatement.get('/demandes/:id', (c, statement) => statementPage(c, statement))

  async function statementPage(c: PortalContext, statement: Statement, errors?: FieldErrors): Promise<Response> {
    const field = await frame.field(c)
    const base = `/demandes/${statement.id}`
    return frame.show(c, {
      title: statement.title,
      trail: [ABOVE.inbox],
      errors,
      main: html`<p>Dit par ${personName(statement.by)} pour <a href="${partnerPath(statement.partner)}">${desk.partnerName(statement.partner)}</a>, le ${frenchDate(statement.at)}.</p>
${statementPart(statement)}
${
  statement.state === 'open'
    ? html`<h2>Votre décision</h2><div class="row">${postForm(`${base}/accepter`, field, html`<p><button>${statement.body.kind === 'stop' ? 'C’est noté' : 'Accepter'}</button></p>`)}
${statement.body.kind === 'stop' ? '' : postForm(`${base}/refuser`, field, html`${areaField({ name: 'raison', label: 'Raison du refus, que le partenaire lira', rows: 2, errors, required: true })}<p><button class="second">Refuser</button></p>`)}</div>`
    : html`${!isDecided(statement) ? '' : html`<h2>Revenir sur la réponse</h2><p class="quiet">La demande attend de nouveau, et ce qui a été décidé ne compte plus.</p>${postForm(`${base}/rouvrir`, field, html`<p><button class="second">Rouvrir</button></p>`)}`}<div class="actions">${statement.state === 'accepted' && statement.body.kind !== 'stop' ? desk.sourcesOf(statement.partner).map(source => html`<a class="button second" href="${sourcePath(source.id)}">Lancer un passage : ${source.name}</a>`) : ''}<a class="button second" href="/a-traiter">Retour à ce qui attend</a></div>`
}`,
    })
  }
  aStatement.post('/demandes/:id/accepter', async (c, statement) => {
    return frame.act(c, `/demandes/${statement.id}`, async by => {
      const { offer, body } = statement
      const known = offer && body.kind === 'correction' ? await desk.ledger.offers.read(offer.source, offer.key) : null
      const context = {
        today: parisDay(desk.clock.now()),
        department: desk.convention().department,
        by: statement.by,
      }
      const left = unappliedNow(known?.record, body, context)
      if (left.length > 0)
        throw new ActionRefused(
          `${left.map(({ message }) => message).join(' ')} Refusez-la en donnant cette raison, ou corrigez l’offre vous-même.`,
        )
      if (!(await desk.ledger.statements.decide(statement.id, 'accepted', by, null)))
        throw new ActionRefused('Quelqu’un a déjà décidé.')
      await desk.ledger.events.add({
        actor: by,
        action: 'demande-acceptee',
        ...statement.offer,
        detail: { statement: statement.id },
      })
      const done = await desk.actions.carry({ ...statement, state: 'accepted', decidedBy: by })
      const next = ACCEPTED_NEXT[statement.body.kind]
      return `${done} ${await tellDecision(desk, statement, { accepted: true, reason: null, next })}`.trim()
    })
  })
  aStatement.post('/demandes/:id/refuser', async (c, statement) => {
    if (statement.body.kind === 'stop')
      return frame.back(c, `/demandes/${statement.id}`, 'Un arrêt ne se refuse pas : il est déjà tenu.', 'bad')
    const reason = text(c.get('form'), 'raison')
    if (reason === '')
      return statementPage(c, statement, { raison: 'Un refus porte une raison : le partenaire la lira.' })
    return frame.act(c, `/demandes/${statement.id}`, async by => {
      if (!(await desk.ledger.statements.decide(statement.id, 'refused', by, reason)))
        throw new ActionRefused('Quelqu’un a déjà décidé.')
      await desk.ledger.events.add({
        actor: by,
        action: 'demande-refusee',
        ...statement.offer,
        detail: { statement: statement.id, reason },
      })
      const next = 'Rien n’est changé dans DORA. Vous pouvez faire une autre demande, ou répondre à ce message.'
      return `La demande est refusée ; le partenaire voit votre raison sur sa page. ${await tellDecision(desk, statement, { accepted: false, reason, next })}`.trim()
    })
  })
  aStatement.post('/demandes/:id/rouvrir', async (c, statement) => {
    return frame.act(c, `/demandes/${statement.id}`, async by => {
      await desk.ledger.transaction(async shelves => {
        if (!(await shelves.statements.reopen(statement.id)))
          throw new ActionRefused('Cette demande n’est pas à rouvrir : elle attend déjà une réponse.')
        await shelves.events.add({
          actor: by,
          action: 'demande-rouverte',
          ...statement.offer,
          detail: { statement: statement.id, title: statement.title, decidedBy: statement.decidedBy },
        })
      })
      return 'La demande est de nouveau ouverte : ce que dit la page du partenaire compte dès le prochain passage.'
    })
  })
}

/** What follows an accepted request, told to its partner. */
const ACCEPTED_NEXT: Record<Statement['body']['kind'], string> = {
  confirmation: 'Votre confirmation est enregistrée.',
  correction: 'Vos corrections comptent, et DORA les montrera après la prochaine lecture de vos offres.',
  declaration: 'L’offre paraîtra dans DORA dès que sa fiche y sera complète ; sa page, chez vous, dit ce qui manque.',
  withdrawal:
    'Votre offre est retirée : DORA l’archive, aussitôt ou dès qu’il répond. Elle peut revenir : « Remettre en ligne », dans « Mes offres ».',
  return: 'Votre offre reviendra dans DORA après la prochaine lecture de vos offres.',
  stop: 'Votre site n’est plus lu.',
}

/** Whether a person decided it, and may go back on that. */
function isDecided({ body, state }: Statement): boolean {
  if (body.kind === 'confirmation' || body.kind === 'stop') return false
  return state === 'accepted' || state === 'refused' || state === 'revoked'
}

/**
 * Writes to whoever made the request, or to every contact of the partner who has an address when that person is none of them.
 * What the gestionnaire wrote down themselves was no request of theirs.
 * @param next what follows, for the partner
 * @returns what to tell the person who decided; the decision stands whatever became of the letter
 */
async function tellDecision(
  desk: Pick<Desk, 'ledger' | 'mailer' | 'publicUrl'>,
  statement: Pick<Statement, 'partner' | 'title' | 'by' | 'noted'>,
  answer: { accepted: boolean; reason: string | null; next: string },
): Promise<string> {
  if (statement.noted) return ''
  const contacts = await desk.ledger.people.contacts({ partner: statement.partner })
  const reachable = contacts.flatMap(({ email, name }) => (email === null ? [] : [{ email, name }]))
  const author = reachable.filter(({ email }) => statement.by.endsWith(`<${email}>`))
  const readers = author.length > 0 ? author : reachable
  if (readers.length === 0)
    return contacts.length === 0
      ? 'Ce partenaire n’a aucun contact : prévenez-le vous-même.'
      : 'Aucun contact de ce partenaire n’a d’adresse : prévenez-le par téléphone.'
  const told: string[] = []
  for (const reader of readers)
    await desk.mailer.send(decisionLetter(reader, { title: statement.title, ...answer }, desk.publicUrl())).then(
      () => told.push(reader.name),
      () => undefined,
    )
  const missed = readers.filter(reader => !told.includes(reader.name)).map(reader => reader.name)
  return [
    told.length > 0 ? `Prévenu par message : ${told.join(', ')}.` : '',
    missed.length > 0 ? `Le message à ${missed.join(', ')} n’est pas parti : à prévenir autrement.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}
