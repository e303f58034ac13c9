import { readFileSync } from 'node:fs'
import { coverageView } from '../../src/app/coverage-view.ts'
import { takeCensus } from '../../src/census/take-census.ts'
import { bilanOf } from '../../src/coverage/bilan/bilan.ts'
import { keepBilan } from '../../src/coverage/bilan/export-bilan.ts'
import type { CoverageReport } from '../../src/coverage/report-contract.ts'
import { snapshotOf } from '../../src/coverage/snapshot.ts'
import type { InboxEntry } from '../../src/ledger/inbox.ts'
import type { InboxKind } from '../../src/ledger/inbox-question.ts'
import type { Plan } from '../../src/ledger/plan.ts'
import type { SandboxPortal } from './sandbox-portal.ts'
import { teach } from './teach.ts'

/** Where the things are that a furnished portal shows. */
export interface Furniture {
  /** A partner with offers, one of them published. */
  own: { partner: string; source: string; key: string; name: string }
  /** An offer that is rejected, and one that waits, when there are. */
  offers: { state: string; source: string; key: string }[]
  items: ReadonlyMap<InboxKind, string>
  closedItem: string
  plans: { held: string; applied: string; refused: string }
  runs: { ended: string; running: string; failed: string }
  statements: ReadonlyMap<string, string>
  reportVersion: string
  /** A frozen final account of the convention of 2024. */
  bilan: string
  paused: string
  /** Paths of links that open. */
  links: { person: string; partner: string }
  /** A write that is done. */
  operation: string
  /** Id of a contact of the partner without an address. */
  unreachable: string
  /** A structure of DORA that has nobody. */
  orphan: string
  /** A source that was taught, and a lesson under way. */
  taught: string
  lesson: string
}

const BY = 'Camille Martin <camille@example.org>'

/** A plan that waits for a person, made from one that a pass applied: the same offers, one of each kind of operation. */
function heldPlan(applied: Plan, run: string, id: string, createdAt: string): Plan {
  const [first] = applied.operations
  if (!first) throw new Error('the plan to copy writes nothing')
  const fields = first.after
  const before = {
    name: 'Un nom d’avant',
    fullDesc: 'Une description d’avant, plus courte.',
    contactPhone: '0299010203',
  }
  return {
    ...applied,
    id,
    run,
    createdAt,
    state: 'proposed',
    approvedBy: null,
    hold: 'guard',
    quarantine: '4 offres sur 5 seraient retirées en une fois : au-delà de 20 %, une personne décide.',
    operations: [
      { ...first, id: `${id}-1`, kind: 'create' },
      {
        ...first,
        id: `${id}-2`,
        kind: 'update',
        name: 'Un nom d’avant',
        slug: 'un-service',
        before,
        after: { name: first.name, fullDesc: fields.fullDesc ?? '', contactPhone: '0299040506' },
        conflicts: [{ field: 'feeDetails', base: null, ours: 'Gratuit pour tous', theirs: '5 € par séance' }],
        reason: 'Le partenaire a changé trois champs.',
      },
      {
        ...first,
        id: `${id}-3`,
        kind: 'archive',
        name: 'Un atelier d’autrefois',
        slug: 'un-autre',
        before: {},
        after: {},
        conflicts: [],
        reason: 'Absente de deux passages complets.',
      },
    ],
  }
}

