import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import { SourceConfig } from '../config/source.ts'
import { parseYaml } from '../config/yaml-file.ts'
import type { Convention } from '../convention/convention.ts'
import { lazyText } from '../harvest/lazy-text.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { lexiconOf } from '../normalise/lexicon.ts'
import { parseMapping } from '../normalise/mapping/load-mapping.ts'
import type { Choices } from './choices.ts'
import { chosen } from './lesson.ts'
import { createStudio, idOf, type OpenLesson, type Studio, TeachingRefused } from './studio.ts'

const block = (name: string, label = 'Public', who = 'Familles') =>
  `<h2>${name}</h2><p>Deux heures pour faire ensemble, avec du café.</p><p><b>${label} :</b> ${who}</p><p><b>Horaires :</b> le lundi de 14 h à 16 h</p><p><b>Appelé aussi :</b> ${name} partagé</p>`
const CONVENTION = { title: '', fiches: [], partners: [], excluded: [], department: '35' } as unknown as Convention
const ADDRESS = 'https://asso.example/ateliers'
let clock: ManualClock
let ledger: Ledger
let studio: Studio
let page: string

beforeEach(async () => {
  clock = manualClock('2026-11-24T13:30:00Z')
  ledger = await openLedger({ path: ':memory:' }, { clock })
  page = block('Café') + block('Jardin')
  const last = new Map<string, { config: SourceConfig; mapping: ReturnType<typeof parseMapping> }>()
  studio = createStudio({
    ledger,
    newId: sequentialIds(),
    now: () => clock.now(),
    today: () => '2026-11-24',
    convention: () => CONVENTION,
    lexicon: () => lexiconOf({}),
    inFiles: new Set(['pems']),
    source: id => last.get(id) ?? null,
    async changed() {
      last.clear()
      for (const { source, config, mapping, state } of await ledger.taughtSources.last())
        if (state === 'taught')
          last.set(source, {
            config: parseYaml(config, SourceConfig, source),
            mapping: parseMapping(mapping, source, lexiconOf({})),
          })
    },
    fetcher: () => ({
      get: async address =>
        lazyText({
          hash: `${page.length}`,
          address,
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: new TextEncoder().encode(`<!doctype html><main><h1>Nos ateliers</h1>${page}</main>`),
          unchanged: false,
          fetchedAt: clock.now().toISOString(),
        }),
      stream: () => Promise.reject(new Error('not asked')),
      close: async () => undefined,
    }),
  })
})
afterEach(() => ledger.close())

const look = (partner = 'cafe', name = 'Ateliers du lundi') =>
  studio.look({ address: ADDRESS, file: null, name, partner, partnerName: partner, action: null }, 'Camille')
const keep = ({ id }: OpenLesson, by = 'Camille') => studio.keep(id, by, 'Corrigé : Public')
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'kept',
    (error: Error) => (error instanceof TeachingRefused ? error.message : Promise.reject(error)),
  )

test('a name that a withdrawn source of another partner had is refused: their services would be written over', async () => {
  const source = await keep(await look())
  expect(source).toBe('ateliers-du-lundi')
  expect(await refusal(look('velo').then(keep))).toContain('s’appelle déjà')
  await studio.withdraw(source, 'Camille')
  expect(await refusal(look('velo').then(keep))).toContain('garde ses offres : choisissez un autre nom')
  // The same partner takes it up again.
  expect(await keep(await look())).toBe(source)
  expect((await studio.versions(source)).map(({ version, state }) => [version, state])).toEqual([
    [3, 'taught'],
    [2, 'withdrawn'],
    [1, 'taught'],
  ])
})

test('a name under which the ledger still keeps offers, whose file is gone, is refused', async () => {
  const seen = { source: 'ateliers-du-lundi', key: 'cafe', name: 'Café', version: clock.now().toISOString(), run: 'r' }
  await ledger.offers.saw({ ...seen, fingerprint: 'f', record: null, rejection: null })
  expect(await refusal(look().then(keep))).toContain('garde ses offres')
})

