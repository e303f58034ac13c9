import { expect, test } from 'vitest'
import { originColumns, toldOrigins, whoseSentence } from './origins.ts'
import type { CoverageReport } from './report-contract.ts'

type Told = Pick<CoverageReport, 'catalogue' | 'areas'>
const told = (catalogue: object | null, ...elsewhere: number[]): Told =>
  ({
    catalogue: catalogue && {
      taken: '2030-06-28',
      services: 9,
      read: 9,
      seen: { followed: 3, others: 2, elsewhere: 0 },
      ...catalogue,
    },
    areas: elsewhere.map(reachable => ({ origins: { elsewhere: { on_site: 0, reachable } } })),
  }) as unknown as Told
const seen = { followed: 3, others: 2, elsewhere: 4 }

test('who holds services is told once there was a census that tells them apart, other sources only when they have some', () => {
  const [dora, all] = [
    ['followed', 'others'],
    ['followed', 'others', 'elsewhere'],
  ]
  expect([toldOrigins(told(null)), toldOrigins(told({ untold: true, seen }, 1))]).toEqual([[], []])
  expect([toldOrigins(told({})), toldOrigins(told({}, 0, 0))]).toEqual([dora, dora])
  expect([toldOrigins(told({ seen })), toldOrigins(told({}, 0, 2))]).toEqual([all, all])
  const [first] = originColumns<{ origins: { followed: { on_site: number; reachable: number } } & never }>(
    told({}),
    'on_site',
  )
  expect(first).toMatchObject({ header: 'dont suivis par le robot', number: true })
  expect(first?.cell({ origins: { followed: { on_site: 1200, reachable: 1 } } } as never)).toBe('1 200')
})

test('what the figures of territories count, and what is not in them yet', () => {
  const head = 'Ces chiffres sont ceux des services que le public trouve : '
  const known = `${head}3 suivis par le robot, 2 autres dans DORA`
  const from = ', d’après le recensement du 28 juin 2030.'
  expect(whoseSentence(told(null))).toMatch(/^Le département n’a pas encore été recensé dans DORA/)
  expect(whoseSentence(told({}))).toBe(`${known}${from}`)
  expect(whoseSentence(told({ untold: true }))).toBe(`${head}5 dans DORA${from}`)
  expect(whoseSentence(told({ seen }))).toBe(`${known}, 4 d’autres sources${from}`)
  expect(whoseSentence(told({ seen, elsewhere_taken: '2030-06-20' }))).toBe(
    `${known}, 4 d’autres sources (fichier de data·inclusion lu le 20 juin 2030)${from}`,
  )
  expect(whoseSentence(told({ read: 8 }))).toBe(
    `${known}${from} 1 fiche n’a pas encore été lue en entier et ne compte dans aucun territoire.`,
  )
  expect(whoseSentence(told({ read: 7 }))).toBe(
    `${known}${from} 2 fiches n’ont pas encore été lues en entier et ne comptent dans aucun territoire.`,
  )
})
