/**
 * A source renews the key of every offer of one structure: node test/bench/match-renewed.ts [offers, default 3000]
 * A quarter of them, half, then all: the product's own pass creates them in the sandbox, over HTTP; then every key changes and every text with it, a third
 * of the names stay, a third gain words and a third change their number, and a dry pass matches the new offers with the services that the old ones hold.
 * Prints one JSON line: seconds of processor of that dry pass (sandbox included) and bytes of its plan at each size.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { syncAll } from '../../jobs/sync-all.ts'
import { openApp } from '../../src/app/open-app.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { readSettings } from '../../src/config/settings.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { writeCatalogue } from './catalogue.ts'
import { atSizes, halved } from './growth.ts'

const most = Number(process.argv[2] ?? 3000)

function renew(sheet: string): string {
  const [head, ...rows] = sheet.trim().split('\n')
  const renewed = rows.map((row, index) => {
    const [code, name = '', text, ...rest] = row.split(';')
    const named = [name, `${name}, en petit groupe`, name.replace(/\d+/, number => String(Number(number) + most))]
    return [`B${code}`, named[index % 3], `${text} Nouvelle saison.`, ...rest].join(';')
  })
  return `${[head, ...renewed].join('\n')}\n`
}

async function measure(offers: number) {
  const folder = mkdtempSync(join(tmpdir(), 'dora-sync-renewed-'))
  const sandbox = await startSandbox({ seed: 'empty', quotaPerMinute: 10_000_000 })
  try {
    const { config, mappings } = writeCatalogue(folder, offers, 1)
    const settings = readSettings({
      DORA_SYNC_DATA: join(folder, 'var'),
      DORA_SYNC_CONFIG: config,
      DORA_SYNC_MAPPINGS: mappings,
      LOG_LEVEL: 'silent',
    })
    const pass = async (dry: boolean) => {
      const app = await openApp(settings, { sandbox, sandboxQuota: 10_000_000 })
      try {
        const [before, start] = [process.cpuUsage(), performance.now()]
        const [report] = await syncAll(
          app,
          { sources: [], trigger: 'banc', dry },
          silentProgress,
          new AbortController().signal,
        )
        const { user, system } = process.cpuUsage(before)
        const [plan] = await app.ledger.plans.heads({ source: 'banc', limit: 1 })
        const operations =
          plan === undefined ? [] : await Array.fromAsync(app.ledger.plans.items(plan.id, 'operations'))
        return {
          processor: Math.round((user + system) / 10_000) / 100,
          seconds: Math.round((performance.now() - start) / 10) / 100,
          operations: operations.length,
          planBytes: operations.reduce((sum, operation) => sum + JSON.stringify(operation).length, 0),
          counts: report?.report?.counts ?? null,
        }
      } finally {
        await app.close()
      }
    }
    await pass(false)
    const sheet = join(mappings, 'banc', 'sample', 'offres.csv')
    writeFileSync(sheet, renew(readFileSync(sheet, 'utf8')))
    return await pass(true)
  } finally {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

process.stdout.write(`${JSON.stringify({ turns: await atSizes(halved(most), measure) })}\n`)
