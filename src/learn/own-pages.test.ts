import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judge, type Truth } from '../../test/bench/learn/judge.ts'
import type { Fetcher } from '../harvest/connector.ts'
import { lazyText } from '../harvest/lazy-text.ts'
import { loadLexicon } from '../normalise/lexicon.ts'
import { learnFrom } from './look.ts'

// The pages that the bench measures: each has a shape of its own, and its truth beside.
const ROOT = join(import.meta.dirname, '..', '..')
const PAGES = join(ROOT, 'test', 'bench', 'learn', 'own')
const lexicon = loadLexicon(join(ROOT, 'mappings', 'lexique.yaml'), 'mappings/lexique.yaml')

test.each(readdirSync(PAGES))('%s: every field that its truth reads, and nothing wrong with confidence', async name => {
  const truth = JSON.parse(readFileSync(join(PAGES, name, 'truth.json'), 'utf8')) as Truth
  const body = new Uint8Array(readFileSync(join(PAGES, name, 'page.html')))
  const fetcher: Fetcher = {
    async get(address) {
      if (!address.endsWith(truth.page)) throw new Error(`no page ${address}`)
      const headers = { 'content-type': 'text/html; charset=utf-8' }
      return lazyText({ hash: name, address, status: 200, headers, body, unchanged: false, fetchedAt: '' })
    },
    stream: () => Promise.reject(new Error('nothing is streamed')),
  }
  const known = { partner: 'essai', partnerName: 'Essai', action: null }
  const proposal = await learnFrom(`https://essai.example${truth.page}`, { fetcher, lexicon }, known)
  const { asked, right, sureWrong, faults } = judge(proposal, truth)
  expect(faults).toEqual([])
  expect(sureWrong).toBe(0)
  expect(right).toBe(asked)
})
