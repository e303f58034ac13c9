import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { spoken } from '../../test/dora/spoken.ts'
import { manualClock } from '../common/clock.ts'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { createDoraReader, createDoraWriter } from './client.ts'
import { createQuota } from './quota.ts'

const clock = manualClock('2026-11-24T09:00:00Z')
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 'empty', clock })
})
afterEach(() => sandbox.close())

function clientOptions(token: string | null = sandbox.tokens.gestionnaire35) {
  return {
    url: sandbox.url,
    token,
    quota: createQuota({ perMinute: 120, clock }),
    clock,
    random: () => 0.5,
    timeoutMs: 500,
    departments: ['35'],
    mayCreateStructures: true,
  }
}

const draft = {
  name: 'Structure (exemple)',
  siret: '99900990500012',
  address1: '12 rue de l’Exemple',
  postalCode: '35000',
  cityCode: '35238',
  city: 'Rennes',
  email: 'contact@example.org',
  phone: '0299000000',
  url: 'https://example.org',
  shortDesc: null,
  fullDesc: null,
  typology: 'ASSO',
}

test('creates a structure and a service, reads them back in the terms they were written', async () => {
  const writer = createDoraWriter(clientOptions())
  const reader = createDoraReader(clientOptions())
  const structure = await writer.createStructure(draft)
  expect(structure.slug).toBe('structure-exemple')
  const service = await writer.createService(structure.slug, sampleFields())
  expect(await spoken(reader, service.fields)).toEqual(await spoken(reader, sampleFields()))
  expect((await reader.readService(service.slug))?.fields).toEqual(service.fields)
  expect((await reader.readStructure(structure.slug))?.services).toEqual([
    expect.objectContaining({ slug: service.slug, status: 'PUBLISHED' }),
  ])
})

test('a reader sends only safe methods, whatever is asked of it', async () => {
  const reader = createDoraReader(clientOptions())
  await reader.listStructures('35')
  await reader.readStructure('x')
  await reader.readService('x')
  await reader.structureBySiret('99900990500012')
  await reader.options()
  await reader.typologies()
  await reader.whoAmI()
  await reader.dialect()
  expect(sandbox.log().map(({ method }) => method)).not.toContain('POST')
  expect(sandbox.log().filter(entry => entry.write)).toEqual([])
})

test('an update sends only what is given, and never the structure', async () => {
  const writer = createDoraWriter(clientOptions())
  const { slug } = await writer.createStructure(draft)
  const service = await writer.createService(slug, sampleFields())
  const changed = await writer.updateService(service.slug, { recurrence: 'Mardi', structure: 'autre' } as never)
  expect(changed.structure).toBe(slug)
  expect(changed.fields).toEqual({ ...service.fields, recurrence: 'Mardi' })
})

test('searches the lists of DORA: a name of the département, drafts too, a SIRET of another, and what appeared meanwhile', async () => {
  const writer = createDoraWriter({ ...clientOptions(), departments: ['35', '22'] })
  const reader = createDoraReader(clientOptions())
  const slugs = async (words: string) => (await reader.search('35', words)).hits.map(({ slug }) => slug)
  const home = await writer.createStructure(draft)
  const service = await writer.createService(home.slug, sampleFields({ name: 'Atelier vélo', status: 'DRAFT' }))
  expect(await slugs('atelier velo')).toEqual([service.slug])
  expect(await slugs('99900990500012')).toEqual([home.slug, service.slug])
  const away = { ...draft, name: 'Ailleurs (exemple)', siret: '99900990500020', cityCode: '22278', postalCode: '22000' }
  const other = await writer.createStructure(away)
  expect(await slugs('999 009 905 00020')).toEqual([other.slug])
  expect(await slugs('Ailleurs')).toEqual([other.slug])
  const late = await writer.createService(home.slug, sampleFields({ name: 'Couture du jeudi' }))
  expect(await slugs('couture du jeudi')).toEqual([late.slug])
  expect(await reader.search('35', 'Introuvable')).toEqual({ hits: [], near: [] })
})
