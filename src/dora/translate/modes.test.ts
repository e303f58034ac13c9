import { expect, test } from 'vitest'
import { heldModes } from './from-dora.ts'
import { derivedModes, type Mobilisation, renewedModes, toModes } from './modes.ts'

const NOTHING: Mobilisation = {
  modes_mobilisation: null,
  mobilisable_par: null,
  mobilisation_precisions: null,
  lien_mobilisation: null,
}
const LINK = 'https://exemple.fr/rdv'
const FORM = 'completer-le-formulaire-dadhesion'
const to = (over: Partial<Mobilisation>) => toModes({ ...NOTHING, ...over })
const lost = (over: Partial<Mobilisation>) => to(over).lost.map(({ field }) => field)

test('an offer that says nothing of how it is mobilised says nothing in DORA, and loses nothing', () => {
  expect(to({})).toEqual({
    fields: {
      beneficiariesAccessModes: [],
      beneficiariesAccessModesOther: null,
      beneficiariesAccessModesExternalFormLink: null,
      beneficiariesAccessModesExternalFormLinkText: null,
      coachOrientationModes: [],
      coachOrientationModesOther: null,
      coachOrientationModesExternalFormLink: null,
      coachOrientationModesExternalFormLinkText: null,
    },
    lost: [],
  })
})

test.each<[string, Partial<Mobilisation>]>([
  ['a mode', { modes_mobilisation: ['telephoner'] }],
  ['a link', { lien_mobilisation: LINK }],
  ['words', { mobilisation_precisions: 'Le mardi' }],
])('nobody knows by whom, but %s is known: DORA shows it to professionals, and that is said', (_, over) => {
  const { fields, lost: said } = to(over)
  expect(fields.coachOrientationModes).not.toEqual([])
  expect(fields.beneficiariesAccessModes).toEqual([])
  expect(said.map(({ field }) => field)).toEqual(['mobilisable_par'])
})

test('each side says its own ways in, the link with its words, once', () => {
  const modes_mobilisation = ['telephoner', 'envoyer-un-courriel', 'utiliser-lien-mobilisation', 'inconnu']
  const { fields, lost: said } = to({
    modes_mobilisation,
    mobilisable_par: ['usagers', 'professionnels'],
    lien_mobilisation: LINK,
  })
  expect(fields).toMatchObject({
    beneficiariesAccessModes: ['telephoner', 'envoyer-un-mail', FORM],
    beneficiariesAccessModesExternalFormLink: LINK,
    beneficiariesAccessModesExternalFormLinkText: 'Accéder au formulaire',
    coachOrientationModes: ['telephoner', 'envoyer-un-mail', FORM],
    coachOrientationModesExternalFormLink: LINK,
    coachOrientationModesExternalFormLinkText: 'Accéder au formulaire',
  })
  expect(said).toEqual([])
})

test('a link is the way in although no mode says so; a mode without its link says the form and no link', () => {
  const users = to({ mobilisable_par: ['usagers'], lien_mobilisation: LINK }).fields
  expect(users.beneficiariesAccessModes).toEqual([FORM])
  expect(users.coachOrientationModes).toEqual([])
  const bare = to({ mobilisable_par: ['usagers'], modes_mobilisation: ['utiliser-lien-mobilisation'] }).fields
  expect(bare).toMatchObject({
    beneficiariesAccessModes: [FORM],
    beneficiariesAccessModesExternalFormLink: null,
    beneficiariesAccessModesExternalFormLinkText: null,
  })
})

test('a link of two hundred characters goes, a longer one is left out and that is said', () => {
  const of = (length: number) =>
    to({ mobilisable_par: ['usagers'], lien_mobilisation: `https://${'x'.repeat(length - 8)}` })
  expect(of(200).fields.beneficiariesAccessModesExternalFormLink).toHaveLength(200)
  expect(of(200).lost).toEqual([])
  expect(of(201).fields.beneficiariesAccessModesExternalFormLink).toBeNull()
  expect(of(201).lost.map(({ field }) => field)).toEqual(['lien_mobilisation'])
})

