import { describe, expect, test } from 'vitest'
import { sha256 } from '../common/digest.ts'
import type { DocumentStore, LastSeen } from './document-store.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function state(hash: string, over: Partial<LastSeen> = {}): LastSeen {
  return {
    source: 'prelude',
    address: 'https://prelude.example/offres?page=2',
    finalAddress: 'https://www.prelude.example/offres?page=2',
    etag: 'W/"é-1"',
    lastModified: 'Tue, 24 Nov 2026 08:00:00 GMT',
    hash,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    fetchedAt: '2026-11-24T08:00:00.000Z',
    ...over,
  }
}

/**
 * What every document store must do; call it from a test file with a way to open an empty store.
 * @param name shown in the test report
 */
export function documentStoreContract(
  name: string,
  open: () => Promise<{ store: DocumentStore; close(): Promise<void> }>,
): void {
  const withStore = (run: (store: DocumentStore) => Promise<void>) => async () => {
    const { store, close } = await open()
    try {
      await run(store)
    } finally {
      await close()
    }
  }

  describe(`document store: ${name}`, () => {
    test(
      'a body comes back byte for byte under its SHA-256, bytes that are no text included',
      withStore(async store => {
        const body = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7 + (i >> 8)) % 256)
        const hash = await store.put(body, '2026-11-24T08:00:00.000Z')
        expect(hash).toBe(sha256(body))
        const back = await store.get(hash)
        expect(back && sha256(back)).toBe(hash)
        expect(back?.length).toBe(body.length)
        expect(await store.has(hash)).toBe(true)
      }),
    )

    test(
      'an empty body is a body',
      withStore(async store => {
        const hash = await store.put(new Uint8Array(), '2026-11-24T08:00:00.000Z')
        expect((await store.get(hash))?.length).toBe(0)
      }),
    )

    test(
      'what was never kept is null, not an error',
      withStore(async store => {
        expect(await store.get(sha256('rien'))).toBeNull()
        expect(await store.has(sha256('rien'))).toBe(false)
        expect(await store.lastSeen('prelude', 'https://prelude.example/')).toBeNull()
      }),
    )

    test(
      'a state comes back whole and belongs to one source and one address',
      withStore(async store => {
        const hash = await store.put(bytes('<h1>Offre</h1>'), '2026-11-24T08:00:00.000Z')
        await store.remember(state(hash))
        expect(await store.lastSeen('prelude', 'https://prelude.example/offres?page=2')).toEqual(state(hash))
        expect(await store.lastSeen('autre', 'https://prelude.example/offres?page=2')).toBeNull()
        expect(await store.lastSeen('prelude', 'https://prelude.example/offres?page=3')).toBeNull()
      }),
    )

    test(
      'absent ETag and Last-Modified stay null',
      withStore(async store => {
        const hash = await store.put(bytes('x'), '2026-11-24T08:00:00.000Z')
        await store.remember(state(hash, { etag: null, lastModified: null, headers: {} }))
        const seen = await store.lastSeen('prelude', 'https://prelude.example/offres?page=2')
        expect(seen).toEqual(state(hash, { etag: null, lastModified: null, headers: {} }))
      }),
    )

    test(
      'remembering again replaces the state',
      withStore(async store => {
        const first = await store.put(bytes('un'), '2026-11-24T08:00:00.000Z')
        const second = await store.put(bytes('deux'), '2026-11-25T08:00:00.000Z')
        await store.remember(state(first))
        await store.remember(state(second, { etag: '"2"', fetchedAt: '2026-11-25T08:00:00.000Z' }))
        const seen = await store.lastSeen('prelude', 'https://prelude.example/offres?page=2')
        expect(seen?.hash).toBe(second)
        expect(seen?.etag).toBe('"2"')
        expect(await store.has(first)).toBe(true)
      }),
    )

    test(
      'a purge removes what is older, says how much, and a purged address is unknown again',
      withStore(async store => {
        const old = await store.put(bytes('ancien'), '2026-01-01T00:00:00.000Z')
        const young = await store.put(bytes('récent'), '2026-11-01T00:00:00.000Z')
        await store.remember(state(old, { address: 'https://a.example/', fetchedAt: '2026-01-01T00:00:00.000Z' }))
        await store.remember(state(young, { address: 'https://b.example/', fetchedAt: '2026-11-01T00:00:00.000Z' }))
        expect(await store.purge('2026-06-01T00:00:00.000Z')).toEqual({ bodies: 1, addresses: 1 })
        expect(await store.get(old)).toBeNull()
        expect(await store.lastSeen('prelude', 'https://a.example/')).toBeNull()
        expect(await store.has(young)).toBe(true)
        expect((await store.lastSeen('prelude', 'https://b.example/'))?.hash).toBe(young)
        expect(await store.purge('2026-06-01T00:00:00.000Z')).toEqual({ bodies: 0, addresses: 0 })
      }),
    )

    test(
      'a body that a 304 confirmed lately survives the purge although it was kept long ago',
      withStore(async store => {
        const hash = await store.put(bytes('stable'), '2026-01-01T00:00:00.000Z')
        await store.remember(state(hash, { fetchedAt: '2026-11-20T00:00:00.000Z' }))
        expect(await store.purge('2026-06-01T00:00:00.000Z')).toEqual({ bodies: 0, addresses: 0 })
        expect(await store.has(hash)).toBe(true)
      }),
    )
  })
}
