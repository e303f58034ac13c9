import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { placesOf } from '../app/places.ts'
import { frenchCount } from '../common/french.ts'
import { readSettings } from '../config/settings.ts'
import { connect } from '../ledger/connect.ts'
import { migrate } from '../ledger/migrate.ts'
import { LedgerNotEmpty, moveLedger } from '../ledger/move.ts'
import { FrenchCommand } from './french-command.ts'
import { give, say, type Write } from './say.ts'

/** `dora-sync migrate`: brings the ledger to the shape this version wants; with `--from`, carries a SQLite ledger to Postgres first. */
export function migrateCommand(io: { out?: Write } = {}): Command {
  return new FrenchCommand('migrate')
    .option('--from <fichier>', 'registre SQLite à transporter, en entier, vers DATABASE_URL, qui doit être vide')
    .option('--json', 'ce qui a été fait, pour une machine')
    .action(async (options: { from?: string; json?: true }, command: Command) => {
      const settings = readSettings(process.env)
      const url = settings.DATABASE_URL
      if (options.from !== undefined && url === undefined)
        command.error('DATABASE_URL manque : c’est vers lui que le registre est transporté.', { exitCode: 2 })
      if (options.from !== undefined && !existsSync(options.from))
        command.error(`« ${options.from} » est introuvable.`, { exitCode: 2 })
      const place = url === undefined ? { path: join(placesOf(settings).data, 'ledger.sqlite') } : { url }
      const target = connect(place)
      try {
        const migrations = await migrate(target)
        const moved = options.from === undefined ? null : await carry(options.from, target)
        options.json ? give(`${JSON.stringify({ migrations, moved })}\n`, io.out) : say(told(migrations, moved), io.out)
      } finally {
        await target.destroy()
      }
    })
}

async function carry(path: string, target: ReturnType<typeof connect>): Promise<Record<string, number>> {
  const origin = connect({ path })
  try {
    await migrate(origin)
    return await moveLedger(origin, target)
  } catch (error) {
    if (!(error instanceof LedgerNotEmpty)) throw error
    throw new Error(
      `La base d’arrivée contient déjà des lignes (table ${error.table}) : rien n’a été transporté. Donner une base vide.`,
      { cause: error },
    )
  } finally {
    await origin.destroy()
  }
}

function told(migrations: string[], moved: Record<string, number> | null): string {
  const shape =
    migrations.length === 0
      ? 'Le registre est déjà à jour.'
      : `${frenchCount(migrations.length, 'étape appliquée', 'étapes appliquées')} : ${migrations.join(', ')}.`
  if (moved === null) return `${shape}\n`
  const lines = Object.entries(moved).map(([table, rows]) => `  ${table} : ${frenchCount(rows, 'ligne')}`)
  const advice = 'L’ancien fichier est intact. Ne plus lancer aucun programme dessus.'
  return `${shape}\nRegistre transporté et recompté, table par table :\n${lines.join('\n')}\n${advice}\n`
}
