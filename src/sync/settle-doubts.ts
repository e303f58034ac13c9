import type { Clock } from '../common/clock.ts'
import { DoraError, type DoraReader } from '../dora/port.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LoggedOperation } from '../ledger/operations.ts'
import { linkAfter } from './link-after.ts'
import { type Found, lookUpChange, lookUpCreation } from './look-up.ts'
import { DoraAway } from './patient-dora.ts'
import { letGo } from './undone.ts'

/**
 * A write that shows no effect is declared without effect only when it is this old (milliseconds): a slow DORA may still be
 * carrying it out, and a stale read may still hide it.
 */
export const SETTLE_AFTER_MS = 120_000

/** One offer whose last write is not known to have had its effect. */
export interface OpenDoubt {
  operation: LoggedOperation
  /** French. */
  reason: string
  slugs: string[]
}

/**
 * Finds out, by reading DORA, what became of the writes whose answer was lost or whose process died. What had its effect is
 * written to the ledger as done; what had none is closed; what stays unclear is returned and its offer waits.
 */
export async function settleDoubts(
  source: string,
  { ledger, reader, clock }: { ledger: Ledger; reader: DoraReader; clock: Clock },
): Promise<Map<string, OpenDoubt>> {
  const open = new Map<string, OpenDoubt>()
  for (const operation of await ledger.operations.unsettled(source)) {
    if (operation.kind === 'create-structure') {
      // Nothing hangs on it: the plan finds the structure by its SIRET, or proposes it again; DORA refuses a second one.
      await ledger.operations.end(operation.id, 'void', {
        message: 'Effet inconnu : la structure est recherchée par son SIRET.',
      })
      continue
    }
    const found = await lookUp(operation, reader, ledger)
    switch (found.effect) {
      case 'yes':
        await recordFound(operation, found.service, ledger, clock)
        break
      case 'no': {
        const age = clock.now().getTime() - new Date(operation.intended).getTime()
        if (age >= SETTLE_AFTER_MS)
          await ledger.operations.end(operation.id, 'void', { message: 'Relu dans DORA : sans effet.' })
        else
          open.set(operation.key, {
            operation,
            reason: 'Un envoi est resté sans réponse ; il est vérifié au prochain passage.',
            slugs: [],
          })
        break
      }
      case 'unclear':
        open.set(operation.key, {
          operation,
          reason: 'Un envoi est resté sans réponse et DORA ne permet pas encore de savoir s’il a eu lieu.',
          slugs: found.slugs,
        })
        break
    }
  }
  return open
}

async function lookUp(operation: LoggedOperation, reader: DoraReader, ledger: Ledger): Promise<Found> {
  try {
    switch (operation.kind) {
      case 'create':
        return await lookUpCreation(operation, reader, ledger.links)
      case 'create-structure':
      case 'adopt':
      case 'update':
      case 'archive':
      case 'restore':
      case 'publish':
        return await lookUpChange(operation, reader)
    }
  } catch (error) {
    if (error instanceof DoraAway) throw error
    if (error instanceof DoraError && error.kind !== 'configuration') return { effect: 'unclear', slugs: [] }
    throw error
  }
}

/**
 * One look at once, when the answer to a creation was lost: most lost answers are answers to something that was done. Not seen yet is no
 * proof: the next run looks again.
 * @param id of the logged operation
 * @returns slug of the service, if it was found
 * @throws DoraAway
 */
export async function foundNow(
  id: string,
  source: string,
  { ledger, reader, clock }: { ledger: Ledger; reader: DoraReader; clock: Clock },
): Promise<string | null> {
  const logged = (await ledger.operations.unsettled(source)).find(one => one.id === id)
  if (logged === undefined) return null
  try {
    const found = await lookUpCreation(logged, reader, ledger.links)
    if (found.effect !== 'yes') return null
    await recordFound(logged, found.service, ledger, clock)
    return found.service.slug
  } catch (error) {
    if (error instanceof DoraError && !(error instanceof DoraAway)) return null
    throw error
  }
}

/** The write had its effect although its answer never came: what was sent is the base. */
async function recordFound(
  operation: LoggedOperation,
  service: Extract<Found, { effect: 'yes' }>['service'],
  ledger: Ledger,
  clock: Clock,
): Promise<void> {
  const at = clock.now().toISOString()
  await ledger.transaction(async shelves => {
    const link = await shelves.links.read(operation.source, operation.key)
    const next = linkAfter(
      {
        ...operation,
        version: operation.lookup?.version ?? link?.version ?? '',
        rebase: { base: {}, sent: {} },
        edited: null,
        settles: null,
        undo: operation.lookup?.undo,
        at,
      },
      link,
      // Between the lost answer and this reading a person may have edited: what was sent, not what is read, is the base.
      { ...service, fields: { ...service.fields, ...operation.after } },
    )
    await shelves.links.save({ ...next, status: service.fields.status })
    const undo = operation.lookup?.undo
    if (undo) await letGo(shelves, operation, undo, operation.plan, operation.approvedBy)
    await shelves.operations.end(operation.id, 'done', {
      slug: service.slug,
      message: 'Retrouvé dans DORA après un envoi sans réponse.',
    })
  })
}
