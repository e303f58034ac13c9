import { expect, test } from 'vitest'
import type { FieldProposal } from '../../learn/proposal.ts'
import { studioField } from '../../studio/studio-fields.ts'
import { readValue } from './said-value.ts'

const read = (value: unknown): FieldProposal => ({
  value,
  words: 'lu',
  where: 'ligne 1',
  confidence: 'haute',
  reason: 'essai',
  unread: [],
  alternatives: [],
})
function words(name: string, values: Record<string, unknown>): string | null {
  const field = studioField(name)
  if (field === undefined) throw new Error(name)
  const fields = Object.fromEntries(Object.entries(values).map(([part, value]) => [part, read(value)]))
  return (
    readValue(field, { fields })
      ?.toString()
      .replaceAll(/\u00A0|\u202F/g, ' ') ?? null
  )
}

test.each([
  [{ debut: '2027-01-12', fin: '2027-02-09' }, 'du 12 janvier 2027 au 9 février 2027'],
  [{ debut: '2027-01-12', fin: '2027-01-12' }, 'le 12 janvier 2027'],
  [{ fin: '2027-02-09' }, 'jusqu’au 9 février 2027'],
  [{ debut: '2027-01-12' }, 'à partir du 12 janvier 2027'],
  [{}, null],
])('days that are known of %o are told in words', (values, said) => expect(words('periode', values)).toBe(said))

test.each([
  [{ adresse: '12 rue des Exemples', code_postal: '35500', commune: 'Vitré' }, '12 rue des Exemples, 35500 Vitré'],
  [
    { adresse: '12 rue des Exemples', complement_adresse: 'Bâtiment B', commune: 'Vitré' },
    '12 rue des Exemples, Bâtiment B, Vitré',
  ],
  [{ code_postal: '35500' }, '35500'],
])('a place of %o is told as an address is written', (values, said) => expect(words('lieu', values)).toBe(said))

test.each([
  [{ volume_horaire_hebdomadaire: 20, nombre_semaines: 6 }, '20 h par semaine, 6 semaines'],
  [{ nombre_semaines: 1 }, '1 semaine'],
  [{ volume_horaire_hebdomadaire: 2.5 }, '2,5 h par semaine'],
])('a rhythm of %o is told in words', (values, said) => expect(words('duree', values)).toBe(said))
