import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvRows } from './csv-rows.ts'
import { plainCsv } from './plain-csv.ts'

/** All that is plain in a text that comes in pieces of so many characters, and what is left of it. */
function plainRecords(text: string, size: number) {
  const plain = plainCsv(';', () => true)
  const records: string[][] = []
  for (let at = 0; ; ) {
    const record = plain.next()
    if (Array.isArray(record)) records.push(record)
    else if (record !== 'more') return { records, end: record, left: plain.left() + text.slice(at) }
    else if (at >= text.length) plain.end()
    else {
      plain.add(text.slice(at, at + size))
      at += size
    }
  }
}

test.each([
  ['bare and quoted cells', 'a;b\n"c;d";"dit ""oui"""\n"";\n\n', [['a', 'b'], ['c;d', 'dit "oui"'], ['', ''], ['']]],
  [
    'line ends in a cell',
    'a;"un\ndeux"\n"x";y',
    [
      ['a', 'un\ndeux'],
      ['x', 'y'],
    ],
  ],
  [
    'Windows',
    'a;"b"\r\n"c";d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
])('%s, whole or in pieces', (_, text, records) => {
  for (const size of [1, 2, 3, 100]) expect(plainRecords(text, size)).toEqual({ records, end: 'end', left: '' })
})

test.each([
  ['a quote inside a bare cell', 'a;b\nc;d"e\nf;g\n', 'c;d"e\nf;g\n'],
  ['words after a closing quote', 'a;b\n"c"d;e\n', '"c"d;e\n'],
  ['a quote left open', 'a;b\n"c;d\n', '"c;d\n'],
  ['a line that ends otherwise', 'a;b\r\nc;d\ne;f\r\n', 'c;d\ne;f\r\n'],
  ['old Macintosh', 'a;b\rc;d\r', 'a;b\rc;d\r'],
])('%s is left to the library', (_, text, left) => {
  for (const size of [1, 3, 100]) expect(plainRecords(text, size)).toMatchObject({ end: 'not-plain', left })
})

/** How lines end, as what is plain at the beginning of a text tells. */
function lineEndOf(text: string) {
  const plain = plainCsv(';', () => true)
  plain.add(text)
  plain.end()
  while (typeof plain.next() !== 'string');
  return plain.lineEnd()
}

test('any text, in pieces of any size, gives the rows of the library', async () => {
  const piece = fc.constantFrom('a', 'é', ';', ';', '"', '""', '\n', '\n', '\r\n', '\r', '"b;c"', '"d\ne"')
  const text = fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join(''))
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 40 }), async (text, size) => {
      const rows = []
      const pieces = async function* () {
        for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
      }
      for await (const some of csvRows(pieces(), ';')) rows.push(...some)
      if (rows.some(({ broken }) => broken)) return
      const options = { delimiter: ';', relax_column_count: true, relax_quotes: true, skip_empty_lines: false }
      // Where the first line ends as on Windows, one that ends otherwise is a line too.
      const asOurs = lineEndOf(text) === '\r\n' ? { ...options, record_delimiter: ['\r\n', '\n'] } : options
      expect(rows.map(({ cells }) => cells)).toEqual(parse(text, asOurs))
    }),
    { numRuns: 2000 },
  )
})
