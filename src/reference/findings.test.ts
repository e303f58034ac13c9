import { describe, expect, it } from 'vitest'
import type { RecordKind } from './finding.ts'
import { findingsOf } from './findings.ts'
import { officialGeography } from './official-geography.ts'
import { looksPersonal } from './personal-email.ts'
import { startSetFindings } from './set-findings.ts'
import { isPossibleSiret } from './siret.ts'

const geography = officialGeography()
const good = { code_insee: '35238', code_postal: '35000', commune: 'Rennes', publics: ['jeunes'] }
const codes = (record: object, kind: RecordKind = 'service') =>
  findingsOf(kind, { ...good, ...record }, geography).map(({ code, loc }) => `${code} ${loc.join('.')}`)

describe('findings', () => {
  it('says nothing of a good record', () => {
    expect(
      codes({
        longitude: -1.68,
        latitude: 48.11,
        telephone: '+33299010203',
        courriel: 'accueil@association.fr',
        horaires_accueil: 'Mo-Fr 09:00-12:00',
        lien_source: 'https://exemple.fr',
        zone_eligibilite: ['35', '243500139', '35238', '99100', 'france'],
      }),
    ).toEqual([])
  })

  it.each<[object, string]>([
    [{ code_insee: null }, 'code-insee-absent code_insee'],
    [{ code_insee: '35999' }, 'code-insee-inconnu code_insee'],
    [{ code_insee: '35011', code_postal: null, commune: null }, 'code-insee-ancien code_insee'],
    [{ code_postal: '35400' }, 'code-postal-commune code_postal'],
    [{ commune: 'Saint-Malo' }, 'commune-autre commune'],
    [{ longitude: -1.68 }, 'coordonnees-incompletes latitude'],
    [{ longitude: 48.11, latitude: -1.68 }, 'coordonnees-inversees longitude'],
    [{ longitude: 2.35, latitude: 48.85 }, 'coordonnees-hors-departement longitude'],
    [{ telephone: '02 99' }, 'telephone-invalide telephone'],
    [{ telephone: '02 99 01 02 03 / 06 01 02 03 04' }, 'telephone-invalide telephone'],
    [{ horaires_accueil: 'du lundi au vendredi' }, 'horaires-non-osm horaires_accueil'],
    [{ courriel: 'marie.dupont@association.fr' }, 'courriel-personnel courriel'],
    [{ lien_source: 'www.exemple.fr/page' }, 'url-sans-schema lien_source'],
    [{ publics: null }, 'publics-par-omission publics'],
    [{ publics: [] }, 'publics-par-omission publics'],
    [{ zone_eligibilite: ['35', '999999999'] }, 'zone-inconnue zone_eligibilite.1'],
    [{ zone_eligibilite: ['98'] }, 'zone-inconnue zone_eligibilite.0'],
    [{ zone_eligibilite: ['53'] }, 'zone-region zone_eligibilite.0'],
    [{ modes_mobilisation: ['utiliser-lien-mobilisation'] }, 'lien-mobilisation-absent lien_mobilisation'],
    [{ siret: '13003013300017' }, 'siret-invalide siret'],
  ])('%j → %s', (record, expected) => expect(codes(record)).toEqual([expected]))

  it('takes a CEDEX code and short numbers', () => {
    expect(codes({ code_postal: '35042' })).toEqual([])
    expect(codes({ telephone: '3949' })).toEqual([])
  })

  it('asks nothing about publics from a structure', () => expect(codes({ publics: null }, 'structure')).toEqual([]))

  it('says in French what, where, what came and what to do', () => {
    const [first] = findingsOf('service', { ...good, zone_eligibilite: ['53'] }, geography)
    expect(first?.message).toBe(
      'Zone d’éligibilité (zone_eligibilite), 1ʳᵉ valeur : 53 semble vouloir dire la région Bretagne ; le schéma n’a pas de régions. Mettre ses départements : 22, 29, 35, 56.',
    )
  })
})

describe('SIRET', () => {
  it.each([
    ['13003013300016', true],
    ['13003013300017', false],
    ['35600000000048', true],
    ['35600000049837', true],
    ['35600000049838', false],
    ['00000000000000', false],
    ['1300301330001', false],
  ])('%s → %s', (siret, expected) => expect(isPossibleSiret(siret)).toBe(expected))
})

describe('looksPersonal', () => {
  it.each([
    ['marie.dupont@association.fr', true],
    ['m.dupont@association.fr', true],
    ['jean-yves.le-goff@ville.fr', true],
    ['dupont.marie35@gmail.com', true],
    ['accueil@association.fr', false],
    ['contact.rennes@association.fr', false],
    ['garage.solidaire@gmail.com', false],
    ['mission-locale@exemple.fr', false],
    ['pae35@exemple.fr', false],
  ])('%s → %s', (address, expected) => expect(looksPersonal(address)).toBe(expected))
})

describe('findings on a set', () => {
  it('tells ids given twice, and services without their structure', () => {
    const set = startSetFindings({ complete: true })
    set.know('s1')
    expect(set.next('structure', { id: 's1' })).toEqual([])
    expect(set.next('service', { id: 'a', structure_id: 's1' })).toEqual([])
    expect(set.next('service', { id: 'a', structure_id: 's2' }).map(one => one.code)).toEqual([
      'identifiant-en-double',
      'structure-inconnue',
    ])
    expect([...set.missing()]).toEqual([['s2', 1]])
  })

  it('waits for the end when structures may still come', () => {
    const set = startSetFindings({ complete: false })
    expect(set.next('service', { id: 'a', structure_id: 's1' })).toEqual([])
    set.next('service', { id: 'b', structure_id: 's9' })
    expect(set.missing().size).toBe(0)
    set.next('structure', { id: 's1' })
    expect([...set.missing().keys()]).toEqual(['s9'])
  })
})
