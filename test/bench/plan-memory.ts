/**
 * Memory of «harvest → plan», the product's own command in a process of its own: node test/bench/plan-memory.ts [offers, default 100000]
 * `sync --dry` of a tenth of the offers, then of all of them, towards a sandbox in this process. Prints one JSON line: peak resident MB of each.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '../../src/sandbox/index.ts'
import { writeCatalogue } from './catalogue.ts'

const offers = Number(process.argv[2] ?? 100_000)
/** A pass that takes longer is stopped, and told so. */
const MOST_MS = 240_000
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
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
    } catch {
      // It just ended.
    }
  }, 100)
  const stop = setTimeout(() => child.kill('SIGKILL'), MOST_MS)
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  clearInterval(look)
  clearTimeout(stop)
  rmSync(folder, { recursive: true, force: true })
  const seconds = Math.round((performance.now() - start) / 1000)
  return { offers: count, peakMB: Math.round(most), code, seconds, ...(code !== 0 && { told }) }
}

const few = await peak(Math.round(offers / 10))
const many = await peak(offers)
await sandbox.close()
process.stdout.write(`${JSON.stringify({ few, many, ratio: Math.round((many.peakMB / few.peakMB) * 100) / 100 })}\n`)