test('two persons who teach one source: the second is told what the first kept, and keeps over it knowingly', async () => {
  const source = await keep(await look())
  const [mine, theirs] = [await studio.reopen(source, null, 'Camille'), await studio.reopen(source, null, 'Noa')]
  if (mine === null || theirs === null) throw new Error('not opened')
  const answered = await studio.choose(
    theirs,
    { ...chosen(theirs.lesson), fields: { frais: { kind: 'silent' } } },
    'Noa',
  )
  await keep(answered, 'Noa <noa@example.org>')
  const told = await refusal(keep(mine))
  expect(told).toMatch(/^Noa a enregistré la version 2 de cette source le 24 novembre 2026.*\(Corrigé : Public\)/)
  expect(await studio.versions(source)).toHaveLength(2)
  expect(await keep(mine)).toBe(source)
  expect(await studio.versions(source)).toHaveLength(3)
  const late = await studio.reopen(source, null, 'Camille')
  if (late === null) throw new Error('not opened')
  await studio.withdraw(source, 'Noa')
  expect(await refusal(keep(late))).toMatch(/^Noa a retiré cette source.*la remettra en service/)
})

test('a telephone call opens a source of its own: never that of another partner, nor one that was read', async () => {
  const who = { partner: 'cafe', partnerName: 'Café', action: null }
  const other = await keep(await look('velo', 'Cafe'))
  expect(other).toBe('cafe')
  expect(await studio.openByPhone(who, 'Camille')).toBe('cafe-telephone')
  expect(await studio.versions('cafe')).toHaveLength(1)
  // Pressed twice, or opened again once it was withdrawn, it is the same source.
  expect(await Promise.all([who, who].map(each => studio.openByPhone(each, 'Camille')))).toEqual(
    Array(2).fill('cafe-telephone'),
  )
  await studio.withdraw('cafe-telephone', 'Camille')
  expect(await studio.openByPhone(who, 'Camille')).toBe('cafe-telephone')
  expect((await studio.versions('cafe-telephone')).map(({ state }) => state)).toEqual(['taught', 'withdrawn', 'taught'])
})

test('what was said of one offer stays its own when its name is shown elsewhere, and comes back with it', async () => {
  const open = await look()
  const free = { frais: { kind: 'constant', value: 'gratuit' } } as const
  const said = await studio.choose(open, { ...chosen(open.lesson), offers: { Café: free }, out: ['Jardin'] }, 'C')
  const named = { nom: { kind: 'shown', shown: { label: 'Appelé aussi' } } } as const
  const renamed = await studio.choose(said, { ...chosen(said.lesson), fields: named }, 'C')
  expect(chosen(renamed.lesson)).toMatchObject({ offers: { 'Café partagé': free }, out: ['Jardin partagé'] })
  expect(renamed.tried.offers.map(({ offer }) => offer?.service.frais ?? null)).toEqual(['gratuit', null])
  const back = await studio.choose(renamed, { ...chosen(renamed.lesson), fields: {} }, 'C')
  expect(chosen(back.lesson)).toMatchObject({ offers: { Café: free }, out: ['Jardin'] })
})

test('an answer that was typed holds when the page calls its field otherwise: nothing is lost, and nothing is put in its place', async () => {
  const open = await look()
  const typed: Choices['fields'] = { publics: { kind: 'constant', value: ['femmes'] } }
  const source = await keep(await studio.choose(open, { ...chosen(open.lesson), fields: typed }, 'C'))
  const [version] = await studio.versions(source)
  expect(JSON.parse(version?.lesson ?? '').labels).not.toHaveProperty('publics')
  page = block('Café', 'Ceux qui viennent') + block('Jardin', 'Ceux qui viennent')
  const again = await studio.reopen(source, null, 'C')
  expect(again && chosen(again.lesson).fields).toEqual(typed)
})

test.each([
  ['Ateliers du lundi', 'ateliers-du-lundi'],
  ['Atelier de 20 m²', 'atelier-de-20-m2'],
  ['Le 1ᵉʳ pas', 'le-1er-pas'],
  ['Straße, Łódź, Søren', 'strasse-lodz-soren'],
  ['Мастерская', 'source'],
  ['🎨', 'source'],
  [`${'a'.repeat(59)} ${'b'.repeat(5)}`, 'a'.repeat(59)],
])('the source «%s» is known as %s', (name, id) => {
  expect(idOf(name)).toBe(id)
  expect(SourceConfig.shape.id.safeParse(idOf(name)).success).toBe(true)
})
