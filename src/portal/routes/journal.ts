import { html } from 'hono/html'
import { personName } from '../../common/person-name.ts'
import type { Decision } from '../../ledger/decision.ts'
import type { AuditEvent } from '../../ledger/event.ts'
import type { InboxKind } from '../../ledger/inbox-question.ts'
import type { Desk } from '../desk/desk.ts'
import { isPlanned } from '../desk/told-counts.ts'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { doraLink } from '../pages/dora-link.ts'
import { nextLink, table } from '../pages/table.ts'
import { when } from '../pages/when.ts'
import { saidAction, saidDetail } from '../said-event.ts'
import { selectField } from '../web/form.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, offerPath, planPath, sourcePath } from './paths.ts'

/** Lines a page. */
const SHOWN = 100

/** Where the page before ended; what cannot be read is the first page. */
function readCursor(text: string | undefined): { at: string; id: string } | null {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([\w-]{1,60})$/.exec(text ?? '') ?? []
  return at && id ? { at, id } : null
}

/** Who did what, in French: sources, offers and plans by their names. */
export function journalRoutes({ app, desk, frame }: Pages): void {
  app.get('/journal', async c => {
    const { source = '', avant } = c.req.query()
    const before = readCursor(avant)
    const found = await desk.ledger.events.list({
      limit: SHOWN + 1,
      ...(source ? { source } : {}),
      ...(before && { before }),
    })
    const events = found.slice(0, SHOWN)
    const last = found.length > SHOWN ? events.at(-1) : undefined
    const names = await offerNames(desk, events)
    const sent = await sentPlans(desk, events)
    const kinds = await kindsOfItems(desk, events)
    return frame.show(c, {
      title: 'Journal',
      purpose: 'Qui a fait quoi, et quand : les personnes comme le robot.',
      trail: [ABOVE.administration],
      main: html`<form method="get" action="/journal" class="row search" role="search">
${selectField({ name: 'source', label: 'Source', search: true, value: source, options: [{ value: '', label: 'toutes' }, ...desk.sources().map(each => ({ value: each.id, label: each.name }))] })}
<p><button>Montrer</button></p></form>
${table({
  caption: `Qui a fait quoi, le plus récent d’abord${before ? ', suite' : ''}`,
  columns: ['Quand', 'Qui', 'Quoi', 'Sur quoi', 'Détail'],
  rows: events.map(event => [
    when(event.at),
    whoSaid(event.actor),
    saidAction(event.action).replace(/^ : /, ''),
    subject(event, names, sent),
    html`<span class="detail">${saidDetail(event, { partner: desk.partnerName }) || '–'}</span>${chosen(event, kinds)}`,
  ]),
  empty: before ? 'Rien avant.' : 'Rien pour l’instant.',
})}${nextLink(last ? `/journal?${new URLSearchParams({ source, avant: `${last.at}_${last.id}` })}` : null)}`,
    })
  })

  /** What the person pointed at in DORA. */
  function chosen(event: AuditEvent, kinds: ReadonlyMap<string, InboxKind>): Html | '' {
    const { action, detail } = event
    if (action === 'decision-use' || action === 'reponse-a-verifier') {
      const pointed = action === 'decision-use' ? pointedAt(detail.decision) : detail.slug
      const kind = kinds.get(detail.item ?? '')
      return pointed && kind ? doraLink(desk.doraPages, kind === 'structure' ? 'structure' : 'service', pointed) : ''
    }
    if (action === 'offre-publiee' || action === 'offre-laissee')
      return detail.slug ? doraLink(desk.doraPages, 'service', detail.slug) : ''
    return ''
  }

  function subject(event: AuditEvent, names: ReadonlyMap<string, string>, sent: ReadonlySet<string>): Html | string {
    const { source, key } = event
    const plan = planOf(event)
    const back =
      event.action === 'plan-approuve' && plan && sent.has(plan)
        ? html` (<a href="${planPath(plan)}/annuler">annuler</a>)`
        : ''
    const towards = plan ? html`, <a href="${planPath(plan)}">le plan</a>${back}` : ''
    if (source === null) return '–'
    const name = html`<a href="${sourcePath(source)}">${desk.sourceName(source)}</a>${towards}`
    const offer = key === null ? undefined : names.get(`${source}\n${key}`)
    return key === null || offer === undefined
      ? name
      : html`<a href="${offerPath({ source, key })}">${offer}</a>, ${name}`
  }
}

/** Their name, then their address: two persons may have the same name. */
function whoSaid(actor: string): Html | string {
  if (actor === 'robot') return 'le robot'
  const name = personName(actor)
  return name === actor
    ? name
    : html`${name}<br><span class="quiet">${actor.slice(name.length).replaceAll(/[<>\s]/g, '')}</span>`
}

async function offerNames(desk: Desk, events: readonly AuditEvent[]): Promise<Map<string, string>> {
  const wanted = events.flatMap(({ source, key }) => (source && key ? [{ source, key }] : []))
  const known = await desk.ledger.offers.linesOf(wanted)
  return new Map(known.map(offer => [`${offer.source}\n${offer.key}`, offerLabel(offer)]))
}

/** Plans that were approved and of which something may be in DORA. */
async function sentPlans(desk: Desk, events: readonly AuditEvent[]): Promise<Set<string>> {
  const ids = events.flatMap(event => (event.action === 'plan-approuve' ? (planOf(event) ?? []) : []))
  const heads = await desk.ledger.plans.headsOf([...new Set(ids)])
  return new Set([...heads.values()].flatMap(head => (isPlanned(head) ? [] : [head.id])))
}

/** Of the questions to which somebody pointed at something. */
function kindsOfItems(desk: Desk, events: readonly AuditEvent[]): Promise<Map<string, InboxKind>> {
  const items = events.flatMap(({ action, detail }) =>
    action === 'decision-use' || action === 'reponse-a-verifier' ? (detail.item ?? []) : [],
  )
  return desk.ledger.inbox.kindsOf([...new Set(items)])
}

const pointedAt = (decision: Decision | undefined) => (decision?.action === 'use' ? decision.slug : undefined)

function planOf({ action, detail }: AuditEvent): string | undefined {
  switch (action) {
    case 'plan-approuve':
    case 'plan-refuse':
    case 'annulation-preparee':
    case 'valeur-refusee':
    case 'travail-relance':
    case 'travail-classe':
      return detail.plan ?? undefined
    default:
      return undefined
  }
}
