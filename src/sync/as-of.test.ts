import { expect, test } from 'vitest'
import { sampleService, sampleStructure } from '../../test/sync/samples.ts'
import { manualClock } from '../common/clock.ts'
import { DoraError, type DoraErrorKind, type DoraStructure, type Moved } from '../dora/port.ts'
import { asOfNow, isUntouched, type Trusted, wasCompared } from './as-of.ts'
import type { DoraView } from './dora-view.ts'
import { FreshHomes } from './fresh-homes.ts'
import { knownServices } from './known-services.ts'
import { exceptFields, notKept, notKeptBefore } from './not-kept.ts'
import { DoraAway } from './patient-dora.ts'
import { emptied, isOfferRefused, isRefused, refusedOf, sayRefused, withoutRefused } from './refused-values.ts'

const DAY = 86_400_000
const NOW = new Date('2026-11-24T08:00:00.000Z')
const moved = (newest: number | null = 1000): Moved => ({
  services: new Map([['s', { date: 'hier', structure: 'home' }]]),
  newest,
})
function viewOf(answer: Moved | null | Error) {
  const asked: (number | null)[] = []
  const view = {
    movedSince: async (since: number | null) => {
      asked.push(since)
      if (answer instanceof Error) throw answer
      return answer
    },
  }
  return { asked, view: view as unknown as DoraView }
}
const before = (agoMs: number) => ({
  run: 'r1',
  newest: '2026-11-20T08:00:00.000Z',
  whole: new Date(NOW.getTime() - agoMs).toISOString(),
})

test('without a comparison, or with one of a week ago, each structure is read; the newest date is noted for the next time', async () => {
  for (const last of [null, before(7 * DAY)]) {
    const { view, asked } = viewOf(moved())
    expect(await asOfNow(view, last, NOW)).toEqual({
      trusted: null,
      next: { newest: new Date(1000).toISOString(), whole: NOW.toISOString() },
    })
    expect(asked).toEqual([null])
  }
})

test('within the week only what moved since is asked for, and the whole comparison keeps its age', async () => {
  const { view, asked } = viewOf(moved())
  const { trusted, next } = await asOfNow(view, before(7 * DAY - 1), NOW)
  expect(asked).toEqual([Date.parse('2026-11-20T08:00:00.000Z')])
  expect(next?.whole).toBe(before(7 * DAY - 1).whole)
  expect([trusted?.movedAt('s'), trusted?.movedAt('t'), trusted?.compared('r1'), trusted?.compared('r2')]).toEqual([
    'hier',
    undefined,
    true,
    false,
  ])
})

test('too much moved: each structure is read, and nothing is left for the next time', async () => {
  expect(await asOfNow(viewOf(null).view, before(DAY), NOW)).toEqual({ trusted: null, next: null })
  expect((await asOfNow(viewOf(moved(null)).view, null, NOW)).next?.newest).toBe('1970-01-01T00:00:00.000Z')
})

test('a list that does not come costs nothing but the reading of each structure; a refused account, an outage, any other error stop the pass', async () => {
  const fails = (kind: DoraErrorKind) => new DoraError('non', { kind, status: 500, code: 'x' })
  expect(await asOfNow(viewOf(fails('transient')).view, before(DAY), NOW)).toEqual({ trusted: null, next: null })
  const away = new DoraAway('parti', { kind: 'transient', status: null, code: 'x' })
  for (const error of [fails('configuration'), away, new Error('disque')])
    await expect(asOfNow(viewOf(error).view, before(DAY), NOW)).rejects.toBe(error)
})

const TRUSTED: Trusted = {
  run: 'r1',
  moved: moved(),
  movedAt: slug => (slug === 's' ? 'hier' : undefined),
  compared: run => run === 'r1',
}
const known = { misses: 0, run: 'r1' }
test('an offer was compared when it was there in that run, with its service', () => {
  const link = { retired: null }
  expect(wasCompared(TRUSTED, link, known)).toBe(true)
  expect(wasCompared(TRUSTED, link, undefined)).toBe(false)
  expect(wasCompared(TRUSTED, link, { ...known, misses: 1 })).toBe(false)
  expect(wasCompared(TRUSTED, link, { ...known, run: 'r2' })).toBe(false)
  expect(wasCompared(TRUSTED, { retired: { at: '', status: null } }, known)).toBe(false)
})

test('nothing moved on either side: the same words settle it, at the date DORA shows', () => {
  const link = { slug: 's', settled: { fingerprint: 'f', modified: 'hier' }, retired: null }
  expect(isUntouched(TRUSTED, link, known, 'f')).toBe(true)
  expect(isUntouched(TRUSTED, { ...link, slug: 'autre' }, known, 'f')).toBe(true)
  expect(isUntouched(TRUSTED, link, known, 'g')).toBe(false)
  expect(isUntouched(null, link, known, 'f')).toBe(false)
  expect(isUntouched(TRUSTED, { ...link, settled: null }, known, 'f')).toBe(false)
  expect(isUntouched(TRUSTED, { ...link, settled: { fingerprint: 'f', modified: 'avant' } }, known, 'f')).toBe(false)
  expect(isUntouched(TRUSTED, link, { ...known, run: 'r2' }, 'f')).toBe(false)
})

