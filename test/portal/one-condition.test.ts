import { expect, test } from 'vitest'
import { createMetrics } from '../../src/app/metrics.ts'
import { watchDependencies } from '../../src/app/watch/dependency-watch.ts'
import { createWatch } from '../../src/app/watch/keep-watch.ts'
import { createLogger } from '../../src/common/logger.ts'
import type { FinalState } from '../../src/ledger/runs.ts'
import { alerts } from '../../src/portal/desk/alerts.ts'
import { sourceState } from '../../src/portal/desk/source-state.ts'
import { sampleWaitingPlan } from '../sync/samples.ts'
import { openWorld, type World } from './world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What a letter, the pages and the metrics say of the first source. */
async function said(world: World, hasAddress: boolean) {
  const { desk, ledger, clock } = world
  const [source] = desk.sources()
  if (source === undefined) throw new Error('no source')
  const letters: string[] = []
  const ports = { ledger, sources: [source], windowOf: () => null, hasAddress: () => hasAddress, spreadMs: 0 }
  const watch = () =>
    createWatch({
      ...ports,
      queue: async () => ({ paused: false, waiting: 0, running: 0, later: 0, dead: 0 }),
      dependencies: watchDependencies([], clock),
      tellers: [{ name: 'courriel', tell: async ({ subject }) => void letters.push(subject.split(' : ')[1] ?? '') }],
      clock,
      log: createLogger('silent'),
      portal: 'https://exemple.fr',
      holder: 'test',
    })
  await watch().look()
  // A restart tells nothing more, and takes nothing back.
  await watch().look()
  const metrics = createMetrics({ sources: [source.id], conditions: () => desk.conditions([source]) })
  const [, standing, figure] =
    /^dora_sync_source_to_look_at\{source="[^"]+",standing="([^"]+)"\} (.)$/m.exec(await metrics.text()) ?? []
  const page = (await alerts(desk)).filter(({ text }) => text.startsWith(`${source.name} : `))
  const [condition] = await desk.conditions([source])
  return {
    letter: letters.join(' | ') || null,
    page: page.map(({ text }) => text.slice(source.name.length + 3).replace(/\. .*/, '')).join(' | ') || null,
    row: condition && sourceState(condition).word,
    metric: `${standing} ${figure}`,
  }
}

interface Case {
  /** How its passes ended, each with the time that goes by after it, milliseconds. */
  passes?: [FinalState | 'running', number][]
  paused?: boolean
  stopped?: boolean
  noAddress?: boolean
  letter: string | null
  page: string | null
  row: string
  metric: string
}

// The source is read every Monday at 3:15; the world begins on a Tuesday at 10:00.
const CASES: Record<string, Case> = {
  'all is well': { passes: [['succeeded', DAY]], letter: null, page: null, row: 'réussi', metric: 'good 0' },
  'a pass under way': {
    passes: [
      ['succeeded', DAY],
      ['running', 60_000],
    ],
    letter: null,
    page: null,
    row: 'en cours',
    metric: 'good 0',
  },
  'its date passed an hour ago': {
    passes: [['succeeded', 5 * DAY + 18 * HOUR]],
    letter: null,
    page: null,
    row: 'réussi',
    metric: 'good 0',
  },
  missed: {
    passes: [['succeeded', 6 * DAY]],
    letter: 'passage manqué',
    page: 'le passage prévu n’a pas eu lieu',
    row: 'passage manqué',
    metric: 'missed 1',
  },
  late: {
    passes: [
      ['succeeded', 6 * DAY],
      ['proposed', 7 * DAY],
      ['proposed', 7 * DAY],
      ['proposed', HOUR],
    ],
    letter: 'sans succès depuis longtemps',
    page: 'aucun passage n’aboutit, pour un rythme de 7 jours',
    row: 'sans succès depuis longtemps',
    metric: 'late 1',
  },
  held: {
    passes: [['quarantined', HOUR]],
    letter: 'décision attendue',
    page: 'le dernier passage est en quarantaine',
    row: 'mis en quarantaine',
    metric: 'held 1',
  },
  failed: {
    passes: [
      ['succeeded', HOUR],
      ['failed', HOUR],
    ],
    letter: 'en panne',
    page: 'le dernier passage a échoué',
    row: 'échoué',
    metric: 'failed 1',
  },
  interrupted: {
    passes: [
      ['succeeded', HOUR],
      ['interrupted', HOUR],
    ],
    letter: 'en panne',
    page: 'le dernier passage a échoué',
    row: 'interrompu',
    metric: 'failed 1',
  },
  'never read': { letter: null, page: 'jamais lue avec succès.', row: 'jamais lue', metric: 'unread 0' },
  paused: {
    passes: [['succeeded', 20 * DAY]],
    paused: true,
    letter: null,
    page: null,
    row: 'en pause',
    metric: 'paused 0',
  },
  stopped: {
    passes: [['succeeded', 20 * DAY]],
    stopped: true,
    letter: null,
    page: null,
    row: 'arrêtée par le partenaire',
    metric: 'stopped 0',
  },
  'without address': { noAddress: true, letter: null, page: null, row: 'sans adresse', metric: 'no-address 0' },
}

test.each(Object.entries(CASES))(
  'letter, page and metric agree: %s',
  async (_, { passes = [], paused, stopped, noAddress, ...expected }) => {
    const hasAddress = !noAddress
    const world = await openWorld({ hasAddress: () => hasAddress })
    const { ledger, clock } = world
    for (const [state, after] of passes) {
      const run = await ledger.runs.begin('adie-site', 'horaire')
      if (state !== 'running') await ledger.runs.finish(run, { ...EMPTY, state })
      clock.advance(after)
    }
    if (stopped) await ledger.stops.stop('adie', 'Alex', 'refonte')
    if (paused) await ledger.sourceSettings.pause('adie-site', 'refonte', 'Claire')
    expect(await said(world, hasAddress)).toEqual(expected)
    await world.close()
  },
)

const EMPTY = { outcome: null, report: null, plan: null, message: null }

test('a source that was never read is missed once its first date has passed, whoever restarts', async () => {
  const world = await openWorld()
  expect(await said(world, true)).toMatchObject({ letter: null, metric: 'unread 0' })
  world.clock.advance(6 * DAY)
  expect(await said(world, true)).toMatchObject({ letter: 'passage manqué', row: 'passage manqué', metric: 'missed 1' })
  world.clock.advance(HOUR)
  expect(await said(world, true)).toMatchObject({ letter: null, row: 'passage manqué', metric: 'missed 1' })
  await world.close()
})

test('a source that was only simulated says that its plan waits, and leads to it', async () => {
  const world = await openWorld()
  const { desk, ledger } = world
  const [source] = desk.sources()
  const said = async () => (await alerts(desk)).filter(({ text }) => text.startsWith(`${source?.name} : `))
  const plan = sampleWaitingPlan('plan-1', { source: source?.id ?? '' })
  await ledger.plans.save({ ...plan, id: 'plan-0', operations: [], quarantine: null })
  expect(await said()).toMatchObject([{ href: `/sources/${source?.id}` }])
  await ledger.plans.save(plan)
  expect(await said()).toMatchObject([
    {
      text: expect.stringMatching(/: le premier passage est simulé, son plan attend votre accord\.$/),
      href: '/plans/plan-1',
    },
  ])
  await world.close()
})
