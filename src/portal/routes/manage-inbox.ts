import { Hono } from 'hono'
import { html } from 'hono/html'
import { frenchCount, frenchDate } from '../../common/french.ts'
import type { InboxKind } from '../../ledger/inbox.ts'
import { type Decision, decide } from '../../sync/decide.ts'
import { actorOf } from '../access/people.ts'
import { ActionRefused } from '../actions.ts'
import type { Desk } from '../desk/desk.ts'
import { inboxItemPage } from '../pages/inbox-item.ts'
import { statementPart } from '../pages/statement.ts'
import { table } from '../pages/table.ts'
import type { PortalEnv } from '../web/env.ts'
import { areaField, postForm } from '../web/form.ts'
import { type Frame, member, text } from '../web/frame.ts'
import { INBOX_WORDS, WHOSE_TURN } from '../words-of.ts'
import { inboxPath, offerPath, partnerPath } from './paths.ts'

/** Everything that waits for the gestionnaire. */
export function inboxRoutes({ desk, frame }: { desk: Desk; frame: Frame }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const sourceName = (id: string) => desk.sources().find(source => source.id === id)?.name ?? id

  app.get('/a-traiter', async c => {
    const [items, statements, rejections] = await Promise.all([
      desk.ledger.openInbox(),
      desk.statements.list({ state: 'open' }),
      desk.rejections(),
    ])
    const kinds = Object.keys(INBOX_WORDS).filter(kind => kind !== 'rejection') as InboxKind[]
    const byKind = Map.groupBy(items, item => item.kind)
    const causes = [
      ...Map.groupBy(
        rejections.list,
        each => `${each.whose}\n${each.code}\n${each.field ?? ''}\n${each.message}`,
      ).values(),
    ]
      .flatMap(group => (group[0] ? [{ first: group[0], group }] : []))
      .sort((a, b) => b.group.length - a.group.length)
    const total = items.filter(item => item.kind !== 'rejection').length + statements.length
    return frame.show(c, {
      title: 'À traiter',
      main: html`
<p>${total === 0 ? 'Rien n’attend votre décision.' : `${frenchCount(total, 'chose attend', 'choses attendent')} votre décision.`}</p>
${
  statements.length > 0
    ? html`<h2 id="partenaires">Demandes des partenaires <span class="quiet">(${statements.length})</span></h2>
<p>Ce que les partenaires ont demandé depuis leur page.</p>
<ul class="cards">${statements.map(statement => html`<li><a href="/demandes/${statement.id}">${statement.title}</a><br><span class="quiet">${desk.partnerName(statement.partner)}, le ${frenchDate(statement.at)}</span></li>`)}</ul>`
    : ''
}
${kinds.map(kind => {
  const list = byKind.get(kind) ?? []
  const words = INBOX_WORDS[kind]
  return list.length === 0 || !words
    ? ''
    : html`<h2 id="${kind}">${words.many} <span class="quiet">(${list.length})</span></h2><p>${words.lead}</p>
<ul class="cards">${list.slice(0, 100).map(item => html`<li><a href="${inboxPath(item.id)}">${item.title}</a><br><span class="quiet">${sourceName(item.source)}, depuis le ${frenchDate(item.opened)}</span></li>`)}</ul>`
})}
<h2 id="rejets">Rejets, par cause <span class="quiet">(${rejections.total})</span></h2>
<p>Une offre rejetée n’arrête pas les autres. Elle repart d’elle-même quand sa page ou la correspondance change.</p>
${table({
  caption: 'Ce qui n’est pas passé, par cause',
  columns: ['Cause', 'À qui d’agir', { label: 'Offres', number: true }, 'Exemple'],
  rows: causes
    .slice(0, 100)
    .map(({ first, group }) => [
      first.message,
      WHOSE_TURN[first.whose],
      group.length,
      html`${first.key === null ? first.where : html`<a href="${offerPath({ source: first.source, key: first.key })}">${sourceName(first.source)}</a>`}${first.received ? html`<br><span class="quiet">reçu&nbsp;: ${first.received.slice(0, 120)}</span>` : ''}`,
    ]),
  empty: 'Aucun rejet.',
})}`,
    })
  })

  app.get('/a-traiter/:id', async c => {
    const item = await desk.ledger.inbox.read(c.req.param('id'))
    if (!item) return frame.notFound(c)
    return frame.show(c, {
      title: item.title,
      trail: [{ href: '/a-traiter', label: 'À traiter' }],
      main: inboxItemPage(item, sourceName(item.source), await frame.field(c)),
    })
  })
  app.post('/a-traiter/:id', async c => {
    const item = await desk.ledger.inbox.read(c.req.param('id'))
    if (!item) return frame.notFound(c)
    const form = c.get('form')
    const path = inboxPath(item.id)
    const decisions = readDecisions(form)
    if (decisions.length === 0) return frame.back(c, path, 'Rien n’est choisi\u00A0: rien n’a changé.', 'bad')
    return frame.act(c, path, async () => {
      const sentences = new Set<string>()
      for (const decision of decisions) sentences.add(await decide(desk.ledger, item.id, decision, actorOf(member(c))))
      return [...sentences].join(' ')
    })
  })

  app.get('/demandes/:id', async c => {
    const statement = await desk.statements.read(c.req.param('id'))
    if (!statement) return frame.notFound(c)
    const field = await frame.field(c)
    const base = `/demandes/${statement.id}`
    return frame.show(c, {
      title: statement.title,
      trail: [{ href: '/a-traiter', label: 'À traiter' }],
      main: html`<p>Dit par ${statement.by} pour <a href="${partnerPath(statement.partner)}">${desk.partnerName(statement.partner)}</a>, le ${frenchDate(statement.at)}.</p>
${statementPart(statement)}
${
  statement.state === 'open'
    ? html`<h2>Votre décision</h2><div class="row">${postForm(`${base}/accepter`, field, html`<p><button>Accepter</button></p>`)}
${postForm(`${base}/refuser`, field, html`${areaField({ name: 'raison', label: 'Raison, que le partenaire lira', rows: 2, required: true })}<p><button class="second">Refuser</button></p>`)}</div>`
    : ''
}`,
    })
  })
  app.post('/demandes/:id/accepter', async c => {
    const statement = await desk.statements.read(c.req.param('id'))
    if (!statement) return frame.notFound(c)
    const by = actorOf(member(c))
    return frame.act(c, `/demandes/${statement.id}`, async () => {
      if (!(await desk.statements.decide(statement.id, 'accepted', by, null)))
        throw new ActionRefused('Quelqu’un a déjà décidé.')
      await desk.ledger.events.add({
        actor: by,
        action: 'demande-acceptee',
        source: statement.offer?.source ?? null,
        key: statement.offer?.key ?? null,
        detail: { statement: statement.id },
      })
      return desk.actions.carry({ ...statement, state: 'accepted', decidedBy: by })
    })
  })
  app.post('/demandes/:id/refuser', async c => {
    const statement = await desk.statements.read(c.req.param('id'))
    if (!statement) return frame.notFound(c)
    const reason = text(c.get('form'), 'raison')
    const by = actorOf(member(c))
    return frame.act(c, `/demandes/${statement.id}`, async () => {
      if (reason === '') throw new ActionRefused('Un refus porte une raison\u00A0: le partenaire la lira.')
      if (!(await desk.statements.decide(statement.id, 'refused', by, reason)))
        throw new ActionRefused('Quelqu’un a déjà décidé.')
      await desk.ledger.events.add({
        actor: by,
        action: 'demande-refusee',
        source: statement.offer?.source ?? null,
        key: statement.offer?.key ?? null,
        detail: { statement: statement.id, reason },
      })
      return 'La demande est refusée\u00A0; le partenaire voit votre raison sur sa page.'
    })
  })
  return app
}

const SIDES = ['theirs', 'ours', 'always-theirs', 'always-ours'] as const

/** What the form says: one answer, or one choice per field in conflict. Anything else is no answer. */
function readDecisions(form: FormData): Decision[] {
  const action = text(form, 'action')
  if (action === 'create' || action === 'dismiss') return [{ action }]
  const value = text(form, 'valeur', 200)
  if (action === 'map') return value === '' ? [] : [{ action, value }]
  const slug = text(form, 'slug', 200)
  if (action === 'use') return /^[\w-]{1,200}$/.test(slug) ? [{ action, slug }] : []
  return [...form.keys()].flatMap(name => {
    const field = /^choix-(\w{1,60})$/.exec(name)?.[1]
    const side = SIDES.find(each => each === text(form, name))
    return field && side ? [{ action: 'keep' as const, side, field }] : []
  })
}
