import { afterEach, expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { type Dialect, type Sandbox, startSandbox } from './index.ts'
import type { FieldMetadata } from './metadata.ts'

const SERVICE = 'communaute-emmaus-de-qikm-premieres-heures-en-'
const HOME = 'communaute-emmaus-de-qikm'
const clock = manualClock('2026-11-24T09:00:00Z')
let sandbox: Sandbox
afterEach(() => sandbox.close())
const open = async (dialect: Dialect) => {
  sandbox = await startSandbox({ clock, dialect })
}
/** What these tests look at in an answer. */
type Json = { actions: { POST: Record<string, Partial<FieldMetadata>> }; shortDesc: string }

async function ask(method: string, path: string, body?: object) {
  const headers = { authorization: `Token ${sandbox.tokens.gestionnaire35}`, 'content-type': 'application/json' }
  const answer = await fetch(sandbox.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return { status: answer.status, json: JSON.parse((await answer.text()) || 'null') as Json }
}
const fields = async () => (await ask('OPTIONS', '/services/')).json.actions.POST

test('August 2026: the résumé is written, the eight modes too', async () => {
  await open('aout-2026')
  const post = await fields()
  expect(post.shortDesc).toMatchObject({ readOnly: false, maxLength: 280 })
  expect(post.description).toMatchObject({ required: false, maxLength: 10_000 })
  expect(post.coachOrientationModes?.readOnly).toBe(false)
  expect(Object.keys(post).filter(key => key.startsWith('mobilis'))).toEqual([])
})

test('transition: the résumé is computed and not written, the description required, mobilisation read only', async () => {
  await open('transition')
  const post = await fields()
  expect([post.shortDesc?.readOnly, post.description?.required, post.mobilisationModes?.readOnly]).toEqual([
    true,
    true,
    true,
  ])
  const long = `# Titre\n\n**Gras** et [lien](https://example.org) ${'mot '.repeat(100)}`
  const changed = await ask('PATCH', `/services/${SERVICE}/`, { shortDesc: 'Ignoré', description: long })
  expect(changed.json.shortDesc).toMatch(/^Titre Gras et lien mot/)
  expect(changed.json.shortDesc.length).toBeLessThanOrEqual(250)
  expect(changed.json.shortDesc.endsWith('mot…')).toBe(true)
  const read = await ask('PATCH', `/services/${SERVICE}/`, {
    coachOrientationModes: ['telephoner', 'completer-le-formulaire-dadhesion'],
    coachOrientationModesExternalFormLink: 'https://example.org/f',
    beneficiariesAccessModes: ['professionnel'],
    mobilisationModes: ['se-presenter'],
  })
  expect(read.json).toMatchObject({
    mobilisationModes: ['telephoner', 'utiliser-lien-mobilisation'],
    mobilisableBy: ['professionnels'],
    mobilisationDetails: null,
    mobilisationLink: 'https://example.org/f',
  })
  const bare = await ask('POST', '/services/', { structure: HOME, name: 'X' })
  expect(bare).toMatchObject({ status: 400, json: { description: [{ code: 'required' }] } })
})

test('to come: the mobilisation fields are written, the eight are gone and ignored in silence', async () => {
  await open('a-venir')
  const post = await fields()
  expect([post.mobilisationModes?.readOnly, post.mobilisationDetails?.maxLength]).toEqual([false, 280])
  expect(post.coachOrientationModes).toBeUndefined()
  const path = `/services/${SERVICE}/`
  const missing = await ask('PATCH', path, { mobilisationModes: ['utiliser-lien-mobilisation'], mobilisationLink: '' })
  expect(missing).toMatchObject({ status: 400, json: { mobilisationLink: [{ code: 'required' }] } })
  const unknown = await ask('PATCH', path, { mobilisationModes: ['pigeon'] })
  expect(unknown.json).toMatchObject({ mobilisationModes: { 0: [{ code: 'invalid_choice' }] } })
  const written = await ask('PATCH', path, {
    mobilisationModes: ['se-presenter'],
    mobilisableBy: ['usagers'],
    coachOrientationModes: [],
  })
  expect(written).toMatchObject({
    status: 200,
    json: { mobilisationModes: ['se-presenter'], mobilisableBy: ['usagers'] },
  })
  expect('coachOrientationModes' in written.json).toBe(false)
  expect(sandbox.state.services.get(SERVICE)?.coachOrientationModes).not.toEqual([])
  expect('coachOrientationModes' in (await ask('GET', '/services-options/')).json).toBe(false)
})

test('DORA’s team merges résumés and changes of dialect: neither date nor editor nor history moves', async () => {
  await open('aout-2026')
  const before = structuredClone(sandbox.state.services.get(SERVICE))
  const merged = sandbox.operator.mergeSummaries()
  expect(merged.length).toBeGreaterThan(20)
  sandbox.operator.speak('transition')
  const after = sandbox.state.services.get(SERVICE)
  expect(after?.fullDesc.startsWith(before?.shortDesc ?? '?')).toBe(true)
  expect([after?.modifiedAt, after?.lastEditor]).toEqual([before?.modifiedAt, before?.lastEditor])
  expect(sandbox.state.history).toEqual([])
  expect(sandbox.operator.mergeSummaries()).toEqual([])
  expect((await fields()).shortDesc?.readOnly).toBe(true)
})
