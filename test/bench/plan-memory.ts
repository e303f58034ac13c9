/**
 * «harvest → plan», the product's own command in a process of its own: node test/bench/plan-memory.ts [offers, default 100000]
 * `sync --dry` of a hundredth of the offers, a tenth, then all of them, towards a sandbox in this process. Prints one JSON line: at each size, peak resident
 * MB, seconds of processor, and bytes of the ledger for each offer.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '../../src/sandbox/index.ts'
import { writeCatalogue } from './catalogue.ts'
import { atSizes, tenths } from './growth.ts'
import { measuredProcess } from './measured-process.ts'

const sandbox = await startSandbox({ seed: 'empty', quotaPerMinute: 10_000_000 })
const command = new URL('../../bin/dora-sync.js', import.meta.url).pathname

async function plan(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'dora-sync-plan-'))
  const { config, mappings } = writeCatalogue(folder, count, 300)
  const { told, ...run } = await measuredProcess(process.execPath, [command, 'sync', '--dry', '--json'], {
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
  })
  const ledgerBytes = run.code === 0 ? Math.round(statSync(join(folder, 'var', 'ledger.sqlite')).size / count) : null
  rmSync(folder, { recursive: true, force: true })
  return { ...run, ledgerBytes, ...(run.code !== 0 && { told }) }
}

const turns = await atSizes(tenths(Number(process.argv[2] ?? 100_000)), plan)
await sandbox.close()
process.stdout.write(`${JSON.stringify({ turns })}\n`)
