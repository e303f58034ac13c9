import { harmless } from '../common/harmless.ts'
import { typeset } from '../common/typeset.ts'

export type Write = (text: string) => void

const toStdout: Write = text => void process.stdout.write(text)
const toStderr: Write = text => void process.stderr.write(text)

/** Everything that a command prints for people goes through here or `sayAside`: results, on stdout, in French typography, with nothing that a terminal obeys. */
export function say(text: string, write: Write = toStdout): void {
  write(typeset(harmless(text)))
}

/** What goes with a result (progress, faults): the same, on stderr. */
export function sayAside(text: string, write: Write = toStderr): void {
  write(typeset(harmless(text)))
}

/** A result for a program: as it is, on stdout. */
export function give(text: string, write: Write = toStdout): void {
  write(text)
}
