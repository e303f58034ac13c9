import { expect, test } from 'vitest'
import { repairText } from './repairs.ts'

const repaired = (text: string) =>
  repairText(text)
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

test('each repair keeps its line and what was read', () => {
  expect(repairText('rien\n7 500¢€').repairs).toEqual([{ line: 2, before: '¢€', after: '€', why: expect.any(String) }])
})
