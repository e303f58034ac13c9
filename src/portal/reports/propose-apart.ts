import PQueue from 'p-queue'
import { type ApartLimits, ApartStopped } from '../../common/apart/protocol.ts'
import { runApart } from '../../common/apart/run-apart.ts'
import { stoppedLimit } from '../../common/apart/stopped-words.ts'
import type { ConventionGiven, ProposalRead } from '../../convention-reader/proposal-task.ts'
import type { Proposal } from '../../convention-reader/reading.ts'

const TASK = new URL('../../convention-reader/proposal-task.ts', import.meta.url)
/** Somebody waits for the page. */
const LIMITS: Partial<ApartLimits> = { silentMs: 20_000, workMs: 20_000 }
/** One convention at a time: a crowd of heavy ones holds neither the memory nor the others. */
const queue = new PQueue({ concurrency: 1 })
const MOST_WAITING = 5

/**
 * What is proposed for a convention that somebody gave, read in a process apart (`src/common/apart`), or a French sentence that says why it could not be.
 * @param name of the file; empty for a pasted text
 */
export async function proposeApart(
  task: ConventionGiven,
  name: string,
  limits: Partial<ApartLimits> = LIMITS,
): Promise<Proposal | { error: string }> {
  if (queue.size >= MOST_WAITING)
    return { error: 'Trop de conventions arrivent en même temps. Renvoyez la vôtre dans une minute.' }
  const file = name === '' ? 'Ce texte' : `« ${name.slice(0, 80)} »`
  return queue.add(async () => {
    try {
      const step = await runApart<never, ProposalRead>({ module: TASK, input: task, limits }).next()
      return (
        step.value ?? {
          error: `${file} n’a pas de texte que le robot sache lire. Formes acceptées : un PDF qui a son texte, ou un fichier .txt. Une image ou un PDF numérisé passe d’abord par la reconnaissance de caractères.`,
        }
      )
    } catch (error) {
      if (!(error instanceof ApartStopped)) throw error
      return { error: stopped(error, file) }
    }
  })
}

function stopped(why: ApartStopped, file: string): string {
  if (why.limit === 'crash')
    return `${file} ne s’ouvre pas : sa lecture s’est interrompue d’un coup. Collez plutôt le texte.`
  return `${file} est démesuré : le lire demande plus de ${stoppedLimit(why)}, la limite. Collez plutôt le texte des fiches.`
}
