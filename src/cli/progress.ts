import type { SingleBar } from 'cli-progress'
import { harmless } from '../common/harmless.ts'
import { lateLibrary } from '../common/late-library.ts'
import { typeset } from '../common/typeset.ts'
import { RUN_STATES } from '../portal/statuses.ts'
import type { PassReport } from '../sync/pass.ts'
import { sayAside } from './say.ts'

const library = lateLibrary<typeof import('cli-progress')>('cli-progress')

/** How a long command shows that it moves. Always on stderr: stdout is for results. */
export interface Progress {
  /** A stage of `total` steps begins. */
  start(label: string, total: number): void
  /** One step done; `detail` names it, `state` says how a pass ended. Where lines are written, steps without a name are told by tenths. */
  step(detail: string, state?: PassReport['state']): void
  /** A line for people, whatever the stage. */
  say(line: string): void
  stop(): void
}

/** A bar on a terminal, plain lines elsewhere. @param stream where to write, usually `process.stderr` */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bars(stream) : lines(stream)
}

export const silentProgress: Progress = { start() {}, step() {}, say() {}, stop() {} }

function bars(stream: NodeJS.WriteStream): Progress {
  const aside = (text: string) => sayAside(text, said => stream.write(said))
  let bar: SingleBar | null = null
  const stop = () => {
    bar?.stop()
    bar = null
  }
  return {
    start(label, total) {
      stop()
      bar = new (library().SingleBar)(
        {
          stream,
          format: `${typeset(harmless(label))} [{bar}] {value}/{total} {detail}`,
          hideCursor: true,
          barsize: 30,
        },
        library().Presets.shades_classic,
      )
      bar.start(total, 0, { detail: '' })
    },
    step: (detail, state) => bar?.increment(1, { detail: typeset(harmless(ended(detail, state))) }),
    say(line) {
      stop()
      aside(`${line}\n`)
    },
    stop,
  }
}

function lines(stream: NodeJS.WriteStream): Progress {
  const aside = (text: string) => sayAside(text, said => stream.write(said))
  let label = ''
  let done = 0
  let total = 0
  return {
    start(name, steps) {
      label = name
      total = steps
      done = 0
    },
    step(detail, state) {
      done += 1
      if (detail !== '') aside(`${label} ${done}/${total} : ${ended(detail, state)}\n`)
      else if (Math.floor((done * 10) / total) > Math.floor(((done - 1) * 10) / total))
        aside(`${label} ${done}/${total}\n`)
    },
    say: line => aside(`${line}\n`),
    stop() {},
  }
}

function ended(detail: string, state: PassReport['state'] | undefined): string {
  return state === undefined ? detail : `${detail} – ${RUN_STATES[state].word}`
}
