import { expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import type { DoraServiceFields } from '../dora/port.ts'
import { derivedModes } from '../dora/translate/modes.ts'
import { isRenewed, renewedMemories } from './renewed-memories.ts'

/** How the service is mobilised, in the eight fields of August 2026. */
const OLD: Partial<DoraServiceFields> = {
  beneficiariesAccessModes: ['telephoner'],
  beneficiariesAccessModesOther: null,
  beneficiariesAccessModesExternalFormLink: null,
  beneficiariesAccessModesExternalFormLinkText: null,
  coachOrientationModes: ['telephoner'],
  coachOrientationModesOther: null,
  coachOrientationModesExternalFormLink: null,
  coachOrientationModesExternalFormLinkText: null,
}
const DERIVED = derivedModes(OLD)
const SAID = {
  mobilisationModes: ['se-presenter'],
  mobilisableBy: ['usagers'],
  mobilisationDetails: 'sonner',
  mobilisationLink: null,
}

test('what DORA made of the old fields by itself is our base; what the source says is no news', () => {
  const fields = sampleFields({ ...OLD, ...SAID })
  expect(renewedMemories({ base: OLD, sent: OLD }, fields)).toEqual({
    base: { ...DERIVED, ...OLD },
    sent: { ...SAID, ...OLD },
  })
})

test('a source that says another mobilisation than what was sent is news', () => {
  const fields = sampleFields({ ...OLD, ...SAID, coachOrientationModesOther: 'autrement' })
  expect(renewedMemories({ base: OLD, sent: OLD }, fields).sent).toEqual({ ...DERIVED, ...OLD })
})

test('of what was never sent whole, nothing is known', () => {
  const fields = sampleFields({ ...OLD, ...SAID })
  expect(renewedMemories({ base: OLD, sent: {} }, fields).sent).toEqual({})
})

test('memories without the old fields, or that have the new ones, are as they were', () => {
  const fields = sampleFields({ ...OLD, ...SAID })
  expect(renewedMemories({ base: {}, sent: OLD }, fields)).toEqual({ base: {}, sent: OLD })
  const renewed = { base: { ...OLD, mobilisationModes: ['telephoner'] }, sent: OLD }
  expect(renewedMemories(renewed, fields)).toEqual(renewed)
})

test('a field that was never sent is a renewed one', () => {
  expect(isRenewed('recurrence', { sent: {} }, sampleFields())).toBe(true)
  expect(isRenewed('recurrence', { sent: { recurrence: null } }, sampleFields())).toBe(false)
})

test('a description that only loses its end is renewed, once', () => {
  const fields = sampleFields({ fullDesc: 'Un atelier.', recurrence: 'Un atelier.' })
  const longer = 'Un atelier. Pour les jeunes.'
  expect(isRenewed('fullDesc', { sent: { fullDesc: longer } }, fields)).toBe(true)
  expect(isRenewed('fullDesc', { sent: { fullDesc: 'Pour les jeunes : Un atelier.' } }, fields)).toBe(false)
  expect(isRenewed('fullDesc', { sent: { fullDesc: longer, publicsPrecisions: null } }, fields)).toBe(false)
  expect(isRenewed('recurrence', { sent: { recurrence: longer, fullDesc: longer } }, fields)).toBe(false)
})
