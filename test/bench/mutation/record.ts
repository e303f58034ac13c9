import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { equivalentOf } from './equivalents.ts'
import type { JudgedFile } from './judged-file.ts'

const JUDGED = 'test/bench/mutation/judged.tsv'
const SURVIVORS = 'test/bench/mutation/survivors.tsv'
const JUDGED_HEAD = ['file', 'fingerprint', 'noticed', 'day', 'tests asked']
const SURVIVORS_HEAD = ['file', 'at', 'change', 'the line is', 'equivalent', 'line', 'from', 'to']

/**
 * What runs found, by file: `judged.tsv` has a line for each file, `survivors.tsv` one for each change that no test noticed. Both are
 * committed, so that every clone goes on from here. A file that has changed since keeps its lines until it is judged anew; one that is gone loses them.
 */
export class MutationRecord {
  #files = new Map<string, JudgedFile>()

  constructor() {
    for (const [file = '', hash = '', noticed = '', day = '', tests] of rowsOf(JUDGED)) {
      const asked = tests === 'all' ? 'all' : 'beside'
      this.#files.set(file, { file, hash, noticed: Number(noticed), survivors: [], day, asked })
    }
    for (const [file = '', at = '', mutator = '', run, , line = '', from = '', to = ''] of rowsOf(SURVIVORS)) {
      const verdict = run === 'run' ? 'missed' : 'unseen'
      this.#files.get(file)?.survivors.push({ at, mutator, line, from, to, verdict })
    }
  }

  /** What was found in the file's very text. */
  known(file: string): JudgedFile | null {
    const judged = this.#files.get(file)
    return judged?.hash === hashOf(file) ? judged : null
  }

  forget(file: string): void {
    this.#files.delete(file)
  }

  /** Written at once: a run that is cut short loses no file that was judged. */
  keep(judged: JudgedFile): void {
    this.#files.set(judged.file, judged)
    this.write()
  }

  write(): void {
    const there = [...this.#files.values()].filter(({ file }) => existsSync(file))
    const files = there.sort((a, b) => (a.file < b.file ? -1 : 1))
    writeRows(JUDGED, [
      JUDGED_HEAD,
      ...files.map(({ file, hash, noticed, day, asked }) => [file, hash, String(noticed), day, asked]),
    ])
    const survivors = files.flatMap(({ file, survivors }) =>
      survivors.map(each => {
        const seen = each.verdict === 'unseen' ? 'not run' : 'run'
        const same = equivalentOf(file, each) === undefined ? '' : 'yes'
        return [file, each.at, each.mutator, seen, same, each.line, each.from, each.to]
      }),
    )
    writeRows(SURVIVORS, [SURVIVORS_HEAD, ...survivors])
  }
}

/** Fingerprint of a file's text. */
export function hashOf(file: string): string {
  return digest(readFileSync(file, 'utf8'))
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

function rowsOf(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(row => row.split('\t'))
}

function writeRows(file: string, rows: readonly (readonly string[])[]): void {
  const half = `${file}.half`
  writeFileSync(half, `${rows.map(row => row.join('\t')).join('\n')}\n`)
  renameSync(half, file)
}
