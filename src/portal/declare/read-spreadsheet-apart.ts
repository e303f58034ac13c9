import PQueue from 'p-queue'
import { type ApartLimits, ApartStopped } from '../../common/apart/protocol.ts'
import { runApart } from '../../common/apart/run-apart.ts'
import { stoppedLimit } from '../../common/apart/stopped-words.ts'
import type { SpreadsheetReading } from './read-spreadsheet.ts'

const TASK = new URL('./spreadsheet-task.ts', import.meta.url)
/** Somebody waits for the page. */
const LIMITS: Partial<ApartLimits> = { silentMs: 8000, workMs: 8000 }
/** Files read at the same time, and files that may wait: a crowd of heavy ones holds neither the memory nor the others. */
const queue = new PQueue({ concurrency: 2 })
const MOST_WAITING = 20

/**
 * A spreadsheet that somebody sent, read in a process apart (`src/common/apart`).
 * @param name of the file, as it was sent: a refusal says which file it is about
 * @param today `YYYY-MM-DD`: no offer ends before it
 */
export async function readSpreadsheetApart(
  bytes: Uint8Array,
  name: string,
  today: string,
  limits: Partial<ApartLimits> = LIMITS,
): Promise<SpreadsheetReading> {
  if (queue.size >= MOST_WAITING)
    return { ok: false, message: 'Trop de fichiers arrivent en même temps. Renvoyez le vôtre dans une minute.' }
  return queue.add(async () => {
    try {
      const step = await runApart<never, SpreadsheetReading>({ module: TASK, input: { bytes, today }, limits }).next()
      return step.value.ok || name === ''
        ? step.value
        : { ok: false, message: `« ${name.slice(0, 80)} » : ${step.value.message}` }
    } catch (error) {
      if (!(error instanceof ApartStopped)) throw error
      return { ok: false, message: stoppedUpload(error, name) }
    }
  })
}

function stoppedUpload(why: ApartStopped, name: string): string {
  const file = name === '' ? 'Ce fichier' : `Le fichier « ${name.slice(0, 80)} »`
  if (why.limit === 'crash')
    return `${file} ne s’ouvre pas : sa lecture s’est interrompue d’un coup. Enregistrez-le de nouveau, ou recopiez vos lignes dans le modèle.`
  return `${file} est démesuré : l’ouvrir demande plus de ${stoppedLimit(why)}, la limite. Recopiez vos lignes dans le modèle et renvoyez-le.`
}
