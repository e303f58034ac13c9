import { expect, test } from 'vitest'
import { geography, input } from '../../../test/coverage/small-departement.ts'
import type { CoverageInput } from '../input.ts'
import { coverageReport } from '../report.ts'
import { territorySection } from './territories.ts'

const { territory } = input
/** The rows of each table, by its caption, cell by cell. */
function tables(over: Partial<CoverageInput['territory']> = {}): Record<string, string[][]> {
  const report = coverageReport({ ...input, territory: { ...territory, ...over } }, geography)
  const page = String(territorySection(report, {}))
  return Object.fromEntries(
    page
      .split('<table')
      .slice(1)
      .map(text => [
        words(/<caption[^>]*>(.*?)<\/caption>/s.exec(text)?.[1]),
        (text.match(/<tr.*?<\/tr>/gs) ?? []).map(row => (row.match(/<t[hd].*?<\/t[hd]>/gs) ?? []).map(words)),
      ]),
  )
}
const words = (html = '') =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\u00A0|\u202F/g, ' ')
    .replaceAll(/&#39;/g, '’')
    .trim()
const RSA = ['Bénéficiaires du RSA', 'Sur place, pour 1 000 bénéficiaires']
const columns = (rows: string[][] | undefined, names: readonly string[]) =>
  rows?.slice(1).map(row => names.map(name => row[rows[0]?.indexOf(name) ?? -1]))

test('without figures of the RSA there is no column of them', () => {
  expect(tables()['Par EPCI']?.[0]).not.toEqual(expect.arrayContaining(RSA))
})

test('figures of the RSA: a territory without any has a dash, and no rate', () => {
  const known = tables({ beneficiaries: { source: 'CAF', byEpci: { '999000001': 2000 } } })['Par EPCI']
  expect(columns(known, RSA)).toEqual([
    ['2 000', '0,5*'],
    ['–', '–'],
  ])
})

test('agencies of the Département have a table when there are some, which says when they are inferred', () => {
  expect(Object.keys(tables()).filter(name => name.startsWith('Par agence'))).toEqual([
    'Par agence du Département (rattachement des EPCI à confirmer)',
  ])
  const sure = territory.agencies.map(agency => ({ ...agency, inferred: false }))
  expect(Object.keys(tables({ agencies: sure }))).toContain('Par agence du Département')
  expect(Object.keys(tables({ agencies: [] })).filter(name => name.startsWith('Par agence'))).toEqual([])
})

test('a rate is given for a territory whose inhabitants are known', () => {
  const [, aval] = tables()['Par EPCI'] ?? []
  expect(aval?.[0]).toBe('Aval')
  expect(columns(tables()['Par EPCI'], ['Habitants', 'Sur place, pour 10 000 habitants'])).toEqual([
    ['20 000', '0,5*'],
    ['10 000', '0*'],
  ])
})
