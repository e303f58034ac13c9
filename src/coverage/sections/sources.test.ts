import { load } from 'cheerio'
import { expect, test } from 'vitest'
import { geography, input } from '../../../test/coverage/small-departement.ts'
import { coverageReport } from '../report.ts'
import type { SourceAccount } from '../report-contract.ts'
import { freshnessSentence, sourcesSection } from './sources.ts'

const source = (id: string, last_success: string | null, late: boolean): SourceAccount => ({
  id,
  name: `Source ${id}`,
  partner: 'p1',
  partner_name: 'Partenaire',
  last_success,
  standing: late ? 'en retard' : 'à l’heure',
  late,
  offers: 2,
  published: 1,
})
const sources = [
  source('a', '2030-06-29T03:00:00.000Z', false),
  source('b', '2030-05-02T03:00:00.000Z', true),
  source('c', null, false),
]

test('when each source was last read, what is late on top, for who only reads the report', () => {
  const $ = load(String(sourcesSection({ ...coverageReport(input, geography), sources }, {})))
  expect(
    $('tbody th')
      .toArray()
      .map(cell => $(cell).text()),
  ).toEqual(['Source b', 'Source c', 'Source a'])
  expect($('tbody tr').first().text()).toMatch(/2 mai 2030.*en retard/)
  expect($('tbody tr').eq(1).text()).toContain('jamais')
  expect($('p').first().text()).toContain('3 sources, 1 en retard, 1 jamais lue avec succès.')
})

test.each([
  [[], 'Aucune source n’est suivie.'],
  [sources.slice(0, 1), '1 source, aucune en retard.'],
])('the sentence of the first pages', (some, sentence) => {
  expect(freshnessSentence(some)).toBe(sentence)
})
