import { expect, test } from 'vitest'
import { sampleOffer, sampleStructure } from '../../../test/dora/sample-offer.ts'
import type { Service, Structure } from '../../reference/records.ts'
import { toDora } from './to-dora.ts'
import { typologyOf } from './typology.ts'

const translate = (change: Partial<Service> = {}, structure: Partial<Structure> = {}) =>
  toDora(sampleOffer(change), sampleStructure(structure))
const lostFields = (change: Partial<Service>) => translate(change).lost.map(item => item.field)

test('a complete offer is published and loses nothing on the way in', () => {
  const { fields, missingToPublish, lost } = translate()
  expect(missingToPublish).toEqual([])
  expect(lost).toEqual([])
  expect(fields.status).toBe('PUBLISHED')
  expect(fields).toMatchObject({
    name: 'Atelier vélo',
    kind: 'atelier',
    categories: ['mobilite'],
    subcategories: ['mobilite--mobilite-douce-partagee-collective'],
    publics: ['demandeurs-emploi'],
    requirements: ['Savoir lire'],
    credentials: ['Justificatif de domicile de moins de 3 mois'],
    contactPhone: '0299000000',
    beneficiariesAccessModes: ['telephoner', 'completer-le-formulaire-dadhesion'],
    coachOrientationModes: ['telephoner', 'completer-le-formulaire-dadhesion', 'autre'],
    coachOrientationModesOther: 'Prévenir trois jours avant',
    diffusionZoneType: 'epci',
    diffusionZoneDetails: '243500139',
    recurrence: 'Du lundi au vendredi 9\u00A0h-12\u00A0h\u00A030',
  })
})

test.each<[string, Partial<Service>, string]>([
  ['sans type', { type: null }, 'kind'],
  ['sans thématique', { thematiques: null }, 'categories'],
  ['sans zone', { zone_eligibilite: null }, 'diffusionZoneType'],
  ['sans mode d’accueil', { modes_accueil: null }, 'locationKinds'],
  ['payant sans détail', { frais: 'payant', frais_precisions: null }, 'feeDetails'],
  ['téléphoner sans numéro', { telephone: null, modes_mobilisation: ['telephoner'] }, 'contactPhone'],
  [
    'sans mode de mobilisation',
    { modes_mobilisation: null, lien_mobilisation: null, mobilisation_precisions: null },
    'coachOrientationModes',
  ],
])('%s : un brouillon, et la raison', (_title, change, field) => {
  const { fields, missingToPublish } = translate(change, { telephone: null })
  expect(fields.status).toBe('DRAFT')
  expect(missingToPublish.map(item => item.field)).toContain(field)
  expect(missingToPublish.every(item => item.message.endsWith('.'))).toBe(true)
})

test('tous publics is an empty list; unknown publics are one too, and that is said', () => {
  expect(translate({ publics: ['tous-publics'] }).fields.publics).toEqual([])
  expect(translate({ publics: ['tous-publics'] }).lost).toEqual([])
  expect(translate({ publics: null }).fields.publics).toEqual([])
  expect(lostFields({ publics: null })).toEqual(['publics'])
})

test('a name of 150 characters is cut at 140, and that is said', () => {
  const { fields, lost } = translate({ nom: 'Un nom très long '.repeat(9).trim().slice(0, 150) })
  expect(fields.name.length).toBeLessThanOrEqual(140)
  expect(fields.name.endsWith('…')).toBe(true)
  expect(lost.map(item => item.field)).toEqual(['nom'])
})

test('a foreign number does not fit in ten digits, and that is said', () => {
  expect(lostFields({ telephone: '+44 20 7946 0958' })).toEqual(['telephone'])
  expect(translate({ telephone: '+33 2 99 00 00 00' }).fields.contactPhone).toBe('0299000000')
})

test('a service without address takes its structure’s only when it receives people', () => {
  const nowhere = { adresse: null, code_insee: null, code_postal: null, complement_adresse: null, commune: null }
  expect(translate(nowhere).fields.address1).toBe('1 place de l’Exemple')
  expect(translate({ ...nowhere, modes_accueil: ['a-distance'] }).fields.address1).toBeNull()
})

test('se présenter has no place for professionals alone: it goes in words, and that is said', () => {
  const { fields, lost } = translate({
    mobilisable_par: ['professionnels'],
    modes_mobilisation: ['se-presenter'],
    lien_mobilisation: null,
    mobilisation_precisions: null,
  })
  expect(fields.coachOrientationModes).toEqual(['autre'])
  expect(fields.coachOrientationModesOther).toBe('Se présenter à l’adresse du service')
  expect(fields.beneficiariesAccessModes).toEqual([])
  expect(lost.map(item => item.field)).toEqual(['modes_mobilisation'])
})

test('who it is for has a field of its own, and the point is where the source or, for want of it, the commune is', () => {
  expect(translate({ publics_precisions: 'Parents isolés' }).fields).toMatchObject({
    publicsPrecisions: 'Parents isolés',
    fullDesc: sampleOffer().description,
    geom: '-1.67000,48.11000',
  })
  const nowhere = { longitude: null, latitude: null, adresse: '1 rue de l’Exemple', code_insee: '35238' }
  expect(translate(nowhere).fields.geom).toBeNull()
  const centre = () => ({ longitude: -1.6, latitude: 48.1 })
  const placed = toDora(sampleOffer(nowhere), sampleStructure(), { centre })
  expect(placed.fields.geom).toBe('-1.60000,48.10000')
  expect(placed.lost).toEqual([{ field: 'adresse', reason: expect.stringContaining('au centre de la commune') }])
  expect(translate({ modes_accueil: ['a-distance'] }).fields.geom).toBeNull()
})

test.each([
  [{ nom: 'We Ker', reseaux_porteurs: ['mission-locale'] }, 'ML'],
  [{ nom: 'CCAS de Rennes', reseaux_porteurs: null }, 'CCAS'],
  [{ nom: 'Chez nous', reseaux_porteurs: null }, 'Autre'],
])('kind of a structure: %o is %s', (structure, typology) => {
  expect(typologyOf(structure)).toBe(typology)
})

test('the same input gives the same output', () => {
  expect(translate()).toEqual(translate())
})
