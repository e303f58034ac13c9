import { beforeAll, expect, test } from 'vitest'
import { ACCEPTED, directDependencies, type Licensed, page, sbom, today } from './licences.ts'
import { read } from './markdown.ts'

let list: Licensed[]
beforeAll(() => {
  list = today()
}, 120_000)

test('the SBOM and the list hold every dependency of package.json', () => {
  const document = JSON.parse(sbom()) as { bomFormat: string; components: { name: string; version: string }[] }
  expect(document.bomFormat).toBe('CycloneDX')
  const listed = new Set(list.map(({ name, version }) => `${name}@${version}`))
  const known = new Set(document.components.map(({ name, version }) => `${name}@${version}`))
  for (const [name, version] of Object.entries(directDependencies())) {
    expect(known).toContain(`${name}@${version}`)
    expect(listed).toContain(`${name}@${version}`)
  }
}, 60_000)

test('every licence is one that we accept', () => {
  expect(list.filter(({ licence }) => !ACCEPTED.has(licence))).toEqual([])
})

test('docs/licences.md is the page of today’s lock file (node test/docs/licences.ts --write)', () => {
  expect(read('docs/licences.md')).toBe(page(list))
})