/** Puts before the gestionnaire what a first pass over the samples does not: every kind of request, a held plan, a pass under way, a failure, a campaign, frozen reports. */
export async function furnish({ app, portal }: SandboxPortal): Promise<Furniture> {
  const { ledger } = app
  const { access, desk } = portal
  // At once: nobody else asks this DORA.
  await takeCensus(app, { read: 40, share: 1000 })
  const links = await ledger.links.list()
  const board = await app.dora.reader.boardOf('35')
  const orphan = board.find(({ slug }) => !links.some(({ structure }) => structure === slug))?.slug ?? ''
  await ledger.census.structures(
    '35',
    board.map(each => (each.slug === orphan ? { ...each, orphan: true } : each)),
  )
  const link = links.find(each => each.status === 'PUBLISHED')
  const offer = link && (await ledger.offers.read(link.source, link.key))
  const config = app.sources.find(each => each.config.id === link?.source)?.config
  if (!link || !offer || !config) throw new Error('the first pass published nothing')
  const own = { partner: config.partner, source: link.source, key: link.key, name: offer.name }
  const place = { source: own.source, key: own.key }

  const [applied] = (await ledger.plans.list({ limit: 100 })).filter(plan => plan.operations.length > 1)
  if (!applied) throw new Error('the first pass applied nothing')
  const held = heldPlan(applied, 'run_held', 'plan_held', '2026-11-23T02:15:00.000Z')
  const refused = {
    ...heldPlan(applied, 'run_refused', 'plan_refused', '2026-11-16T02:15:00.000Z'),
    state: 'refused' as const,
    approvedBy: BY,
  }
  await ledger.plans.save(held)
  await ledger.plans.save(refused)

  const about = { ...place, run: null }
  const entries: InboxEntry[] = [
    {
      ...about,
      kind: 'quarantine',
      key: null,
      source: held.source,
      subject: `plan:${held.source}`,
      title: `Accord demandé : ${held.quarantine}`,
      detail: { plan: held.id, hold: 'guard', reason: held.quarantine ?? '', counts: held.counts },
    },
    {
      ...about,
      kind: 'doubt',
      subject: 'doubt:test',
      title: `Envoi à vérifier : ${own.name}`,
      detail: {
        operation: 'step_1',
        kind: 'create',
        intended: '2026-11-16T02:15:00.000Z',
        slugs: ['un-service', 'un-autre-service'],
      },
    },
    {
      ...about,
      kind: 'rejection',
      subject: 'rejection:test',
      title: `${own.name} : le téléphone n’a pas dix chiffres.`,
      detail: {
        code: 'telephone',
        field: 'telephone',
        key: own.key,
        message: 'Le téléphone n’a pas dix chiffres.',
        received: '02 99 00',
        expected: 'dix chiffres',
        where: '$.offres[0].tel',
        whose: 'partenaire',
      },
    },
    {
      ...about,
      kind: 'match',
      subject: 'match:closed',
      title: `Même service ? « ${own.name} »`,
      detail: { slug: 'un-service', score: 0.7, reasons: ['nom proche'], structure: 'CLPS' },
    },
  ]
  for (const entry of entries) await ledger.inbox.put(entry)
  const closing = (await ledger.openInbox({ kind: 'match' })).find(item => item.subject === 'match:closed')
  if (!closing) throw new Error('no item to close')
  await ledger.inbox.decide(closing.id, { action: 'dismiss' }, BY)
  const items = new Map((await ledger.openInbox()).map(item => [item.kind, item.id]))

  const contact = await access.addContact({ partner: own.partner, email: 'alex@example.org', name: 'Alex Martin' }, BY)
  const { url: opening } = await access.partnerLink(contact, BY)
  const [person] = await portal.demoLinks()
  const { id: unreachable } = await access.addContact(
    { partner: own.partner, email: '', phone: '0299040506', name: 'Lou Petit' },
    BY,
  )
  await access.settled()
  const campaign = {
    title: 'Vos offres d’insertion sont-elles à jour\u00A0?',
    message: 'Merci de regarder.',
    createdBy: BY,
    remindAfter: 14,
  }
  const { id } = await desk.ledger.campaigns.add(campaign)
  await desk.ledger.campaigns.noteSent(id, contact.id)
  await desk.ledger.campaigns.close(
    (await desk.ledger.campaigns.add({ ...campaign, title: 'Campagne du printemps' })).id,
  )

  const said = { partner: own.partner, by: 'Alex Martin <alex@example.org>' }
  const statements = [
    { ...said, offer: null, title: 'Confirmation : une autre offre', body: { kind: 'confirmation' } },
    {
      ...said,
      offer: place,
      title: `Correction : ${own.name}`,
      body: {
        kind: 'correction',
        fields: {
          telephone: { before: '02 99 01 02 03', after: '02 99 04 05 06' },
          publics: { before: '', after: 'jeunes,femmes' },
        },
        comment: 'Nous avons déménagé : l’accueil est au premier étage.',
      },
    },
    {
      ...said,
      offer: null,
      title: 'Nouvelle offre : Café des essais',
      body: {
        kind: 'declaration',
        fields: { nom: 'Café des essais', description: 'Un café.', publics: 'jeunes,femmes' },
        from: 'formulaire',
      },
    },
    {
      ...said,
      offer: place,
      title: `Retrait : ${own.name}`,
      body: { kind: 'withdrawal', reason: 'L’atelier s’est arrêté.' },
    },
    { ...said, offer: null, title: 'Ne plus lire le site', body: { kind: 'stop', reason: 'Nous refaisons le site.' } },
  ] as const
  const kept = new Map<string, string>()
  for (const statement of statements) kept.set(statement.body.kind, (await desk.ledger.statements.add(statement)).id)
  await desk.ledger.statements.decide(
    (
      await desk.ledger.statements.add({
        ...said,
        offer: place,
        title: `Retrait : ${own.name}`,
        body: { kind: 'withdrawal', reason: '' },
      })
    ).id,
    'refused',
    BY,
    'L’atelier reprend en janvier.',
  )

  const others = app.sources.map(each => each.config.id).filter(source => source !== own.source)
  const [failing, paused] = [others[3], others[5]]
  if (!failing || !paused) throw new Error('too few sources')
  const failed = await ledger.runs.begin(failing, BY)
  const end = { state: 'failed', outcome: null, report: null, plan: null, message: 'Le site ne répond pas.' } as const
  await ledger.runs.finish(failed, end)
  await desk.ledger.sourceSettings.pause(paused, 'Le partenaire refait son site.', BY)
  const operation = (await ledger.operations.list({ source: own.source, limit: 20 })).find(
    each => each.state === 'done',
  )
  const [ended] = await ledger.listRuns({ source: own.source, limit: 1 })
  const running = await ledger.runs.begin(others[7] ?? '', BY)

  const today = (await coverageView(app)).json as CoverageReport
  const earlier: CoverageReport = {
    ...today,
    date: '2026-10-31',
    indicators: today.indicators.map(each => (each.id === 'actions-referencees' ? { ...each, value: 3 } : each)),
  }
  const frozen: string[] = []
  for (const report of [earlier, today])
    frozen.push(await ledger.snapshots.save(report.date, 'application/json', snapshotOf(report).bytes))

  const [convention] = app.conventions
  if (convention === undefined) throw new Error('no convention')
  const bilan = await keepBilan(ledger.snapshots, bilanOf(convention, today, []))
  await ledger.conventions.add('2025', '# Une convention inventée, à relire\n', BY)
  await ledger.conventions.add(
    convention.id,
    readFileSync(new URL(`../../config/conventions/${convention.id}.yaml`, import.meta.url), 'utf8'),
    BY,
  )

  const offers = (await ledger.offers.list()).map(({ source, key, state }) => ({ state, source, key }))
  const taught = await teach(desk, BY)
  return {
    own,
    ...taught,
    offers: [...Map.groupBy(offers, each => each.state).values()].flatMap(list => list.slice(0, 1)),
    items,
    closedItem: closing.id,
    plans: { held: held.id, applied: applied.id, refused: refused.id },
    runs: { ended: ended?.id ?? '', running, failed },
    statements: kept,
    reportVersion: frozen[0] ?? '',
    bilan,
    paused,
    links: { person: new URL(person?.url ?? '').pathname, partner: new URL(opening).pathname },
    operation: operation?.id ?? '',
    unreachable,
    orphan,
  }
}