test('«se présenter» is written in words for professionals alone; where users may come it is theirs', () => {
  const come = { modes_mobilisation: ['se-presenter'] }
  const professionals = to({ ...come, mobilisable_par: ['professionnels'] })
  expect(professionals.fields).toMatchObject({
    coachOrientationModes: ['autre'],
    coachOrientationModesOther: 'Se présenter à l’adresse du service',
  })
  expect(professionals.lost.map(({ field }) => field)).toEqual(['modes_mobilisation'])
  const both = to({ ...come, mobilisable_par: ['professionnels', 'usagers'] })
  expect(both.fields).toMatchObject({
    beneficiariesAccessModes: ['se-presenter'],
    coachOrientationModes: [],
    coachOrientationModesOther: null,
  })
  expect(both.lost).toEqual([])
  expect(to({ ...come, mobilisable_par: ['usagers'] }).fields.coachOrientationModes).toEqual([])
})

test('words go to professionals first, to users else, after what is there; with nobody to read them they are lost, and that is said', () => {
  const words = { mobilisation_precisions: 'Le mardi' }
  expect(to({ ...words, mobilisable_par: ['professionnels', 'usagers'] }).fields).toMatchObject({
    coachOrientationModesOther: 'Le mardi',
    beneficiariesAccessModesOther: null,
  })
  expect(to({ ...words, mobilisable_par: ['usagers'] }).fields).toMatchObject({
    beneficiariesAccessModes: ['autre'],
    beneficiariesAccessModesOther: 'Le mardi',
  })
  const after = to({ ...words, mobilisable_par: ['professionnels'], modes_mobilisation: ['se-presenter'] }).fields
  expect(after).toMatchObject({
    coachOrientationModes: ['autre'],
    coachOrientationModesOther: 'Se présenter à l’adresse du service. Le mardi',
  })
  expect(lost({ ...words, mobilisable_par: ['autres'] })).toEqual(['mobilisation_precisions'])
})

test('words are cut at 280 characters, and that is said', () => {
  const of = (count: number) =>
    to({ mobilisable_par: ['usagers'], mobilisation_precisions: 'mot '.repeat(count).trim() })
  expect(of(70).lost).toEqual([])
  expect(of(71).lost).toEqual([
    { field: 'mobilisation_precisions', reason: 'Texte coupé : DORA s’arrête à 280 caractères.' },
  ])
  expect(of(71).fields.beneficiariesAccessModesOther?.length).toBeLessThanOrEqual(280)
})

const renewed = (over: Partial<Mobilisation>) => renewedModes({ ...NOTHING, ...over })
test('for a DORA of the coming names: the link goes with its mode, and the mode with its link', () => {
  expect(renewed({})).toEqual({
    mobilisationModes: [],
    mobilisableBy: [],
    mobilisationDetails: null,
    mobilisationLink: null,
  })
  expect(renewed({ lien_mobilisation: LINK })).toEqual({
    mobilisationModes: ['utiliser-lien-mobilisation'],
    mobilisableBy: ['professionnels'],
    mobilisationDetails: null,
    mobilisationLink: LINK,
  })
  expect(renewed({ modes_mobilisation: ['utiliser-lien-mobilisation'] })).toMatchObject({
    mobilisationModes: [],
    mobilisableBy: [],
  })
  expect(
    renewed({
      modes_mobilisation: ['telephoner', 'envoyer-un-courriel'],
      mobilisable_par: ['usagers', 'professionnels'],
    }),
  ).toMatchObject({
    mobilisationModes: ['envoyer-un-courriel', 'telephoner'],
    mobilisableBy: ['professionnels', 'usagers'],
  })
  expect(renewed({ mobilisation_precisions: 'Le mardi' })).toMatchObject({
    mobilisableBy: ['professionnels'],
    mobilisationDetails: 'Le mardi',
  })
  expect(renewed({ mobilisation_precisions: 'mot '.repeat(100) }).mobilisationDetails?.length).toBeLessThanOrEqual(280)
  const long = (length: number) => renewed({ lien_mobilisation: 'x'.repeat(length) }).mobilisationLink
  expect([long(200)?.length, long(201)]).toEqual([200, null])
})

