import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { App } from '../app/app.ts'
import { openApp } from '../app/open-app.ts'
import { ledgerPlaceOf } from '../app/places.ts'
import { readSettings } from '../config/settings.ts'
import { sayAside } from './say.ts'

/**
 * Opens the app from the environment, runs the command, closes everything whatever happens. Commands are quiet: only warnings are logged unless LOG_LEVEL
 * says otherwise. Who types in another folder than usual is told that the ledger is a new one: «nothing waits» would be true, and mislead.
 */
export async function withApp<T>(work: (app: App) => Promise<T>): Promise<T> {
  const settings = readSettings({ LOG_LEVEL: 'warn', ...process.env })
  const place = ledgerPlaceOf(settings)
  if ('path' in place && !existsSync(place.path))
    sayAside(
      `Nouveau registre, vide : ${dirname(resolve(place.path))}. S’il y en a déjà un ailleurs, lancer la commande dans son dossier, ou donner DORA_SYNC_DATA.\n`,
    )
  const app = await openApp(settings)
  try {
    return await work(app)
  } finally {
    await app.close()
  }
}
