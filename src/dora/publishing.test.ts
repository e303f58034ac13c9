import { expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import type { DoraServiceFields } from './port.ts'
import { missingToPublish } from './publishing.ts'
import { structureProblems } from './structure-problems.ts'

const missing = (change: Partial<DoraServiceFields>) =>
  missingToPublish(sampleFields(change)).map(({ field, message }) => `${field}: ${message}`)

test('a whole service lacks nothing to be published', () => expect(missing({})).toEqual([]))

test('a résumé that DORA computes is not asked for; an empty one is', () => {
  const { shortDesc: _, ...without } = sampleFields()
  expect(missingToPublish(without)).toEqual([])
  expect(missing({ shortDesc: '' })).toEqual(['shortDesc: Le résumé manque.'])
})

test.each<[Partial<DoraServiceFields>, string[]]>([
  [{ name: '  ' }, ['name: Le nom manque.']],
  [{ kind: null }, ['kind: Le type de service manque.']],
  [{ categories: [] }, ['categories: Aucune catégorie de besoin.']],
  [
    { categories: ['trouver-un-emploi', 'mobilite'] },
    ['subcategories: Aucun besoin précis dans la catégorie « mobilite ».'],
  ],
  [
    { subcategories: ['trouver-un-emploi-bis--x'] },
    ['subcategories: Aucun besoin précis dans la catégorie « trouver-un-emploi ».'],
  ],
  [{ locationKinds: [] }, ['locationKinds: Le mode d’accueil (sur place ou à distance) manque.']],
  [{ cityCode: null }, ['cityCode: L’accueil est sur place : la commune manque.']],
  [{ address1: null }, ['address1: L’accueil est sur place : l’adresse manque.']],
  [{ postalCode: null }, ['postalCode: L’accueil est sur place : le code postal manque.']],
  [{ locationKinds: ['a-distance'], cityCode: null, address1: null, postalCode: null }, []],
  [{ diffusionZoneType: null, diffusionZoneDetails: null }, ['diffusionZoneType: La zone d’intervention manque.']],
  [{ diffusionZoneDetails: null }, ['diffusionZoneDetails: Le territoire de la zone manque.']],
  [{ diffusionZoneType: 'country', diffusionZoneDetails: null }, []],
  [{ updateFrequency: '' }, ['updateFrequency: La fréquence d’actualisation manque.']],
  [{ feeCondition: 'payant' }, ['feeDetails: Le service est payant : le détail des frais manque.']],
  [{ feeCondition: 'payant', feeDetails: '12 €' }, []],
  [
    { beneficiariesAccessModes: [], coachOrientationModes: [], mobilisationModes: [] },
    ['coachOrientationModes: Aucune façon de mobiliser le service.'],
  ],
  [{ beneficiariesAccessModes: [], coachOrientationModes: [] }, []],
  [{ mobilisationModes: [] }, []],
  [{ contactPhone: null, mobilisationModes: [] }, ['contactPhone: On mobilise par téléphone : le numéro manque.']],
  [
    { contactPhone: null, beneficiariesAccessModes: [] },
    ['contactPhone: On mobilise par téléphone : le numéro manque.'],
  ],
  [{ contactPhone: null, beneficiariesAccessModes: [], mobilisationModes: ['se-presenter'] }, []],
  [{ contactEmail: null, mobilisationModes: [] }, ['contactEmail: On mobilise par courriel : l’adresse manque.']],
  [
    { contactEmail: null, coachOrientationModes: ['formulaire-dora'], mobilisationModes: [] },
    ['contactEmail: On mobilise par courriel : l’adresse manque.'],
  ],
  [{ contactEmail: null, coachOrientationModes: [] }, ['contactEmail: On mobilise par courriel : l’adresse manque.']],
  [{ contactEmail: null, coachOrientationModes: [], mobilisationModes: ['telephoner'] }, []],
  [
    { coachOrientationModes: ['envoyer-un-mail-avec-une-fiche-de-prescription'] },
    ['coachOrientationModes: La fiche de prescription est un fichier, à joindre sur le site de DORA.'],
  ],
  [
    { coachOrientationModes: ['completer-le-formulaire-dadhesion'] },
    [
      'coachOrientationModesExternalFormLink: Le lien du formulaire manque.',
      'coachOrientationModesExternalFormLinkText: Le texte du lien manque.',
    ],
  ],
  [
    { beneficiariesAccessModes: ['telephoner', 'autre'] },
    ['beneficiariesAccessModesOther: L’autre façon de mobiliser n’est pas décrite.'],
  ],
  [{ beneficiariesAccessModes: ['autre'], beneficiariesAccessModesOther: 'Par le CCAS' }, []],
])('to publish %j there lacks %j', (change, expected) => expect(missing(change)).toEqual(expected))

test('a record that says nothing at all lacks everything that is always asked, and breaks nothing', () => {
  expect(missingToPublish({}).map(({ field }) => field)).toEqual([
    'name',
    'kind',
    'categories',
    'locationKinds',
    'diffusionZoneType',
    'updateFrequency',
    'coachOrientationModes',
  ])
})

const DRAFT = {
  name: 'Le Relais',
  siret: '99900990500012',
  typology: 'ASSO',
  shortDesc: null,
  fullDesc: null,
  address1: null,
  postalCode: '35000',
  cityCode: '35238',
  city: 'Rennes',
  phone: '0299000000',
  email: null,
  url: null,
}

test.each<[Partial<typeof DRAFT> | { [key: string]: null }, Record<string, string>]>([
  [{}, {}],
  [{ phone: null, typology: null, postalCode: null }, {}],
  [{ name: ' ' }, { name: 'nom : il est vide.' }],
  [{ name: 'x'.repeat(255) }, {}],
  [{ name: 'x'.repeat(256) }, { name: 'nom : 255 caractères au plus.' }],
  [
    { siret: null },
    { siret: 'SIRET : sans lui, DORA ne peut pas créer de structure : une personne la crée sur le site de DORA.' },
  ],
  [{ siret: '123' }, { siret: 'SIRET : il n’est pas valide (« 123 »).' }],
  [{ phone: '02 99 00 00 00' }, { phone: 'téléphone : dix chiffres attendus, reçu « 02 99 00 00 00 ».' }],
  [{ phone: '02990000001' }, { phone: 'téléphone : dix chiffres attendus, reçu « 02990000001 ».' }],
  [{ phone: 'x0299000000' }, { phone: 'téléphone : dix chiffres attendus, reçu « x0299000000 ».' }],
  [{ typology: 'INVENTEE' }, { typology: 'typologie : DORA ne connaît pas INVENTEE.' }],
  [{ postalCode: '3500' }, { postalCode: 'code postal : cinq chiffres attendus.' }],
  [{ postalCode: '350000' }, { postalCode: 'code postal : cinq chiffres attendus.' }],
  [{ postalCode: 'F35000' }, { postalCode: 'code postal : cinq chiffres attendus.' }],
])('a new structure with %j is refused for %j', (change, expected) => {
  expect(structureProblems({ ...DRAFT, ...change }, ['ASSO', 'CCAS'])).toEqual(expected)
})
