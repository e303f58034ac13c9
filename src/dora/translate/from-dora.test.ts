import { expect, test } from 'vitest'
import { sampleOffer } from '../../../test/dora/sample-offer.ts'
import { officialGeography } from '../../reference/official-geography.ts'
import type { DoraServiceFields } from '../port.ts'
import { structureBody, summaryOf, toStructure } from '../structure-wire.ts'
import { homeStanding, isOver, visibility } from '../visibility.ts'
import { StructureWire } from '../wire.ts'
import { fromZone, internationalNumber, isSpecific, publicsFromDora, shownService } from './from-dora.ts'
import { toZone, zoneLabel } from './zone.ts'
import { withZoneWords, zoneWords } from './zone-words.ts'

const OWN = sampleOffer()
const shown = (held: Partial<DoraServiceFields>, modified = '2026-11-24T10:00:00+01:00') =>
  shownService(OWN, held, modified)

test('what was never read in DORA stays the partner’s, but for the date', () => {
  expect(shown({})).toEqual({ ...OWN, date_maj: '2026-11-24' })
  expect(shown({}, '')).toEqual(OWN)
  expect(shown({}, '2026-11-24T23:30:00Z').date_maj).toBe('2026-11-25')
})

test('what DORA holds goes over it, in the reference’s words', () => {
  const held: Partial<DoraServiceFields> = {
    name: 'Nom dans DORA',
    fullDesc: 'Longue',
    shortDesc: 'Courte',
    kind: 'formation',
    subcategories: ['mobilite--permis', 'mobilite--autre'],
    publics: ['jeunes'],
    feeCondition: 'gratuit',
    feeDetails: '3 €',
    locationKinds: ['a-distance'],
    address1: '2 rue',
    postalCode: '35400',
    cityCode: '35288',
    contactPhone: '0211111111',
    contactEmail: 'autre@example.org',
    durationWeeklyHours: 5,
    durationWeeks: 6,
    diffusionZoneType: 'department',
    diffusionZoneDetails: '22',
  }
  expect(shown(held)).toMatchObject({
    nom: 'Nom dans DORA',
    description: 'Longue',
    type: 'formation',
    thematiques: ['mobilite--permis'],
    publics: ['jeunes'],
    frais: 'gratuit',
    frais_precisions: '3 €',
    modes_accueil: ['a-distance'],
    adresse: '2 rue',
    code_postal: '35400',
    code_insee: '35288',
    telephone: '+33211111111',
    courriel: 'autre@example.org',
    volume_horaire_hebdomadaire: 5,
    nombre_semaines: 6,
    zone_eligibilite: ['22'],
  })
  expect(shown({ shortDesc: 'Courte', fullDesc: '' }).description).toBe('Courte')
})

test('what a person emptied in DORA is shown empty; a name and a description never are', () => {
  const emptied: Partial<DoraServiceFields> = {
    name: '',
    fullDesc: '',
    shortDesc: '',
    kind: null,
    subcategories: ['mobilite--autre'],
    publics: [],
    feeCondition: null,
    feeDetails: null,
    locationKinds: [],
    address1: null,
    postalCode: null,
    cityCode: null,
    contactPhone: null,
    contactEmail: null,
    durationWeeklyHours: null,
    durationWeeks: null,
    diffusionZoneType: null,
  }
  expect(shown(emptied)).toMatchObject({
    nom: OWN.nom,
    description: OWN.description,
    type: null,
    thematiques: null,
    publics: ['tous-publics'],
    frais: null,
    frais_precisions: null,
    modes_accueil: null,
    adresse: null,
    code_postal: null,
    code_insee: null,
    telephone: null,
    courriel: null,
    volume_horaire_hebdomadaire: null,
    nombre_semaines: null,
    zone_eligibilite: OWN.zone_eligibilite,
  })
})

