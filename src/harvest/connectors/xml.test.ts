import { expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'

const OAI = { kind: 'xml', root: 'OAI-PMH', item: 'record', key: 'header.identifier' }
const record = (id: string, status = '') => `<record><header${status}><identifier>${id}</identifier></header></record>`
const library = (inside: string) => `<OAI-PMH><ListRecords>${inside}</ListRecords></OAI-PMH>`

test('a library that announces more records is read in part; after the last it announces none', async () => {
  const part = await harvestText(OAI, library(`${record('1')}<resumptionToken>t</resumptionToken>`))
  expect([part.offers.map(({ key }) => key), part.outcome.state]).toEqual([['1'], 'partial'])
  expect(part.rejections).toMatchObject([{ code: 'suite-non-lue', whose: 'partenaire' }])
  const whole = await harvestText(OAI, library(`${record('1')}<resumptionToken completeListSize="1"/>`))
  expect([whole.offers.length, whole.rejections, whole.outcome.state]).toEqual([1, [], 'complete'])
})

test('a record that a library took away is no offer', async () => {
  const { offers } = await harvestText(OAI, library(record('1') + record('2', ' status="deleted"')))
  expect(offers.map(({ key }) => key)).toEqual(['1'])
})

test('what the element of an offer says in its attributes is read', async () => {
  const harvest = { kind: 'xml', root: 'offres', item: 'offre', key: '@id' }
  const { offers } = await harvestText(harvest, '<offres><offre id="1" titre="Atelier"/></offres>')
  expect(offers[0]?.fields['@titre']).toMatchObject([{ words: 'Atelier' }])
})
