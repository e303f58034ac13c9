import { expect, test } from 'vitest'
import type { NormalisedOffer } from './normalised-offer.ts'
import { toldRanges } from './told-range.ts'

const origins = (...words: string[]) =>
  words.map(said => ({ words: said, document: 'd', address: 'a', where: 'x', rule: 'r' }))
const offer = (hours: number | null, provenance: NormalisedOffer['provenance'], weeks: number | null = null) =>
  ({ service: { volume_horaire_hebdomadaire: hours, nombre_semaines: weeks }, provenance }) as NormalisedOffer

test('the range behind the number that was kept, the first that is said', () => {
  expect(
    toldRanges(
      offer(
        26,
        {
          volume_horaire_hebdomadaire: origins(
            'Un atelier',
            '26 h par semaine',
            'de 4 à 26 h par semaine.',
            'de 6 à 20 h par semaine',
          ),
          nombre_semaines: origins('de 4 à 6 semaines'),
        },
        6,
      ),
    ),
  ).toEqual({
    volume_horaire_hebdomadaire: expect.stringMatching(/^(de )?4 à 26 h( par semaine)?$/),
    nombre_semaines: expect.stringMatching(/^(de )?4 à 6 semaines$/),
  })
})

test('nothing where the offer has no number, no word, or no range', () => {
  expect(toldRanges(offer(null, { volume_horaire_hebdomadaire: origins('de 4 à 26 h par semaine') }))).toEqual({})
  expect(toldRanges(offer(26, {}))).toEqual({})
  expect(toldRanges(offer(26, { volume_horaire_hebdomadaire: origins('26 h par semaine') }))).toEqual({})
})
