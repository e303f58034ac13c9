import { seededRandom } from '../../src/common/random.ts'
import { killLife } from '../sync/kill-life.ts'

/** Kills the process of a pass with SIGKILL at random moments. Usage: `node test/bench/sync-kill.ts [kills] [seed]`. */
const kills = Number(process.argv[2] ?? 200)
const seed = Number(process.argv[3] ?? 1)
const started = performance.now()
const figures = await killLife(kills, seededRandom(seed))
process.stdout.write(
  `${JSON.stringify({ ...figures, seed, seconds: Math.round((performance.now() - started) / 1000) })}\n`,
)
