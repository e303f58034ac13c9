import type { Clock } from '../../common/clock.ts'
import { type Mail, type Mailer, typesetMail } from './mailer.ts'

export interface Posted extends Mail {
  id: number
  /** ISO instant. */
  at: string
}

/** A mailbox that sends nothing: what would leave is kept here and said on the console. For the sandbox. */
export interface Outbox extends Mailer {
  /** Latest first, at most `keep`. */
  list(): Posted[]
}

/** @param options.say called once per message, e.g. to print it @param options.keep default 100 */
export function createOutbox(options: { clock: Clock; say?: (mail: Mail) => void; keep?: number }): Outbox {
  const posted: Posted[] = []
  let count = 0
  return {
    async send(written) {
      const mail = typesetMail(written)
      count += 1
      posted.unshift({ ...mail, id: count, at: options.clock.now().toISOString() })
      posted.length = Math.min(posted.length, options.keep ?? 100)
      options.say?.(mail)
    },
    list: () => [...posted],
  }
}