test('nobody named, or all the thirteen, is everybody', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`)
  expect([publicsFromDora([]), publicsFromDora(many(13)), publicsFromDora(many(12)).length]).toEqual([
    ['tous-publics'],
    ['tous-publics'],
    12,
  ])
  expect([isSpecific('mobilite--autre'), isSpecific('mobilite--autre-chose')]).toEqual([false, true])
})

test.each([
  ['0299000000', '+33299000000'],
  ['3646', '3646'],
  ['02990000001', '02990000001'],
  ['x0299000000', 'x0299000000'],
])('the number %s is shown as %s', (digits, expected) => expect(internationalNumber(digits)).toBe(expected))

const geography = officialGeography()
test.each<[string | null, string | null, string[] | null]>([
  ['country', null, ['france']],
  ['pays', 'x', ['france']],
  ['region', '53', ['22', '29', '35', '56']],
  ['region', 'inconnue', null],
  ['region', null, null],
  ['city', '35238', ['35238']],
  ['commune', '35238', ['35238']],
  ['epci', '243500139', ['243500139']],
  ['departement', '35', ['35']],
  ['department', '', null],
  ['department', null, null],
  ['planete', '35', null],
  [null, '35', null],
])('DORA’s zone %j %j is %j', (type, code, expected) => expect(fromZone(type, code, geography)).toEqual(expected))

test.each<[Parameters<typeof zoneLabel>[0], string]>([
  [{ type: 'city', code: '35238' }, 'Rennes'],
  [{ type: 'epci', code: '243500139' }, 'Rennes Métropole'],
  [{ type: 'department', code: '35' }, 'Ille-et-Vilaine'],
  [{ type: 'region', code: '53' }, 'Bretagne'],
  [{ type: 'country', code: null }, 'France entière'],
  [{ type: 'city', code: '99999' }, '99999'],
  [{ type: 'epci', code: 'x' }, 'x'],
  [{ type: 'department', code: '999' }, '999'],
  [{ type: 'region', code: 'x' }, 'x'],
])('the zone %j is called %s', (zone, label) => expect(zoneLabel(zone, geography)).toBe(label))

test('all the communes of an EPCI are that EPCI, nothing is added; no zone at all is none', () => {
  const communes = [...(geography.epci('243500139')?.communes ?? [])]
  expect(toZone(communes, geography)).toMatchObject({ zone: { type: 'epci', code: '243500139' }, widened: false })
  expect(toZone(communes.slice(1), geography)).toMatchObject({ zone: { type: 'epci' }, widened: true })
  for (const codes of [null, [], ['99999']])
    expect(toZone(codes, geography)).toMatchObject({ zone: null, widened: false })
})

test('the words of the zone: the source’s, else the names of its territories as long as they can be read', () => {
  const words = (read: string | null, zone: string[] | null = null) =>
    zoneWords({ zone_eligibilite: zone }, { zoneWords: read }, geography)
  expect(words('  Rennes\n  et alentours ')).toBe('Rennes et alentours')
  expect(words('35000, 35200 ; 35700', ['35238'])).toBe('Rennes')
  expect(words('Secteur 35', ['35238'])).toBe('Secteur 35')
  expect(words('35 et 22', ['35238'])).toBe('35 et 22')
  expect(words(null, ['35', 'inconnu', '35238'])).toBe('Ille-et-Vilaine, Rennes')
  expect([words(''), words(null, []), words(null, ['inconnu'])]).toEqual([null, null, null])
  const communes = [...(geography.epci('243500139')?.communes ?? [])]
  expect(words(null, communes.slice(0, 20))?.split(', ')).toHaveLength(20)
  expect(words(null, communes.slice(0, 21))).toBeNull()
})

test('they go at the end of the description, under their own name', () => {
  expect([withZoneWords('Texte', null), withZoneWords('Texte', '')]).toEqual(['Texte', 'Texte'])
  expect(withZoneWords('Texte', 'Rennes')).toBe('Texte\n\n**Zone d’intervention\u00A0:** Rennes')
})

const wire = (over: Record<string, unknown> = {}) =>
  toStructure(StructureWire.parse({ slug: 's', name: 'S', modificationDate: '2026-11-01', services: [], ...over }))
const LINE = { slug: 's', name: 'S', siret: null, department: null, modificationDate: '' }
test('what DORA leaves empty of a structure is not said; what it says is', () => {
  const names = ['siret', 'typology', 'address1', 'postalCode', 'city', 'cityCode', 'email', 'phone'] as const
  const said = wire(Object.fromEntries(names.map(name => [name, `mon ${name}`])))
  const empty = wire(Object.fromEntries(names.map(name => [name, ''])))
  for (const name of names)
    expect([name, said[name], empty[name], wire()[name]]).toEqual([name, `mon ${name}`, null, null])
  expect(wire()).toMatchObject({ department: '', services: [], archivedServices: [] })
  // A list tells the typology in words.
  expect(['Association', '', null].map(typologyDisplay => summaryOf({ ...LINE, typologyDisplay }).typology)).toEqual([
    'Association',
    null,
    null,
  ])
  const line = { slug: 'a', name: 'A', status: 'ARCHIVED', modificationDate: '2026-11-01' }
  expect(wire({ department: '35', services: [{ ...line, plus: 1 }], archivedServices: [line] })).toMatchObject({
    department: '35',
    services: [line],
    archivedServices: [line],
  })
  expect(wire({ services: [{ ...line, plus: 1 }] }).services[0]).toEqual(line)
})

test('a new structure is sent without its empty fields', () => {
  const draft = {
    name: 'S',
    siret: '',
    typology: null,
    shortDesc: null,
    fullDesc: null,
    address1: null,
    postalCode: null,
    cityCode: '35238',
    city: null,
    phone: null,
    email: null,
    url: null,
  }
  expect(structureBody(draft)).toEqual({ name: 'S', cityCode: '35238' })
})

test('a day that is none ends nothing; an instant ends with its day', () => {
  for (const day of [null, undefined, '']) expect(isOver(day, '2026-11-24')).toBe(false)
  // 23:00 UTC is midnight in France: the 24th begins.
  expect(
    ['2026-11-24T00:00:00Z', '2026-11-23T23:00:00Z', '2026-11-23T22:59:00Z'].map(end => isOver(end, '2026-11-24')),
  ).toEqual([false, false, true])
})

test.each<[string | null, string, string]>([
  ['DRAFT', 'En brouillon dans DORA : à publier.', 'gestionnaire'],
  ['SUGGESTION', 'Proposée à la structure, qui doit l’accepter.', 'partenaire'],
  ['ARCHIVED', 'Archivée dans DORA.', 'gestionnaire'],
  ['AUTRE', 'Pas publiée dans DORA.', 'gestionnaire'],
  [null, 'Pas publiée dans DORA.', 'gestionnaire'],
])('%s is not seen: %s', (status, words, whose) => {
  expect(visibility({ status, suspension: null, home: 'shown' }, '2026-11-24')).toMatchObject({ words, whose })
})

test('a structure without members is an orphan, whatever else is told', () => {
  expect(homeStanding({ orphan: true })).toBe('orphan')
  expect(homeStanding({ orphan: null, obsolete: false })).toBeNull()
  expect(homeStanding({ obsolete: false })).toBeNull()
})
