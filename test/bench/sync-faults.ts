import { FaultLife, type LifeFigures } from '../sync/fault-life.ts'

/**
 * Runs among random faults on the real sandbox over HTTP, many more than CI has time for.
 * Usage: `node test/bench/sync-faults.ts [runs] [seed]`. Prints figures as JSON; a broken promise ends it with its seed.
 */
const runs = Number(process.argv[2] ?? 10_000)
const seed = Number(process.argv[3] ?? 1)
const RUNS_PER_LIFE = 100
const CALM_EVERY = 10
/** In each life, the run after which DORA changes its names. */
const NEW_NAMES_AT = 59

const sum: LifeFigures = {
  runs: 0,
  faults: {},
  requests: 0,
  writes: 0,
  doubts: 0,
  humanEdits: 0,
  states: {},
  calmPasses: 0,
  stocktakings: 0,
}
const started = performance.now()
for (let done = 0; done < runs; done += RUNS_PER_LIFE) {
  const life = await FaultLife.begin(seed + done)
  try {
    for (let i = 0; i < Math.min(RUNS_PER_LIFE, runs - done); i += 1) {
      await life.run()
      if (i % CALM_EVERY !== CALM_EVERY - 1) continue
      await life.calm()
      await life.takeStock()
      if (i === NEW_NAMES_AT) await life.newNames()
    }
  } catch (error) {
    process.stderr.write(`life ${seed + done}, run ${life.figures.runs}\n`)
    throw error
  } finally {
    life.tally()
    add(life.figures)
    await life.end()
  }
}
process.stdout.write(
  `${JSON.stringify({ ...sum, lives: Math.ceil(runs / RUNS_PER_LIFE), seed, seconds: Math.round((performance.now() - started) / 1000) })}\n`,
)

function add(figures: LifeFigures): void {
  for (const key of ['runs', 'requests', 'writes', 'doubts', 'humanEdits', 'calmPasses', 'stocktakings'] as const)
    sum[key] += figures[key]
  for (const map of ['faults', 'states'] as const)
    for (const [name, n] of Object.entries(figures[map])) sum[map][name] = (sum[map][name] ?? 0) + n
}
