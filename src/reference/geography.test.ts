import { describe, expect, it } from 'vitest'
import { officialGeography } from './official-geography.ts'

const geography = officialGeography()

describe('the Code officiel géographique', () => {
  it('knows Rennes', () => {
    expect(geography.commune('35238')).toMatchObject({
      name: 'Rennes',
      department: '35',
      region: '53',
      epci: '243500139',
      postalCodes: ['35000', '35200', '35700'],
    })
  })

  it('counts 332 communes in Ille-et-Vilaine', () => expect(geography.communesOfDepartment('35')).toHaveLength(332))

  it('finds a commune however it is written', () => {
    for (const name of ['Saint-Malo', 'ST MALO', 'saint malo cedex', 'St-Malo Cedex 2']) {
      expect(geography.communesNamed(name, '35').map(one => one.code)).toEqual(['35288'])
    }
    expect(geography.communesNamed('Saint-Aubin').length).toBeGreaterThan(2)
    expect(geography.communesNamed('Nulle-Part')).toEqual([])
  })

  it('finds communes by postal code', () => {
    expect(geography.communesOfPostalCode('35700').map(one => one.name)).toContain('Rennes')
    expect(geography.communesOfPostalCode('00000')).toEqual([])
  })

  it('answers for an arrondissement and a former commune', () => {
    expect(geography.commune('75112')?.code).toBe('75056')
    expect(geography.commune('35011')).toBeNull()
    expect(geography.successorOf('35011')?.code).toBe('35292')
    expect(geography.successorOf('35238')).toBeNull()
  })

  it('lists the départements of Bretagne', () =>
    expect(geography.departmentsOfRegion('53')).toEqual(['22', '29', '35', '56']))

  it.each([
    [['35238'], 'commune', '35238'],
    [['35238', '35238'], 'commune', '35238'],
    [['35238', '35047'], 'epci', '243500139'],
    [['35238', '243500139'], 'epci', '243500139'],
    [['35238', '35288'], 'department', '35'],
    [['35', '35288'], 'department', '35'],
    [['35', '22'], 'region', '53'],
    [['35238', '44109'], 'country', 'france'],
    [['35', 'france'], 'country', 'france'],
  ])('the smallest zone of %j is %s %s', (codes, kind, code) => {
    expect(geography.smallestZoneContaining(codes)).toMatchObject({ kind, code })
  })

  it('says nothing of unknown zones', () => {
    expect(geography.smallestZoneContaining(['35', 'zzzzz'])).toBeNull()
    expect(geography.smallestZoneContaining([])).toBeNull()
    expect(geography.zone('99')).toBeNull()
  })
})
