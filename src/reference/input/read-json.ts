import type { RecordKind } from '../finding.ts'
import { jsonElements } from './json-elements.ts'
import { type RawRecord, rawRecord } from './raw-record.ts'

const LONGEST_LINE = 16 * 1024 * 1024
const LONGEST_DOCUMENT = 64 * 1024 * 1024

/** Records of a JSON array, one by one, in flat memory. */
export async function* readJsonArray(
  chunks: AsyncIterable<string>,
  kind: RecordKind | null,
): AsyncGenerator<RawRecord> {
  for await (const element of jsonElements(chunks)) {
    const where = `ligne ${element.line}`
    // The list is read no further.
    if (!element.ok) yield { ok: false, where, message: element.message, stops: true }
    else yield parse(element.text, where, kind)
  }
}

/**
 * Records of JSON lines, those of a piece of the text at a time, in flat memory; blank lines are passed over. When the first line is not JSON by itself the text is taken as one document:
 * one record, or an object of lists such as `{"structures": […], "services": […]}`.
 * @param isLeftOut lines, but the first and the last, that nobody wants to read
 */
export async function* readJsonLines(
  chunks: AsyncIterable<string>,
  kind: RecordKind | null,
  isLeftOut: (line: string) => boolean,
): AsyncGenerator<RawRecord[]> {
  let rest = ''
  let number = 0
  let first = true
  let document: string[] | null = null
  let held = 0
  for await (const chunk of chunks) {
    if (document) {
      held += chunk.length
      if (held > LONGEST_DOCUMENT)
        return yield [
          {
            ok: false,
            where: 'fichier',
            message: 'ce document JSON dépasse 64 Mo ; le donner en lignes JSON, une fiche par ligne.',
            stops: true,
          },
        ]
      document.push(chunk)
      continue
    }
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    if (!first && rest.length > LONGEST_LINE) {
      return yield [{ ok: false, where: `ligne ${number + 1}`, message: 'cette ligne dépasse 16 Mo.', stops: true }]
    }
    const records: RawRecord[] = []
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] ?? ''
      number += 1
      if (line.trim() === '') continue
      if (first && !isJson(line)) {
        document = [lines.slice(index).join('\n'), '\n', rest]
        break
      }
      first = false
      if (!isLeftOut(line)) records.push(parse(line, `ligne ${number}`, kind))
    }
    yield records
  }
  if (document) yield [...readDocument(document.join(''), kind)]
  else if (rest.trim() !== '') yield first ? [...readDocument(rest, kind)] : [parse(rest, `ligne ${number + 1}`, kind)]
}

function* readDocument(text: string, kind: RecordKind | null): Generator<RawRecord> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return yield { ...unreadable('fichier', error), stops: true }
  }
  const lists = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const { structures, services } = lists
  if (!Array.isArray(structures) && !Array.isArray(services)) return yield rawRecord(value, 'ligne 1', kind)
  for (const [index, record] of (Array.isArray(structures) ? structures : []).entries()) {
    yield rawRecord(record, `structures, fiche ${index + 1}`, 'structure')
  }
  for (const [index, record] of (Array.isArray(services) ? services : []).entries()) {
    yield rawRecord(record, `services, fiche ${index + 1}`, 'service')
  }
}

function parse(text: string, where: string, kind: RecordKind | null): RawRecord {
  try {
    return rawRecord(JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text), where, kind)
  } catch (error) {
    return unreadable(where, error)
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function unreadable(where: string, error: unknown): RawRecord & { ok: false } {
  return { ok: false, where, message: `ce n’est pas du JSON lisible${whereWrong(error)}.` }
}

/** Where V8 stumbled, when it says so. */
function whereWrong(error: unknown): string {
  const said = error instanceof Error ? error.message : ''
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(said) ?? []
  if (line !== undefined) return ` (${line === '1' ? '' : `ligne ${line}, `}caractère ${column})`
  return said.includes('end of JSON') ? ' (il s’arrête avant la fin)' : ''
}
