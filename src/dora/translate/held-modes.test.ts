import { expect, test } from 'vitest'
import { sampleFields } from '../../../test/dora/sample-fields.ts'
import { heldModes } from './from-dora.ts'

const OLD_GONE = {
  beneficiariesAccessModes: [],
  coachOrientationModes: [],
  coachOrientationModesExternalFormLink: null,
}

test('how one mobilises a service is the same in both languages of DORA', () => {
  const said = {
    modes_mobilisation: ['envoyer-un-courriel', 'telephoner'],
    mobilisable_par: ['professionnels', 'usagers'],
    mobilisation_precisions: null,
    lien_mobilisation: null,
  }
  expect(heldModes(sampleFields({ mobilisationModes: [], mobilisableBy: [] }))).toEqual(said)
  expect(heldModes(sampleFields(OLD_GONE))).toEqual(said)
})

test('a DORA of the new names: link and details are its own, and what it never told stays the partner’s', () => {
  const held = {
    ...OLD_GONE,
    mobilisationModes: ['utiliser-lien-mobilisation'],
    mobilisableBy: ['usagers'],
    mobilisationDetails: 'Le mardi',
    mobilisationLink: 'https://exemple.fr/rdv',
  }
  expect(heldModes(held)).toEqual({
    modes_mobilisation: ['utiliser-lien-mobilisation'],
    mobilisable_par: ['usagers'],
    mobilisation_precisions: 'Le mardi',
    lien_mobilisation: 'https://exemple.fr/rdv',
  })
  expect(heldModes({})).toEqual({})
  expect(heldModes(OLD_GONE)).toMatchObject({ modes_mobilisation: null, mobilisable_par: null })
})
