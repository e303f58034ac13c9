import { expect, test } from 'vitest'
import { repairText } from './repairs.ts'

const NAMES = [
  { read: 'CREES', meant: 'CRESS' },
  { read: 'Aramada', meant: 'Armada' },
  { read: 'Tl Liammou', meant: 'Ti Liammou' },
  { read: 'TI LIAMMOU', meant: 'Ti Liammou' },
  { read: 'llle-et-Vilaine', meant: 'Ille-et-Vilaine' },
]
const repaired = (text: string) =>
  repairText(text, NAMES)
    .lines.map(line => line.text)
    .join('\n')

test.each([
  ["|'aide de I'Etat", 'l’aide de l’Etat'],
  ["pour 'insertion", 'pour l’insertion'],
  ["Intitulé de I’'action", 'Intitulé de l’action'],
  ['1°" janvier', '1er janvier'],
  ['1% mars', '1er mars'],
  ['1¢" avril', '1er avril'],
  ['au ler janvier', 'au 1er janvier'],
  ['15 000¢€', '15 000€'],
  ['l5 O00 €', '15 000 €'],
  ['PART ETAI : 5 000€', 'PART ETAT : 5 000€'],
  ['la CREES et Aramada Productions', 'la CRESS et Armada Productions'],
  ['TI LIAMMOU puis Tl Liammou', 'Ti Liammou puis Ti Liammou'],
  ['d’llle-et-Vilaine', 'd’Ille-et-Vilaine'],
])('%s → %s', (read, expected) => {
  expect(repaired(read)).toBe(expected)
})

test.each(['aujourd’hui 12 %', 'jusqu’au 31 décembre 2024', '10 SIAE', 'l’Ile', 'une aide de 1 000 € par personne'])(
  '%s is left alone',
  text => {
    expect(repairText(text).repairs).toEqual([])
    expect(repaired(text)).toBe(text)
  },
)

test('the names come from the configured partners: without them, a name is left as it was read', () => {
  expect(repairText('la CREES').lines[0]?.text).toBe('la CREES')
  expect(repairText('la CREES de Créesville', [{ read: 'CREES', meant: 'CRESS' }]).lines[0]?.text).toBe(
    'la CRESS de Créesville',
  )
})

test('each repair keeps its line and what was read', () => {
  expect(repairText('rien\n7 500¢€').repairs).toEqual([{ line: 2, before: '¢€', after: '€', why: expect.any(String) }])
})

test.each(['2 / 4', 'Page 3 sur 28', 'page 12', '- 7 -'])('«%s» numbers a page: no name, no amount', number => {
  expect(repairText(`UFOLEP\n${number}\n12 / 2024 à 45 €`).lines.map(({ text }) => text)).toEqual([
    'UFOLEP',
    '',
    '12 / 2024 à 45 €',
  ])
})
