import { expect, test } from 'vitest'
import { readBeneficiaries } from './read-beneficiaries.ts'

const epciOf = (code: string) => ({ '1': 'nord', '11': 'nord', '2': 'sud' })[code] ?? null

test('numbers by EPCI, communes added up; a line that cannot be used is told, and the others serve', () => {
  expect(readBeneficiaries('\uFEFFEPCI;Bénéficiaires\n1;1 200\n11;3\n2;secret\n9;4\n', epciOf)).toEqual({
    byEpci: { nord: 1203 },
    problems: [
      'ligne 4 : attendu un nombre de personnes, reçu « secret »',
      'ligne 5 : « 9 » n’est le code d’aucun EPCI ni d’aucune commune du département',
    ],
  })
  expect(readBeneficiaries('code,allocataires\n2,7\n', epciOf).byEpci).toEqual({ sud: 7 })
})

test.each([
  ['', 'rien'],
  ['nom;ville\na;b\n', 'nom, ville'],
  ['"', ''],
])('%j: told, nothing is counted', (text, received) => {
  const { byEpci, problems } = readBeneficiaries(text, epciOf)
  expect(byEpci).toEqual({})
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(received)
})

test('a file of another country is not told line by line', () => {
  const { problems } = readBeneficiaries(`epci;beneficiaires\n${'9;1\n'.repeat(500)}`, epciOf)
  expect(problems).toHaveLength(21)
  expect(problems.at(-1)).toContain('480')
})

test('a blank line does not move the lines that are told; one that is left is said in the singular', () => {
  const { problems } = readBeneficiaries(`epci;beneficiaires\n\n1;secret\n${'9;1\n'.repeat(20)}`, epciOf)
  expect(problems[0]).toMatch(/^ligne 3 :/)
  expect(problems.at(-1)).toBe('et 1 autre ligne du même genre')
})
