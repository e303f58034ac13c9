import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { typeset } from './typeset.ts'

/** `_` stands for a no-break space. */
const shown = (text: string) => typeset(text).replaceAll('\u00A0', '_')

test.each([
  ["l'offre : « oui » ; non ?", 'l’offre_: «_oui_»_; non_?'],
  ['«oui»', '«_oui_»'],
  ['3 offres sur 12 345,6 € (83 %)', '3_offres sur 12_345,6_€ (83_%)'],
  ['le 24 novembre 2026 à 14 h 30, le 1er décembre 2026', 'le 24_novembre 2026 à 14_h_30, le 1er_décembre 2026'],
  ['Lundi 9 h-12 h 30 ; 18-25 ans', 'Lundi 9_h-12_h_30_; 18-25_ans'],
  ['02 99 00 11 22', '02_99_00_11_22'],
  ['n° 1, version 4.1, + 0,5 point', 'n°_1, version_4.1, +_0,5_point'],
  ['1 999 caractères, 16 Mo, 30 s', '1_999_caractères, 16_Mo, 30_s'],
  ['10 à 20 personnes, 12 n’en ont pas, 2 nouvelles', '10 à 20_personnes, 12 n’en ont pas, 2_nouvelles'],
  ['en 2026 dans 35000 Rennes', 'en 2026 dans 35000 Rennes'],
  ["voir https://exemple.fr/l'eau?a=1;b et /home/l'ecole/x", "voir https://exemple.fr/l'eau?a=1;b et /home/l'ecole/x"],
  ['« ', '«_'],
])('%s', (text, expected) => expect(shown(text)).toBe(expected))

test('what was typeset stays so, and nothing but spaces, guillemets and apostrophes moves', () => {
  const plain = (text: string) => text.replace(/[\s\u00A0]+/g, '').replaceAll('’', "'")
  fc.assert(
    fc.property(fc.array(fc.constantFrom(..."aé1 20 000 h € % « » : ; ? ! ’ ' n° / . , -".split(''))), letters => {
      const text = letters.join('')
      expect(typeset(typeset(text))).toBe(typeset(text))
      expect(plain(typeset(text))).toBe(plain(text))
    }),
  )
})

test('the sources hold plain spaces: only the typography, and what has the bytes of others, knows the no-break ones', () => {
  const root = join(import.meta.dirname, '../..')
  const kept = /^src\/(?:common\/typeset(?:-page)?|convention-reader\/repairs|sandbox\/(?:answer|fields))\.ts$/
  const sources = ['src', 'jobs'].flatMap(room =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map(name => `${room}/${name}`),
  )
  const holding = sources
    .filter(name => name.endsWith('.ts') && !/\.(?:test|contract)\.ts$/.test(name) && !kept.test(name))
    .filter(name => /\u00A0|\\u00A0|&nbsp;/i.test(readFileSync(join(root, name), 'utf8')))
  expect(holding).toEqual([])
})

test('a command prints through its one door', () => {
  const folder = join(import.meta.dirname, '../cli')
  const printing = readdirSync(folder)
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'say.ts')
    .filter(name => /process\.std(?:out|err)\.write|console\./.test(readFileSync(join(folder, name), 'utf8')))
  // The report is bytes of a file; its texts were typeset as such.
  expect(printing).toEqual(['coverage.ts'])
})
