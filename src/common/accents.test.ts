import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodeBody, utf8Checker } from './decode.ts'

const TABLE = 'Nom;Lieu;Résumé\r\nAtelier «vélo»;Fougères;Répare ton vélo, à l’été – qualité\r\n'.replace('’', "'")
/** A byte at the end of a piece waits for the next one. */
function unusualIn(bytes: Uint8Array, size: number): string | null {
  const checker = utf8Checker()
  for (let at = 0; at < bytes.length; at += size) checker.push(bytes.subarray(at, at + size))
  return checker.unusual()
}

test.each<[text: string, written: string, used: string, header?: string]>([
  [TABLE.replace(' –', ''), 'cp850', 'cp850'],
  [TABLE.replace(' –', ''), 'cp437', 'cp850'],
  [TABLE.replace(' –', ''), 'cp850', 'cp850', 'text/csv; charset=ISO-8859-1'],
  [TABLE.replace(' –', ''), 'cp850', 'cp850', 'text/csv; charset=utf-8'],
  [TABLE, 'macintosh', 'macintosh'],
  ['Qualité', 'cp850', 'cp850'],
  ['Vitré;Redon', 'macintosh', 'macintosh'],
  [TABLE, 'windows-1252', 'windows-1252'],
  ['Qualité', 'windows-1252', 'windows-1252'],
  ['Atelier “cœur” … etc…et la suite – l’œuvre•liste ‹x›', 'windows-1252', 'windows-1252'],
  [TABLE, 'utf-8', 'utf-8'],
  ['ATELIER;35 €', 'windows-1252', 'windows-1252'],
  ['résumé', 'iso-8859-2', 'iso-8859-2', 'text/csv; charset=iso-8859-2'],
])('«%s» in %s is read as %s (%s)', (text, written, used, header) => {
  const { text: read, charset } = decodeBody(iconv.encode(text, written), header)
  expect([read, charset.used]).toEqual([text, used])
})

test('wherever the bytes are cut', () => {
  const bytes = iconv.encode(TABLE.replace(' –', ''), 'cp850')
  for (let size = 1; size <= bytes.length; size += 1) expect(unusualIn(bytes, size)).toBe('cp850')
})

test('a few stray bytes among many usual accents change nothing', () => {
  const bytes = Buffer.concat([iconv.encode(TABLE.repeat(3), 'windows-1252'), iconv.encode('créé', 'cp850')])
  expect(unusualIn(bytes, 64)).toBeNull()
})
