import fc from 'fast-check'
import { expect, test } from 'vitest'
import { offer, service } from '../../test/coverage/small-departement.ts'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { shownService } from '../dora/translate.ts'
import { valuesOf } from '../reference/referentiels.ts'
import { qualityScore } from '../reference/score.ts'
import { heldCounts, heldText, ownCounts, ownText, TODAYS_WAY } from './counted-text.ts'

const DAY = '2030-06-30'
const some = (name: Parameters<typeof valuesOf>[0]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...valuesOf(name)), { maxLength: 3 }))
const said = fc.constantFrom(null, '', 'des mots')
const text = fc.constantFrom(
  '',
  'é'.repeat(49),
  '𝒳'.repeat(50),
  'd'.repeat(199),
  '𝒳'.repeat(200),
  'd'.repeat(1999),
  'd'.repeat(2000),
)
const aService = fc
  .record({
    source: fc.constantFrom('s1', 'agefiph'),
    date_maj: fc.constantFrom('2030-06-01', '2029-01-01', '2020-01-01'),
    description: text,
    thematiques: some('thematiques'),
    publics: some('publics'),
    modes_accueil: some('modes_accueil'),
    modes_mobilisation: some('modes_mobilisation'),
    mobilisable_par: fc.option(fc.constant<string[]>(['usagers'])),
    code_insee: fc.constantFrom(null, '', '99001'),
    zone_eligibilite: fc.option(fc.constant<string[]>(['99'])),
    frais: fc.constantFrom(null, 'payant', 'gratuit'),
    frais_precisions: said,
    adresse: said,
    telephone: said,
    courriel: said,
    lien_mobilisation: said,
    volume_horaire_hebdomadaire: fc.option(fc.constantFrom(0, 7.5)),
    nombre_semaines: fc.option(fc.constant(3)),
  })
  .map(fields => service(fields))
const record = (own: ReturnType<typeof service>) => ({
  source: 's1',
  service: own,
  structure: { nom: 'Structure', code_insee: null } as never,
  score: 0.75,
  actions: ['1/a'],
  provenance: {},
})
/** What the report asks of a service. */
const asked = (
  own: Parameters<typeof qualityScore>[0] &
    Pick<
      ReturnType<typeof service>,
      'code_insee' | 'zone_eligibilite' | 'volume_horaire_hebdomadaire' | 'nombre_semaines'
    >,
) => {
  const { score, criteria } = qualityScore(own, { today: DAY })
  const { source, date_maj, thematiques, publics, modes_accueil, modes_mobilisation, mobilisable_par, frais } = own
  const { code_insee, zone_eligibilite, volume_horaire_hebdomadaire, nombre_semaines } = own
  const contact = Boolean(own.telephone || own.courriel || own.lien_mobilisation)
  return {
    score,
    criteria,
    contact,
    source,
    date_maj,
    thematiques,
    publics,
    modes_accueil,
    modes_mobilisation,
    mobilisable_par,
    frais,
    code_insee,
    zone_eligibilite,
    volume_horaire_hebdomadaire,
    nombre_semaines,
  }
}

test('what is kept of an offer counts as its whole record does, and holds none of its words', () =>
  fc.assert(
    fc.property(aService, own => {
      const kept = ownText(record({ ...own, nom: 'Un nom', telephone: own.telephone && '+33299010203' }))
      expect(kept).not.toMatch(/Un nom|des mots|33299010203|ddd|éé/)
      const { service: counted, ...rest } = ownCounts(kept)
      expect(asked(counted)).toEqual(asked(own))
      expect(rest).toEqual({
        structure: { nom: 'Structure', code_insee: null },
        score: 0.75,
        actions: ['1/a'],
        end: null,
      })
    }),
  ))

const held = fc.record(
  {
    name: fc.constant('Chez DORA'),
    fullDesc: text,
    shortDesc: text,
    subcategories: fc.uniqueArray(fc.constantFrom(...valuesOf('thematiques'), 'numerique--autre'), { maxLength: 3 }),
    publics: fc.uniqueArray(fc.constantFrom(...valuesOf('publics')), { maxLength: 15 }),
    feeCondition: fc.constantFrom(null, 'payant'),
    feeDetails: said,
    locationKinds: fc.uniqueArray(fc.constantFrom(...valuesOf('modes_accueil')), { maxLength: 2 }),
    address1: said,
    cityCode: fc.constantFrom(null, '35238'),
    contactPhone: fc.constantFrom(null, '', '0299010203'),
    contactEmail: said,
    durationWeeklyHours: fc.constantFrom(null, 0, 12),
    durationWeeks: fc.constantFrom(null, 2),
    diffusionZoneType: fc.constantFrom('country', 'region', 'city', 'autre'),
    diffusionZoneDetails: fc.constantFrom(null, '53', '35238'),
    mobilisationModes: fc.uniqueArray(fc.constantFrom(...valuesOf('modes_mobilisation')), { maxLength: 2 }),
    mobilisableBy: fc.constantFrom([], ['usagers']),
    mobilisationLink: said,
    beneficiariesAccessModes: fc.constantFrom([], ['telephoner'], ['prendre-rdv']),
    coachOrientationModes: fc.constantFrom([], ['telephoner']),
  },
  { requiredKeys: [] },
)

test('what is kept of what DORA holds, over what is kept of the offer, counts as what DORA shows', () =>
  fc.assert(
    fc.property(aService, held, fc.constantFrom('', '2030-05-01T10:00:00Z'), (own, fields, modified) => {
      const counted = { ...ownCounts(ownText(record(own))).service, ...heldCounts(heldText(fields as never, modified)) }
      expect(asked(counted)).toEqual(asked(shownService(own, fields as never, modified)))
    }),
  ))

test('these words are kept in ledgers: when they change, today’s way has another name', () => {
  const { service: own } = offer('s1', 'o1', ['1/a'], { volume_horaire_hebdomadaire: 6 }).offer
  expect(TODAYS_WAY).toBe('2')
  expect(ownText({ ...record(own as ReturnType<typeof service>) })).toMatchInlineSnapshot(
    `"2["Structure",null,0.75,["1/a"],null,0,"s1",1,"2030-06-01",2,["sante--sante-mentale"],3,["jeunes"],4,["en-presentiel"],5,["99"],6,"99001",7,["telephoner"],8,["professionnels","usagers"],9,"gratuit",10,6,12,1,13,1,17,2]"`,
  )
  expect(heldText(sampleFields({}), '2030-05-01T10:00:00Z')).toMatchInlineSnapshot(
    `"2[1,"2030-05-01",2,["trouver-un-emploi--maintien-dans-lemploi"],3,["familles"],4,["en-presentiel"],5,["35"],6,"35238",7,["envoyer-un-courriel","telephoner"],8,["professionnels","usagers"],9,"gratuit",10,4,11,26,12,1,13,1,14,1,15,0,16,0,17,1]"`,
  )
})