test('one listing of a structure serves thirty seconds of creations, with what they made added; another structure, or a doubt, is read anew', async () => {
  const clock = manualClock('2026-11-24T08:00:00Z')
  let reads = 0
  const structures = new Map<string, DoraStructure>([
    ['home', sampleStructure()],
    ['autre', sampleStructure([], { slug: 'autre' })],
  ])
  const homes = new FreshHomes(
    {
      readStructure: async slug => {
        reads += 1
        return structures.get(slug) ?? null
      },
    },
    clock,
  )
  await homes.read('home')
  homes.add(sampleService())
  homes.add(sampleService({ slug: 'x', structure: 'autre' }))
  clock.advance(29_999)
  expect((await homes.read('home'))?.services).toEqual([
    {
      slug: 's',
      name: sampleService().fields.name,
      status: 'PUBLISHED',
      modificationDate: sampleService().modificationDate,
    },
  ])
  expect(reads).toBe(1)
  clock.advance(1)
  expect((await homes.read('home'))?.services).toEqual([])
  homes.forget()
  await homes.read('home')
  await homes.read('autre')
  expect(await homes.read('inconnue')).toBeNull()
  expect((await homes.read('autre'))?.slug).toBe('autre')
  expect(reads).toBe(5)
  homes.keep(sampleStructure([sampleService()]))
  expect((await homes.read('home'))?.services).toHaveLength(1)
  expect(reads).toBe(5)
})

test('the services of the départements come from a census of at most a day and a half, from DORA else', async () => {
  const clock = manualClock('2026-11-24T08:00:00Z')
  const names = [
    { slug: 'a', department: '35' },
    { slug: 'b', department: '29' },
  ]
  const of = async (started: string | null) => {
    const census = { list: async () => (started === null ? [] : [{ started }]), names: async () => names }
    const found = await knownServices(
      { census } as never,
      { listServices: async () => [{ slug: 'dora' }] as never },
      ['35'],
      clock,
    )
    return found.map(({ slug }) => slug)
  }
  expect(await of(null)).toEqual(['dora'])
  expect(await of('2026-11-22T20:00:00.001Z')).toEqual(['a'])
  expect(await of('2026-11-22T20:00:00.000Z')).toEqual(['dora'])
})

test('what DORA did not keep: a value that came back otherwise, a contact that the account may not see', () => {
  const answer = sampleService(
    { hidden: ['contactPhone', 'isContactInfoPublic', 'recurrence'] },
    { name: 'Autre', feeDetails: ' x ' },
  )
  const sent = {
    name: 'Envoyé',
    feeDetails: 'x',
    contactPhone: '0299000000',
    isContactInfoPublic: true,
    recurrence: 'lundi',
  }
  expect(notKept(sent, answer)).toEqual(['name', 'contactPhone'])
  expect(notKept({ contactPhone: '' }, answer)).toEqual([])
  expect(
    notKeptBefore({ base: { name: 'a', feeDetails: 'x' }, sent: { name: 'b', feeDetails: 'x', recurrence: 'y' } }),
  ).toEqual(['name'])
  expect(exceptFields(['name', 'feeDetails'])).toBe(
    'sauf nom et précisions sur les frais : DORA ne les a pas gardés comme envoyés',
  )
  expect(exceptFields(['name'])).toBe('sauf nom : DORA ne l’a pas gardé comme envoyé')
})

const said = { how: 'later' as const, plan: 'p', reason: 'non', by: 'Camille', at: 'hier' }
test('what people refused of one offer, by field: that very value and no other', () => {
  const stored = (key: string, topic: string, value: unknown) =>
    ({ source: 'x', key, topic, value, decided: 'hier', decidedBy: 'Camille' }) as never
  const value = { ours: 'Après', how: 'later', plan: 'p', reason: 'non' }
  const refused = refusedOf('a', [
    stored('a', 'refused:name', value),
    stored('b', 'refused:kind', value),
    stored('a', 'match', { create: true }),
  ])
  expect(refused).toEqual({ name: { ...value, by: 'Camille', at: 'hier' } })
  expect([
    isRefused('name', ' Après', refused),
    isRefused('name', 'Autre', refused),
    isRefused('kind', 'Après', refused),
  ]).toEqual([true, false, false])
  expect(withoutRefused({ name: 'Après', kind: 'Après' }, refused)).toEqual({ kind: 'Après' })
})

test('a new service without the values that people refused: a refused status leaves a draft, a name stays', () => {
  const { fields } = sampleService({}, { feeDetails: 'x' })
  const refuse = (field: keyof typeof fields) => ({ [field]: { ...said, ours: fields[field] } })
  expect(
    emptied(fields, { ...refuse('status'), ...refuse('publics'), ...refuse('feeDetails'), ...refuse('name') }),
  ).toEqual({
    ...fields,
    status: 'DRAFT',
    publics: [],
    feeDetails: null,
  })
  expect(emptied(fields, { feeDetails: { ...said, ours: 'autre' } })).toEqual(fields)
  expect(isOfferRefused(fields, {})).toBe(false)
  expect(isOfferRefused(fields, { '*': { ...said, ours: 'autre' } })).toBe(false)
})

test('who refused, and why, when it was said', () => {
  expect(sayRefused({ by: 'Camille', reason: '' })).toBe(
    'Refusé par Camille : ce n’est plus proposé tant que la source dit la même chose.',
  )
  expect(sayRefused({ by: 'Camille <camille@exemple.fr>', reason: 'doublon' })).toContain(
    'Refusé par Camille (doublon) :',
  )
})
