/**
 * «harvest → plan», the product's own command in a process of its own: node test/bench/plan-memory.ts [offers, default 100000]
 * `sync --dry` of a hundredth of the offers, a tenth, then all of them, towards a sandbox in this process. Prints one JSON line: peak resident MB
 * and processor seconds of each (a tenth of a second near), bytes of the ledger for each offer, and how memory and time grow with the offers
 * (1: as many times more).
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '../../src/sandbox/index.ts'
import { writeCatalogue } from './catalogue.ts'

const offers = Number(process.argv[2] ?? 100_000)
/** A pass that takes longer is stopped, and told so. */
const MOST_MS = 600_000
const sandbox = await startSandbox({ seed: 'empty', quotaPerMinute: 10_000_000 })

async function peak(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'dora-sync-plan-'))
  const { config, mappings } = writeCatalogue(folder, count, 300)
  const start = performance.now()
  const child = spawn(
    process.execPath,
    [new URL('../../bin/dora-sync.js', import.meta.url).pathname, 'sync', '--dry', '--json'],
    {
      env: {
        PATH: process.env.PATH,
        DORA_URL: sandbox.url,
        DORA_TOKEN: sandbox.tokens.gestionnaire35,
        DORA_QUOTA: '10000',
        DORA_SYNC_SITES: 'samples',
        DORA_SYNC_DATA: join(folder, 'var'),
        DORA_SYNC_CONFIG: config,
        DORA_SYNC_MAPPINGS: mappings,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let told = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    told = (told + chunk).slice(-2500)
  })
  let most = 0
  let ticks = 0
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
      // Fields 14 and 15, in hundredths of a second; the name before them may hold spaces.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      ticks = Math.max(ticks, Number(fields[11] ?? 0) + Number(fields[12] ?? 0))
    } catch {
      // It just ended.
    }
  }, 100)
  const stop = setTimeout(() => child.kill('SIGKILL'), MOST_MS)
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  clearInterval(look)
  clearTimeout(stop)
  const ledgerBytes = code === 0 ? Math.round(statSync(join(folder, 'var', 'ledger.sqlite')).size / count) : null
  rmSync(folder, { recursive: true, force: true })
  const seconds = Math.round((performance.now() - start) / 1000)
  const cpuSeconds = ticks / 100
  return {
    offers: count,
    peakMB: Math.round(most),
    code,
    seconds,
    cpuSeconds,
    ledgerBytes,
    ...(code !== 0 && { told }),
  }
}

const fewest = await peak(Math.round(offers / 100))
const few = await peak(Math.round(offers / 10))
const many = await peak(offers)
await sandbox.close()
const exponent = (of: (run: typeof many) => number) => Math.round(Math.log10(of(many) / of(few)) * 100) / 100
process.stdout.write(
  `${JSON.stringify({
    fewest,
    few,
    many,
    ratio: Math.round((many.peakMB / few.peakMB) * 100) / 100,
    exponents: { memory: exponent(run => run.peakMB), processor: exponent(run => run.cpuSeconds) },
  })}\n`,
)
