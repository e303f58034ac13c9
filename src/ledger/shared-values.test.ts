import { expect, test } from 'vitest'
import { sharedValues } from './shared-values.ts'

test('the same words and lists are one; what an offer has of its own, and long texts, are left', () => {
  const share = sharedValues()
  const long = 'x'.repeat(100)
  const make = (): { nom: string; publics: string[] | null; commune: string; places: number; description: string } =>
    JSON.parse(
      JSON.stringify({ nom: 'A', publics: ['femmes', 'jeunes'], commune: 'Redon', places: 3, description: long }),
    )
  const [one, other] = [share.record(make()), share.record(make())]
  expect(one).toEqual(make())
  expect(one.publics).toBe(other.publics)
  expect(share.list(['femmes', 'jeunes'])).toBe(one.publics)
  expect(share.record({ ...make(), publics: null }).publics).toBeNull()
})
