import { expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { seededRandom } from '../common/random.ts'
import { officialGeography } from '../reference/official-geography.ts'
import { isPossibleSiret } from '../reference/siret.ts'
import { recordedOptions } from './options.ts'
import { sampleSiret } from './sample-siret.ts'
import { seedDepartement35 } from './seed-departement35.ts'
import { createState } from './state.ts'

const options = recordedOptions()
const state = createState({
  clock: manualClock('2026-11-24T09:00:00Z'),
  random: seededRandom(35),
  choices: options.services,
})
seedDepartement35(state)
const services = [...state.services.values()]

test('a whole département: structures of every kind, and services in every state', () => {
  expect(state.structures.size).toBeGreaterThan(50)
  expect(services.length).toBeGreaterThan(60)
  expect(new Set(services.map(service => service.status))).toEqual(new Set(['PUBLISHED', 'DRAFT', 'ARCHIVED']))
  expect(new Set([...state.structures.values()].map(structure => structure.department))).toEqual(new Set(['35']))
})

test('Premières Heures at Emmaüs Rennes is there, under the slug it has in the real DORA', () => {
  expect(state.services.get('communaute-emmaus-de-qikm-premieres-heures-en-')).toMatchObject({
    name: 'Premières heures en chantier',
    structure: 'communaute-emmaus-de-qikm',
    status: 'PUBLISHED',
  })
})

test('every SIRET is invented: the key is right, the prefix is nobody’s', () => {
  const sirets = [...state.structures.values()].map(structure => structure.siret ?? '')
  expect(sirets.filter(siret => !isPossibleSiret(siret) || !siret.startsWith('999'))).toEqual([])
  expect(new Set(sirets).size).toBe(sirets.length)
  expect(isPossibleSiret(sampleSiret('001'))).toBe(true)
})

test('everything it holds is in the référentiels and in the COG', () => {
  const known = (key: 'subcategories' | 'publics' | 'kinds') => new Set(options.services[key].map(item => item.value))
  for (const service of services) {
    expect(service.subcategories.filter(value => !known('subcategories').has(value))).toEqual([])
    expect(service.publics.filter(value => !known('publics').has(value))).toEqual([])
    expect(known('kinds').has(service.kind ?? '')).toBe(true)
    expect(officialGeography().commune(service.cityCode)?.department, service.cityCode).toBe('35')
  }
  for (const structure of state.structures.values()) expect(structure.city).not.toBe('')
})
