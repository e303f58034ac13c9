import { expect, test } from 'vitest'
import { makeGeography } from '../reference/geography.ts'
import { makeGazetteer } from './gazetteer.ts'

/** A small country: two regions, three départements, two EPCI, communes with homonyms, and a commune that took in another. */
const GEOGRAPHY = makeGeography(
  [
    '53\tBretagne\n52\tPays de la Loire',
    '22\tCôtes-d’Armor\t53\n35\tIlle-et-Vilaine\t53\n44\tLoire-Atlantique\t52',
    '200000001\tCA du Pays de Saint Malo Agglomération\t80000\t35288\n200000002\tRennes Métropole\t450000\t35238 35051',
    [
      '22050\tSaint-Denis\t22\t\t22100\t100\t',
      '35051\tCesson-Sévigné\t35\t\t35510\t17000\t1',
      '35095\tDol-de-Bretagne\t35\t\t35120\t5000\t',
      '35126\tLe Theil-de-Bretagne\t35\t\t35240\t1000\t',
      '35200\tBourg\t35\t\t35240\t900\t',
      '35238\tRennes\t35\t\t35000 35200 35700\t220000\t1',
      '35288\tSaint-Malo\t35\t\t35400\t46000\t0',
      '35300\tSaint-Denis\t35\t\t35120\t100\t',
      '44100\tBourg\t44\t\t44100\t500\t',
      '44109\tNantes\t44\t\t44000\t320000\t',
    ].join('\n'),
    '35299\tParamé\t35288\t',
  ].join('\n\n'),
)
const gazetteer = makeGazetteer(GEOGRAPHY)

test.each<[name: string, postal: string | null, department: string | undefined, code: string | null]>([
  ['Rennes', null, undefined, '35238'],
  ['RENNES CEDEX', null, undefined, '35238'],
  ['Rennes Cedex 7', '35042', undefined, '35238'],
  ['rennes', '35200', undefined, '35238'],
  ['St-Malo', '35400', undefined, '35288'],
  ['Bourg', null, undefined, null],
  ['Bourg', null, '44', '44100'],
  ['Bourg', '35240', undefined, '35200'],
  ['Bourg', '44999', undefined, '44100'],
  ['Bourg', '22000', undefined, null],
  ['Paramé', '35400', undefined, '35288'],
  ['Paramé', '44000', undefined, null],
  ['Paramé', null, undefined, null],
  ['Dol', '35120', undefined, '35095'],
  ['Theil', '35240', undefined, '35126'],
  ['Theil de Bretagne', '35240', undefined, '35126'],
  ['Cesson', '35510', undefined, '35051'],
  ['Cesson', '35120', undefined, null],
  ['Saint', '35120', undefined, null],
  ['St', '35120', undefined, null],
  ['Do', '35120', undefined, null],
  ['Denis', '35120', undefined, null],
  [' Cedex', '35120', undefined, null],
  ['', null, undefined, null],
])('«%s», %s, département %s: %s', (name, postal, department, code) => {
  expect(gazetteer.commune(name, postal, department)?.code ?? null).toBe(code)
})

test.each<[name: string, code: string | null]>([
  ['Ille-et-Vilaine', '35'],
  ['ille et vilaine', '35'],
  ['Loire-Atlantique', '44'],
  ['Rennes Métropole', '200000002'],
  ['rennes metropole', '200000002'],
  ['Rennes', '35238'],
  ['Saint-Malo', '35288'],
  ['Saint-Malo Agglomération', '200000001'],
  ['Saint Malo Agglo', '200000001'],
  ['Communauté d’agglomération du Pays de Saint-Malo', null],
  ['CA du Pays de Saint Malo Agglomération', '200000001'],
  ['Pays de Saint-Malo Agglomération', '200000001'],
  ['Paramé', '35288'],
  ['Dol', '35095'],
  ['Saint-Denis', '35300'],
  ['Nantes', null],
  ['Nulle-Part', null],
  ['communauté', null],
])('the zone «%s», in Ille-et-Vilaine: %s', (name, code) => {
  expect(gazetteer.zone(name, '35')).toBe(code)
})

test('codes, regions, and the places of a département', () => {
  expect(['35', '35238', '200000002', '99999', ''].map(code => gazetteer.isCode(code))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
  expect([gazetteer.region('bretagne'), gazetteer.region('Pays de la Loire'), gazetteer.region('Corse')]).toEqual([
    ['22', '35'],
    ['44'],
    null,
  ])
  expect(gazetteer.communesAt('35120').map(({ name }) => name)).toEqual(['Dol-de-Bretagne', 'Saint-Denis'])
  expect(gazetteer.placesIn('44')).toEqual([
    { name: 'Bourg', code: '44100' },
    { name: 'Nantes', code: '44109' },
  ])
  expect(gazetteer.placesIn('35').slice(0, 3)).toEqual([
    { name: 'Rennes Métropole', code: '200000002' },
    { name: 'CA du Pays de Saint Malo Agglomération', code: '200000001' },
    { name: 'Cesson-Sévigné', code: '35051' },
  ])
})
