import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SampleSites, serveSampleSites } from './sample-sites.ts'

let folder: string
let sites: SampleSites

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'samples-'))
  mkdirSync(join(folder, 'un', 'sample', 'fiches'), { recursive: true })
  writeFileSync(join(folder, 'un', 'sample', 'index.html'), '<h1>Liste</h1>')
  writeFileSync(join(folder, 'un', 'sample', 'fiches', 'a.html'), '<h1>A</h1>')
  writeFileSync(join(folder, 'un', 'sample', 'offres.csv'), 'nom;é\n')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  sites = await serveSampleSites({ mappings: folder })
})
afterEach(async () => {
  await sites.close()
  rmSync(folder, { recursive: true })
})

test('serves the index of a source, its pages with or without extension, and its sheets', async () => {
  expect(await (await fetch(sites.address('un', 'index.html'))).text()).toBe('<h1>Liste</h1>')
  expect(await (await fetch(sites.address('un', 'fiches/a'))).text()).toBe('<h1>A</h1>')
  const sheet = await fetch(sites.address('un', 'offres.csv'))
  expect(sheet.headers.get('content-type')).toContain('text/csv')
})

test('answers 304 to a conditional request', async () => {
  const first = await fetch(sites.address('un', 'index.html'))
  const again = await fetch(sites.address('un', 'index.html'), {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  })
  expect(again.status).toBe(304)
})

test('never leaves the samples', async () => {
  expect((await fetch(`${sites.url}/un/%2e%2e%2f%2e%2e%2fsecret.txt`)).status).toBe(404)
  expect((await fetch(`${sites.url}/deux/`)).status).toBe(404)
})
