import { QueueUnavailable } from '../../queue/queue-unavailable.ts'
import { ActionRefused } from '../actions.ts'

/** A queue that is away is said to the person who asked, in its own words. */
export function heard<T>(asked: Promise<T>): Promise<T> {
  return asked.catch(error => {
    throw error instanceof QueueUnavailable ? new ActionRefused(error.message, { cause: error }) : error
  })
}
