import { describe, expect, test } from 'vitest'
import { convention, geography, input, line, offer } from '../../test/coverage/small-departement.ts'
import type { CoverageInput } from './input.ts'
import { lineAccounts } from './lines.ts'
import { coverageReport } from './report.ts'
import { structuresSection } from './sections/structures.ts'
import { structureAccounts } from './structures.ts'

const accounts = (over: Partial<CoverageInput>) => {
  const given = { ...input, rejections: [], offers: [], ...over }
  return structureAccounts(given, lineAccounts(given))
}
const upToDate = (...confirmed: (string | null)[]) =>
  accounts({ offers: confirmed.map((confirmedAt, n) => offer('s1', `o${n}`, ['1/a'], {}, { confirmedAt })) })[0]
    ?.up_to_date

test('up to date: something is published, and all of it was confirmed in the last 180 days', () => {
  expect(upToDate()).toBe(false)
  expect(upToDate('2030-01-01', '2030-06-30')).toBe(true)
  expect(upToDate('2029-12-31')).toBe(false)
  expect(upToDate('2030-06-30', null)).toBe(false)
})

test('the last contact counts, whatever the order; what a source of nobody tells is nobody’s', () => {
  const contacts = [
    { partner: 'p1', day: '2030-05-02' },
    { partner: 'p1', day: '2030-06-01' },
    { partner: 'p2', day: '2030-06-29' },
    { partner: 'p1', day: '2030-01-30' },
  ]
  const sources = [
    ...input.sources,
    { id: 's0', name: 'Sans partenaire', partner: '', lastSuccess: null, outcome: null },
  ]
  const partners = [...convention.partners, { ...convention.partners[0], id: '' }] as typeof convention.partners
  const fiches = convention.fiches.map(fiche => ({ ...fiche, lines: [...fiche.lines, line('1/z', 1, '')] }))
  const offers = [offer('s9', 'o', ['1/a']), offer('s2', 'q', ['1/b'], {}, { slug: null })]
  expect(
    accounts({ contacts, offers }).map(({ partner, contacted, in_dora }) => [partner, contacted, in_dora]),
  ).toEqual([
    ['p1', '2030-06-01', 0],
    ['p2', '2030-06-29', 0],
  ])
  expect(
    accounts({
      contacts,
      sources,
      convention: { ...convention, partners, fiches },
      offers: [offer('s0', 'o', ['1/z'])],
    }).at(-1),
  ).toMatchObject({ partner: '', in_dora: 0, contacted: null })
})

test('a partner’s euros are those of its offers: an amount shared with others counts, a post does not', () => {
  const [fiche] = convention.fiches
  if (fiche === undefined) throw new Error('no fiche')
  const money = (state: number) => ({ amounts: { state, department: null } })
  const lines = [
    line('1/a', 1, 'p1', money(1)),
    line('1/b', 1, 'p1', { ...money(10), offer: false }),
    line('1/c', 1, 'p1'),
    line('1/d', 1, 'p2'),
    line('1/e', 1, 'p2', money(1000)),
  ]
  const shared = [{ lines: ['1/c', '1/d'], amounts: { state: 100, department: null }, places: null, text: '' }]
  const found = accounts({
    convention: { ...convention, fiches: [{ ...fiche, lines, shared }] },
    offers: [offer('s1', 'o', ['1/a'])],
  })
  expect(found).toMatchObject([
    { partner: 'p1', state_euros: 101, state_euros_referenced: 1, state_euros_missing: 100 },
    { partner: 'p2', state_euros: 1100, state_euros_referenced: 0, state_euros_missing: 1100 },
  ])
})

describe('which partners have not answered', () => {
  const [may, june] = ['2030-05-01', '2030-06-01']
  const of = (contacts: string[], answers: string[]) => {
    const days = (list: string[]) => list.map(day => ({ partner: 'p1', day }))
    return coverageReport({ ...input, contacts: days([...contacts, ...answers]), answers: days(answers) }, geography)
  }
  test.each([
    ['nobody was in touch', [], [], 'Aucune structure n’a encore été appelée'],
    ['written to, nothing said', [may], [], '1 structure contactée sur 2, dont 1 sans réponse : Partenaire p1.'],
    ['written to, then answered', [may], [june], '1 structure contactée sur 2, et aucune ne reste sans réponse.'],
    ['written to again since it answered', [june], [may], 'dont 1 sans réponse : Partenaire p1.'],
    ['a call is its own answer', [], [may], '1 structure contactée sur 2, et aucune ne reste sans réponse.'],
  ])('%s', (_, contacts, answers, said) => {
    const page = String(structuresSection(of(contacts, answers), {}))
    expect(page).toContain(said)
    expect(page).toContain('A répondu le')
  })

  test('a report of before this was told says nothing of it', () => {
    const page = String(structuresSection(coverageReport({ ...input, contacts: [] }, geography), {}))
    expect(page).not.toMatch(/répondu|contactées? sur/)
  })
})
