import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleSiret } from './sample-siret.ts'
import { startSandbox } from './start.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a sandbox with a file remembers its services and its log, one without forgets', async () => {
  const file = join(folder, 'sandbox.bin')
  const first = await startSandbox({ file })
  const before = first.state.services.size
  const post = (path: string, body: object) =>
    fetch(`${first.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Token ${first.tokens.gestionnaire35}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(async answer => (await answer.json()) as { slug: string })
  const structure = await post('/structures/', {
    name: 'Maison des essais',
    siret: sampleSiret('801'),
    cityCode: '35238',
  })
  const { slug } = await post('/services/', { name: 'Atelier', structure: structure.slug })
  await first.close()

  const second = await startSandbox({ file })
  expect(second.state.services.get(slug)?.name).toBe('Atelier')
  expect(second.log().some(entry => entry.method === 'POST' && entry.committed)).toBe(true)
  await second.close()

  const other = await startSandbox()
  expect(other.state.services.size).toBe(before)
  expect(other.log()).toEqual([])
  await other.close()
})

test('what cannot be kept is said at the close, and the server does not stay for it', async () => {
  const inner = mkdtempSync(join(folder, 'gone-'))
  const { url, close } = await startSandbox({ file: join(inner, 'sandbox.bin') })
  rmSync(inner, { recursive: true })
  await expect(close()).rejects.toThrow('ENOENT')
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})
