import { expect, test } from 'vitest'
import { conventionOf, mappingOf, rawOffer, testSource } from '../../test/normalise/testing.ts'
import type { RawOffer, RawValue } from '../harvest/connector.ts'
import { compiledMapping } from './compiled-mapping.ts'
import { splitRecord } from './split-record.ts'

function split(raw: RawOffer, offer: string) {
  const mapping = mappingOf(
    `harvest: { kind: json, key: id }\nstructure: { id: { const: e }, nom: { const: Essai } }\noffers:\n  - { ${offer}, fields: { nom: { read: nom }, description: { const: Une description } } }\n`,
  )
  const { context, offers } = compiledMapping({
    mapping,
    source: testSource,
    convention: conventionOf(),
    today: '2026-11-24',
  })
  const [first] = offers
  return first ? splitRecord(raw, first.spec, context) : []
}
const words = (values: readonly RawValue[] | undefined) => values?.map(value => value.words)

test('an offer whose condition does not hold stands for nothing; its own name is in its key', () => {
  const raw = rawOffer({ nom: 'Offre', volet: 'oui' })
  expect(split(raw, 'id: a, when: { read: volet, match: non }')).toEqual([])
  expect(split(raw, 'id: a, when: { read: volet, match: oui }')).toEqual([{ key: 'offre_a', record: raw }])
  expect(split(raw, 'when: { read: volet }')).toEqual([{ key: 'offre', record: raw }])
})

test('one offer per value, numbered where it has no name', () => {
  const raw = rawOffer({ nom: 'Offre', site: ['Redon', 'Vitré'] })
  const found = split(raw, 'each: { read: site }, key: { read: rien }')
  expect(found.map(({ key, record }) => [key, words(record.fields.item), words(record.fields.site)])).toEqual([
    ['offre_1', ['Redon'], ['Redon', 'Vitré']],
    ['offre_2', ['Vitré'], ['Redon', 'Vitré']],
  ])
  expect(split(raw, 'each: { read: site }, key: { read: item }').map(({ key }) => key)).toEqual([
    'offre_redon',
    'offre_vitre',
  ])
  expect(split(raw, 'each: { read: rien }, key: { read: item }')).toEqual([])
})

test('one offer per element inside a page, with the place where it stands', () => {
  const raw = rawOffer({ nom: 'Offre', page: '<ul><li><b>Redon</b></li><li>Vitré</li></ul>' })
  const items = split(raw, 'id: a, each: { read: page, within: li }, key: { read: item }').map(
    ({ record }) => record.fields.item?.[0],
  )
  expect(items.map(item => [item?.words, item?.html, item?.origin.address])).toEqual([
    ['Redon', expect.stringContaining('<b>Redon</b>'), raw.address],
    ['Vitré', expect.stringContaining('Vitré'), raw.address],
  ])
})

test('one offer per object of a list, with its own fields and not those of its neighbours', () => {
  const value = (text: string, element: string): RawValue => ({
    words: text,
    element,
    origin: { document: 'd', address: 'a', where: element },
  })
  const raw: RawOffer = {
    key: 'offre',
    address: 'a',
    fields: {
      nom: rawOffer({ nom: 'Offre' }).fields.nom ?? [],
      'sites.nom': [value('Redon', 'sites 0'), value('Vitré', 'sites 1')],
      'sites.tel': [value('02', 'sites 1')],
      'sites.jours.nom': [value('lundi', 'sites.jours 0')],
      sitesnom: [value('Brest', 'sites 2')],
    },
  }
  const found = split(raw, 'each: { read: sites }, key: { read: sites.nom }')
  expect(
    found.map(({ key, record: { fields } }) => [
      key,
      words(fields['sites.nom']),
      words(fields['item.nom']),
      words(fields['item.tel']),
      words(fields.item),
      words(fields.nom),
    ]),
  ).toEqual([
    ['offre_redon', ['Redon'], ['Redon'], [], ['Redon'], ['Offre']],
    ['offre_vitre', ['Vitré'], ['Vitré'], ['02'], ['Vitré'], ['Offre']],
  ])
})
