import { expect, test } from 'vitest'
import { loadConvention } from '../../convention/load.ts'
import { ABANDONED_PATH } from '../routes/paths.ts'
import { robotSentence, weekOf, weekTitle } from './week.ts'

const convention = loadConvention('config/conventions/2024.yaml')
const sources = [
  { id: 'a', name: 'Une source', partner: 'apase' },
  { id: 'b', name: 'Une autre', partner: 'adie' },
]
const item = (id: string, kind: 'structure' | 'match' | 'quarantine' | 'rejection', source: string) => ({
  id,
  kind,
  source,
  key: `offer-${id}`,
  title: `${kind} ${id}`,
  opened: '2026-11-23T03:15:00.000Z',
})
const week = (parts: Partial<Parameters<typeof weekOf>[0]>) =>
  weekOf({ alerts: [], items: [], asked: [], sources, convention, ...parts })

test('things alike are one line that leads to their list; one alone leads to itself', () => {
  const { tasks } = week({ items: [item('1', 'structure', 'a'), item('2', 'structure', 'b'), item('3', 'match', 'b')] })
  expect(tasks.map(({ title, action }) => [title, action.href])).toEqual(
    expect.arrayContaining([
      ['2 structures à confirmer', '/a-traiter#structure'],
      ['match 3', '/a-traiter/3'],
    ]),
  )
  expect(tasks).toHaveLength(2)
})

test('what is broken comes first, then what holds a pass, then requests, then what brings the most euros', () => {
  const { tasks } = week({
    alerts: [{ tone: 'bad', text: 'DORA ne répond pas.', href: null }],
    items: [item('1', 'match', 'b'), item('2', 'structure', 'a'), item('3', 'quarantine', 'b')],
    answers: [
      { source: 'b', key: 'offer-1', actions: ['1/numerique-adie'] },
      { source: 'a', key: 'offer-2', actions: ['5/accompagnement'] },
    ],
    asked: [{ id: 's1', partner: 'apase', title: 'Corriger le téléphone', at: '2026-11-24T08:00:00.000Z' }],
  })
  expect(tasks.map(task => task.title).slice(0, 3)).toEqual([
    'DORA ne répond pas.',
    'quarantine 3',
    'Corriger le téléphone',
  ])
  const euros = tasks.slice(3).map(task => Number(/(\d[\d\s]*)\s€/.exec(task.detail)?.[1]?.replace(/\s/g, '') ?? 0))
  expect(euros).toEqual(euros.toSorted((one, other) => other - one))
  expect(euros[0]).toBeGreaterThan(0)
})

test('what waits holds the euros of its own lines: neither the others of its partner, nor those of an offer outside the convention', () => {
  const answers = [
    { source: 'a', key: 'offer-1', actions: ['4/no-code'] },
    { source: 'a', key: 'offer-2', actions: ['4/paead'] },
  ]
  const details = (items: Parameters<typeof weekOf>[0]['items']) =>
    week({ items, answers }).tasks.map(task => task.detail)
  const no = ' depuis le 23 novembre 2026.'
  expect(details([item('1', 'match', 'a')])).toEqual([`Une source,${no} L’État y met 4 000 €.`])
  expect(details([{ ...item('9', 'structure', 'a'), key: null }])).toEqual([`Une source,${no} L’État y met 34 000 €.`])
  expect(details([item('1', 'match', 'b')])).toEqual([`Une autre,${no}`])
})

test('the button of an alert says what it opens', () => {
  const alert = { tone: 'bad', text: 'x' } as const
  const { tasks } = week({
    alerts: [
      { ...alert, href: '/sources/a', source: { standing: 'failed', name: 'Une source' } },
      { ...alert, href: '/sources' },
      { ...alert, href: ABANDONED_PATH },
      { ...alert, href: null },
    ],
  })
  expect(tasks.map(task => task.action)).toEqual([
    { label: 'Voir la source', href: '/sources/a' },
    { label: 'Voir les sources', href: '/sources' },
    { label: 'Voir les travaux', href: ABANDONED_PATH },
    { label: 'Voir l’alerte', href: '/alertes' },
  ])
})

test('one draft is said of one, several of several', () => {
  const detail = (drafts: number) =>
    week({ drafts: Array.from({ length: drafts }, () => ({ missing: [] })) }).tasks[0]?.detail.replaceAll(/\s/g, ' ')
  expect([detail(1), detail(2)]).toEqual([
    'Le public ne le voit pas : 1 est complet.',
    'Le public ne les voit pas : 2 sont complets.',
  ])
})

test('a rejection asks nothing of the gestionnaire; nothing to do is said', () => {
  expect(week({ items: [item('1', 'rejection', 'a')] })).toEqual({ tasks: [], minutes: 0 })
  expect(weekTitle(0, 0)).toBe('Rien ne vous attend')
  expect(weekTitle(7, 30)).toBe('Sept choses vous attendent, une demi-heure environ')
})

test('what the robot did is one sentence, failures last', () => {
  const run = (source: string, created: number, failed = false) => ({
    source,
    counts: failed ? null : { created, updated: 0, retired: 0 },
    failed,
  })
  expect(robotSentence([])).toBe('Le robot n’a rien lu cette semaine.')
  expect(robotSentence([run('a', 0)])).toMatch(/^1\s+source lue : rien n’a changé dans DORA\.$/)
  expect(robotSentence([run('a', 2), run('b', 0, true)])).toMatch(
    /^1\s+source lue : 2\s+offres créées\. 1\s+source n’a pas pu être lue\.$/,
  )
  expect(robotSentence([run('a', 0), run('a', 0, true)])).toMatch(/^1\s+source lue : rien n’a changé dans DORA\.$/)
})

test('sources that stand alike are one line from three on, with how long one look takes', () => {
  const unread = (name: string) => ({
    tone: 'warn' as const,
    text: `${name} : jamais lue avec succès.`,
    href: `/sources/${name}`,
    source: { standing: 'unread' as const, name },
  })
  const week = (names: string[]) => weekOf({ alerts: names.map(unread), items: [], asked: [], sources: [], convention })
  expect(week(['a', 'b']).tasks.map(({ title }) => title)).toEqual([
    'a : jamais lue avec succès.',
    'b : jamais lue avec succès.',
  ])
  expect(week(['a', 'b', 'c']).tasks).toMatchObject([
    { title: '3 sources n’ont jamais été lues avec succès', action: { href: '/sources' } },
  ])
  expect(week(['a', 'b', 'c']).minutes).toBe(5)
})
