import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { READERS } from './readers.ts'

/** A value that each reader knows, alone: nothing is told of it. */
const KNOWN: [reader: string, words: string][] = [
  ['hours', 'lundi de 9 h à 12 h'],
  ['hours', 'du mardi au jeudi : 14h-17h30'],
  ['date', '4 décembre 2025'],
  ['date', 'mis à jour le 03/11/2025'],
  ['period', 'du 4 mars au 28 juin 2027'],
  ['period', 'à partir du 3 juin 2027'],
  ['period', 'S12 2027'],
  ['fees', 'gratuit'],
  ['fees', '20 €'],
  ['amounts', '12 000 €'],
  ['phones', '02 23 30 09 50'],
  ['emails', 'contact@asso.org'],
  ['duration', '15 heures par semaine'],
  ['duration', '780 h sur 32 semaines, 24 h par semaine'],
  ['number', '14 places'],
  ['url', 'www.asso.org'],
  ['publics', 'femmes'],
  ['publics', 'mineurs non accompagnés'],
  ['publics', 'DE, BRSA'],
  ['modes_mobilisation', 'par téléphone'],
  ['modes_mobilisation', 'tel, mail'],
  ['modes_accueil', 'en présentiel'],
  ['modes_accueil', 'uniquement en visio'],
  ['mobilisable_par', 'sur prescription'],
  ['thematiques', 'activités sportives et culturelles'],
  ['types', 'atelier'],
  ['zones', 'Rennes Métropole'],
  ['zones', '35700 Rennes'],
  ['zones', 'Communes : Bruz, Betton'],
]

/** Words that no reader knows: consonants only, and long enough to be no abbreviation. */
const STRANGE = fc
  .array(fc.constantFrom(...'bdfgkpqvwxz'), { minLength: 5, maxLength: 9 })
  .map(letters => letters.join(''))
/** Words that take a value back, limit it or give it to somebody else. */
const TURNING = fc.constantFrom('sauf', 'hors', 'non', 'sans', 'jamais', 'ni', 'excepté')
const PLACE = fc.constantFrom('before', 'after', 'comma', 'bracket')

function beside(value: string, words: string, place: string): string {
  switch (place) {
    case 'before':
      return `${words} ${value}`
    case 'comma':
      return `${value}, ${words}`
    case 'bracket':
      return `${value} (${words})`
    default:
      return `${value} ${words}`
  }
}

describe.each(KNOWN)('%s, «%s»', (reader, value) => {
  const read = READERS[reader] ?? (() => ({ value: '', told: [] }))

  test('a strange word beside it is always told', () => {
    const alone = read(value).told
    fc.assert(
      fc.property(fc.array(STRANGE, { minLength: 1, maxLength: 3 }), PLACE, (words, place) => {
        const text = beside(value, words.join(' '), place)
        const { told } = read(text)
        expect([text, told.length > alone.length]).toEqual([text, true])
      }),
      { numRuns: 100, seed: 20_261_128 },
    )
  })

  test('an exception or a negation beside it is always told', () => {
    const alone = read(value).told
    fc.assert(
      fc.property(TURNING, STRANGE, PLACE, (turning, word, place) => {
        const text = beside(value, `${turning} ${word}`, place)
        const { told } = read(text)
        expect([text, told.length > alone.length]).toEqual([text, true])
      }),
      { numRuns: 100, seed: 20_261_128 },
    )
  })
})

test('an exception or a negation beside an address is always told', () => {
  fc.assert(
    fc.property(TURNING, STRANGE, PLACE, (turning, word, place) => {
      const text = beside('4 rue du Pont, 35000 Rennes', `${turning} ${word}`, place)
      expect([text, READERS.address?.(text).told.length ?? 0]).toEqual([
        text,
        expect.toSatisfy(told => Number(told) > 0),
      ])
    }),
    { numRuns: 100, seed: 20_261_128 },
  )
})

test('an address keeps every strange word in its parts, or tells it', () => {
  fc.assert(
    fc.property(STRANGE, PLACE, (word, place) => {
      const said = READERS.address?.(beside('4 rue du Pont, 35000 Rennes', word, place))
      expect([said?.value.includes(word) || (said?.told.length ?? 0) > 0, word]).toEqual([true, word])
    }),
    { numRuns: 100, seed: 20_261_128 },
  )
})
