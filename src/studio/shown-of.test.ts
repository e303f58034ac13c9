import { expect, test } from 'vitest'
import { Shown } from '../harvest/connectors/lecture.ts'
import type { OfferLine } from './read-task.ts'
import { foundIn, shownOf, zoneOf } from './shown-of.ts'

const line = (text: string, label: string | null = null, rank = 1): OfferLine => ({ rank, text, label, where: '' })

test.each([
  ['a label', line('familles', 'Public'), { label: 'Public' }],
  ['no label but an empty one', line('Le mardi matin', ''), { starts: 'Le mardi' }],
  ['a label too long to be one', line('Le mardi matin', 'Public '.repeat(30)), { starts: 'Le mardi' }],
  [
    'words too long',
    line(`https://asso.example/${'a'.repeat(98)}🎨${'b'.repeat(40)}`),
    { starts: `https://asso.example/${'a'.repeat(98)}` },
  ],
  ['no words', line(''), { line: 1 }],
  ['signs', line('*** ***'), { line: 1 }],
])('a line with %s is found again by what a mapping may say', (_, shown, expected) => {
  const found = shownOf(shown, [{ lines: [shown] }])
  expect(found).toEqual(expected)
  expect(Shown.safeParse(found).success).toBe(true)
})

test('a label in its other number counts among the offers that have it', () => {
  const offers = ['Tarif', 'Tarifs', 'Tarif(s)', 'Tarification'].map(label => ({ lines: [line('5 €', label)] }))
  expect(foundIn({ label: 'Tarif' }, offers)).toEqual(offers.slice(0, 3))
})

test.each([
  ['its label', line('familles', 'Public'), 'Public'],
  ['its words', line('Partagez cette page'), 'Partagez cette page'],
  ['its words, without an empty label', line('Partagez cette page', ''), 'Partagez cette page'],
  ['nothing, when it has none', line(' ', ''), null],
  ['its first words, when they are many', line(`${'mot '.repeat(29)}mots ensemble`), 'mot '.repeat(29).trim()],
])('a zone is known by %s', (_, shown, expected) => {
  expect(zoneOf(shown)).toBe(expected)
})
