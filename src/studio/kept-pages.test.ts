import { expect, test } from 'vitest'
import { type FetchedDocument, HarvestError } from '../harvest/connector.ts'
import type { RunFetcher } from '../harvest/fetcher.ts'
import { lazyText } from '../harvest/lazy-text.ts'
import { keepingFetcher } from './kept-pages.ts'
import type { ReadPage } from './lesson.ts'

test('the site is asked once: what was not there at the first look is not asked for again', async () => {
  const asked: string[] = []
  const kept = new Map<string, Uint8Array>()
  const through: RunFetcher = {
    async get(address): Promise<FetchedDocument> {
      asked.push(address)
      if (address.endsWith('/absente')) throw new HarvestError('page-absente', 'absente', 'partenaire', address)
      const body = new TextEncoder().encode(address)
      const [hash, headers, fetchedAt] = [address, { 'content-type': 'text/html' }, '2026-11-28T00:00:00Z']
      return lazyText({ hash, address, status: 200, headers, body, unchanged: false, fetchedAt })
    },
    stream: () => Promise.reject(new Error('not asked')),
    close: async () => undefined,
  }
  const documents = {
    get: async (hash: string) => kept.get(hash) ?? null,
    async put(body: Uint8Array) {
      kept.set(new TextDecoder().decode(body), body)
      return ''
    },
  }
  const pages: ReadPage[] = []
  const open = () => keepingFetcher(pages, { through, documents, now: () => '' })
  const read = async () => {
    const fetcher = open()
    const page = await fetcher.get('https://asso.example/une')
    const missing = await fetcher.get('https://asso.example/absente').catch(({ code }) => code)
    return [page.address, missing]
  }
  expect(await read()).toEqual(['https://asso.example/une', 'page-absente'])
  expect(await read()).toEqual(['https://asso.example/une', 'page-absente'])
  expect(asked).toEqual(['https://asso.example/une', 'https://asso.example/absente'])
})