test('what DORA makes of its old fields once its names change', () => {
  const derived = (users: string[], coach: string[], over = {}) =>
    derivedModes({ beneficiariesAccessModes: users, coachOrientationModes: coach, ...over })
  expect(derivedModes({ beneficiariesAccessModes: [] })).toBeNull()
  expect(derivedModes({ coachOrientationModes: [] })).toBeNull()
  expect(derived([], [])).toEqual({
    mobilisationModes: [],
    mobilisableBy: [],
    mobilisationDetails: null,
    mobilisationLink: null,
  })
  expect(
    derived(['telephoner', 'inconnu'], ['envoyer-un-mail-avec-une-fiche-de-prescription', 'envoyer-un-mail']),
  ).toEqual({
    mobilisationModes: ['envoyer-un-courriel', 'telephoner'],
    mobilisableBy: ['professionnels', 'usagers'],
    mobilisationDetails: null,
    mobilisationLink: null,
  })
  // A form without link is no way in any more.
  expect(derived([FORM], ['formulaire-dora'])?.mobilisationModes).toEqual([])
  expect(derived([FORM], [], { beneficiariesAccessModesExternalFormLink: LINK })).toMatchObject({
    mobilisationModes: ['utiliser-lien-mobilisation'],
    mobilisableBy: ['usagers'],
    mobilisationLink: LINK,
  })
  const two = {
    beneficiariesAccessModesExternalFormLink: 'https://usagers.example',
    coachOrientationModesExternalFormLink: LINK,
  }
  expect(derived([FORM], [FORM], two)?.mobilisationLink).toBe(LINK)
})

test('«autre» names nobody, and its words are kept on the side that says it; «professionnel» among users closes it to them', () => {
  const words = { beneficiariesAccessModesOther: 'Par le CCAS', coachOrientationModesOther: 'Par courrier' }
  const derived = (users: string[], coach: string[]) =>
    derivedModes({ beneficiariesAccessModes: users, coachOrientationModes: coach, ...words })
  expect(derived(['autre'], ['autre'])).toMatchObject({
    mobilisableBy: [],
    mobilisationDetails: 'Par courrier, Par le CCAS',
  })
  expect(derived(['telephoner'], ['autre', 'telephoner'])).toMatchObject({
    mobilisableBy: ['professionnels', 'usagers'],
    mobilisationDetails: 'Par courrier',
  })
  expect(derived(['telephoner', 'autre'], [])).toMatchObject({
    mobilisableBy: ['usagers'],
    mobilisationDetails: 'Par le CCAS',
  })
  expect(derived(['professionnel', 'telephoner'], [])).toMatchObject({
    mobilisableBy: ['professionnels'],
    mobilisationDetails: null,
  })
})

test('what is read of DORA’s two lists is the same whoever says it, and an old mode is understood', () => {
  const held = (users: string[], coach: string[], over = {}) =>
    heldModes({ beneficiariesAccessModes: users, coachOrientationModes: coach, ...over })
  expect(held(['prendre-rdv'], [])).toEqual({
    modes_mobilisation: ['envoyer-un-courriel', 'utiliser-lien-mobilisation'],
    mobilisable_par: ['usagers'],
    mobilisation_precisions: null,
    lien_mobilisation: null,
  })
  expect(
    held(['telephoner'], ['inconnu'], { beneficiariesAccessModesOther: 'A', coachOrientationModesOther: 'B' }),
  ).toMatchObject({
    modes_mobilisation: ['telephoner'],
    mobilisable_par: ['professionnels', 'usagers'],
    mobilisation_precisions: 'B A',
  })
  expect(held([], ['telephoner'], { beneficiariesAccessModesOther: '', coachOrientationModesOther: '' })).toMatchObject(
    { mobilisable_par: ['professionnels'], mobilisation_precisions: null },
  )
  expect(
    held(['autre'], ['autre'], { beneficiariesAccessModesOther: 'A', coachOrientationModesOther: 'A' }),
  ).toMatchObject({ modes_mobilisation: null, mobilisation_precisions: 'A' })
  expect(held([], [], { beneficiariesAccessModesExternalFormLink: LINK })).toMatchObject({ lien_mobilisation: LINK })
  expect(heldModes({ beneficiariesAccessModes: ['telephoner'] })).toEqual({})
  expect(heldModes({ mobilisableBy: ['usagers'] })).toEqual({
    modes_mobilisation: null,
    mobilisable_par: ['usagers'],
    mobilisation_precisions: null,
    lien_mobilisation: null,
  })
  expect(
    heldModes({
      mobilisationModes: ['telephoner', 'envoyer-un-courriel'],
      mobilisableBy: ['usagers', 'professionnels'],
      mobilisationDetails: '',
    }),
  ).toMatchObject({
    modes_mobilisation: ['envoyer-un-courriel', 'telephoner'],
    mobilisable_par: ['professionnels', 'usagers'],
    mobilisation_precisions: null,
  })
})
