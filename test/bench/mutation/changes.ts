import { resolve } from 'node:path'
import { Instrumenter } from '@stryker-mutator/instrumenter'
import type { Change } from './judged-file.ts'

const silent = () => undefined
const noLevel = () => false
const LOGGER: ConstructorParameters<typeof Instrumenter>[0] = {
  isTraceEnabled: noLevel,
  isDebugEnabled: noLevel,
  isInfoEnabled: noLevel,
  isWarnEnabled: noLevel,
  isErrorEnabled: noLevel,
  isFatalEnabled: noLevel,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
}

/**
 * The files (texts by path from the root of the project) with every change of StrykerJS written into them, words excepted: one runs when its
 * number is said. Code by whole path.
 */
export async function changesOf(
  texts: ReadonlyMap<string, string>,
): Promise<{ code: Record<string, string>; changes: Change[] }> {
  const found = await new Instrumenter(LOGGER).instrument(
    [...texts].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, ignorers: [], excludedMutations: ['StringLiteral'] },
  )
  const placed = found.mutants.filter(({ status }) => status !== 'Ignored')
  const changes = placed.map(({ id, fileName, location: { start, end }, mutatorName, replacement }) => {
    const lines = (texts.get(fileName) ?? '').split('\n')
    const first = lines[start.line] ?? ''
    const from = start.line === end.line ? first.slice(start.column, end.column) : `${first.slice(start.column)}…`
    return {
      id,
      file: fileName,
      at: `${start.line + 1}:${start.column + 1}`,
      mutator: mutatorName,
      line: oneLine(first),
      from: oneLine(from),
      to: oneLine(replacement),
    }
  })
  return { code: Object.fromEntries(found.files.map(({ name, content }) => [resolve(name), content])), changes }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 160)
}
