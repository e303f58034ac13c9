import { expect, test } from 'vitest'
import type { SourceConfig } from '../config/source.ts'
import type { Statement } from '../normalise/statements/statement.ts'
import { isFirstSource, saidOf, saysNothing } from './partner-said.ts'
import type { SourceEntry } from './ports.ts'

const source = (over: Partial<SourceConfig> = {}): SourceConfig =>
  ({ id: 'pems-site', partner: 'pems', role: 'offers', ...over }) as SourceConfig

/** A ledger in which partners have said so many things. */
function saying(statements: number) {
  const asked: unknown[] = []
  const list = async (filter: unknown) => {
    asked.push(filter)
    return Array.from({ length: statements }, () => ({}) as Statement)
  }
  return { asked, ledger: { statements: { list } } as unknown as Parameters<typeof saysNothing>[1]['ledger'] }
}

test('what the partner said and the gestionnaire accepted is heard, of offers only', async () => {
  const { asked, ledger } = saying(2)
  expect(await saidOf(source(), ledger)).toHaveLength(2)
  expect(await saidOf(source({ role: 'structures' }), ledger)).toEqual([])
  expect(asked).toEqual([{ partner: 'pems', state: 'accepted', limit: 5000 }])
})

test('a source says nothing without an address, and without a word of its partner', async () => {
  const silent = async (address: string | null, statements: number) => {
    const { ledger } = saying(statements)
    return saysNothing(source(), { ledger, sites: { address: () => address } })
  }
  expect(await silent(null, 0)).toBe(true)
  expect(await silent(null, 1)).toBe(false)
  expect(await silent('https://pems.fr', 0)).toBe(false)
})

test('what is declared beside the pages joins the first source of its partner, by identifier', () => {
  const sources = [
    source({ id: 'pems-tableau' }),
    source({ id: 'pems-site' }),
    source({ id: 'pems-annuaire', role: 'structures' }),
    source({ id: 'a-autre', partner: 'prelude' }),
  ].map(config => ({ config }) as SourceEntry)
  expect(sources.map(({ config }) => isFirstSource(config, sources))).toEqual([false, true, false, true])
  expect(isFirstSource(source(), [])).toBe(false)
})
