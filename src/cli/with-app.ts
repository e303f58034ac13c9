import type { App } from '../app/app.ts'
import { openApp } from '../app/open-app.ts'
import { readSettings } from '../config/settings.ts'

/** Opens the app from the environment, runs the command, closes everything whatever happens. Commands are quiet: only warnings are logged unless LOG_LEVEL says otherwise. */
export async function withApp<T>(work: (app: App) => Promise<T>): Promise<T> {
  const settings = readSettings({ LOG_LEVEL: 'warn', ...process.env })
  const app = await openApp(settings)
  try {
    return await work(app)
  } finally {
    await app.close()
  }
}
