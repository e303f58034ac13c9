import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBody, decodePieces, utf8Checker } from './decode.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

describe('decodeBody', () => {
  test.each<[string, Uint8Array, string | undefined, string, string, boolean]>([
    ['UTF-8, said so', utf8('été €'), 'text/html; charset=utf-8', 'été €', 'utf-8', false],
    ['UTF-8, nothing said', utf8('été'), undefined, 'été', 'utf-8', false],
    ['UTF-8 with a mark, header wrong', utf8('\uFEFFété'), 'text/csv; charset=iso-8859-1', 'été', 'utf-8', true],
    ['windows-1252, nothing said', latin('\xE9t\xE9 \x80'), undefined, 'été €', 'windows-1252', false],
    ['windows-1252, UTF-8 said', latin('\xE9t\xE9'), 'text/html; charset=UTF-8', 'été', 'windows-1252', true],
    ['ISO-8859-15, said so', latin('\xA4'), 'text/plain; charset=ISO-8859-15', '€', 'iso-8859-15', false],
    [
      'meta against a wrong header',
      latin('<meta charset="iso-8859-15">\xA4'),
      'text/html; charset=utf-8',
      '<meta charset="iso-8859-15">€',
      'iso-8859-15',
      true,
    ],
    [
      'XML declaration',
      latin('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xE9</a>'),
      'application/xml',
      '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>',
      'windows-1252',
      false,
    ],
    ['UTF-16 with a mark', Uint8Array.from([0xff, 0xfe, 0xe9, 0x00]), undefined, 'é', 'utf-16le', false],
    ['UTF-16 the other way round', Uint8Array.from([0xfe, 0xff, 0x00, 0xe9]), undefined, 'é', 'utf-16be', false],
    ['half of a mark is no mark', latin('\xFF\xE9'), undefined, 'ÿé', 'windows-1252', false],
    ['half of another mark', latin('\xFE\xE9'), undefined, 'þé', 'windows-1252', false],
    ['a third of a third mark', latin('\xEF\xBBa'), undefined, 'ï»a', 'windows-1252', false],
    ['the ends of a mark', latin('\xEF\xE9\xBF'), undefined, 'ïé¿', 'windows-1252', false],
    ['a mark before broken UTF-8', latin('\xEF\xBB\xBFa\xE9'), undefined, 'a\uFFFD', 'utf-8', false],
    ['UTF8 without its dash', utf8('été'), 'text/html; charset = "UTF8"', 'été', 'utf-8', false],
    ['a header without charset', latin('\xE9'), 'text/html', 'é', 'windows-1252', false],
    [
      'a declaration after blanks, with a version and single quotes',
      latin(" \n<?xml version='1.0' encoding = 'ISO-8859-15' ?>\xA4"),
      undefined,
      " \n<?xml version='1.0' encoding = 'ISO-8859-15' ?>€",
      'iso-8859-15',
      false,
    ],
    [
      'a declaration that only begins',
      latin('a<?xml encoding="ISO-8859-15"?>\xA4'),
      undefined,
      'a<?xml encoding="ISO-8859-15"?>¤',
      'windows-1252',
      false,
    ],
    [
      'meta of the old form',
      latin('<meta http-equiv=Content-Type content="text/html; charset = ISO-8859-15">\xA4'),
      undefined,
      '<meta http-equiv=Content-Type content="text/html; charset = ISO-8859-15">€',
      'iso-8859-15',
      false,
    ],
    ['a charset nobody knows', utf8('été'), 'text/html; charset=klingon', 'été', 'utf-8', false],
    ['nothing', new Uint8Array(), undefined, '', 'utf-8', false],
  ])('%s', (_, body, header, text, used, corrected) => {
    const decoded = decodeBody(body, header)
    expect(decoded.text).toBe(text)
    expect(decoded.charset).toMatchObject({ used, corrected })
  })

  test('bytes without meaning are flagged as lost', () => {
    const decoded = decodeBody(Uint8Array.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]), undefined)
    expect(decoded.charset.lossy).toBe(true)
    expect(decodeBody(utf8('rien de perdu'), undefined).charset.lossy).toBe(false)
  })
})

test('a stream cut anywhere, even inside a character, gives the text of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.array(fc.nat(12), { maxLength: 20 }),
      async (text, cuts) => {
        const bytes = utf8(`é${text}`)
        const pieces: Uint8Array[] = []
        let at = 0
        for (const size of cuts) {
          pieces.push(bytes.subarray(at, at + size))
          at = Math.min(bytes.length, at + size)
        }
        pieces.push(bytes.subarray(at))
        const checker = utf8Checker()
        for (const piece of pieces) checker.push(piece)
        let read = ''
        for await (const piece of decodePieces(
          (async function* () {
            yield* pieces
          })(),
          'utf-8',
        ))
          read += piece
        return checker.valid() && read === new TextDecoder().decode(bytes)
      },
    ),
  )
})

test('the mark of a stream is no text, and a character cut by its end is told as lost', async () => {
  const read = async (...pieces: number[][]) => {
    const given = async function* () {
      for (const piece of pieces) yield Uint8Array.from(piece)
    }
    return Array.fromAsync(decodePieces(given(), 'utf-8'))
  }
  expect(await read([0xef, 0xbb, 0xbf, 0x61], [], [0x62])).toEqual(['a', 'b'])
  expect(await read([0x61, 0xc3])).toEqual(['a', '\uFFFD'])
  expect(await read([0x61])).toEqual(['a'])
})

test('a character cut short at the very end is not valid UTF-8', () => {
  const checker = utf8Checker()
  checker.push(utf8('été').subarray(0, 4))
  expect(checker.valid()).toBe(false)
})
