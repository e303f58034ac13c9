import { expect, test } from 'vitest'
import { convention, geography, input } from '../../test/coverage/small-departement.ts'
import { headlines } from './headlines.ts'
import { coverageReport } from './report.ts'

const empty = { ...convention, fiches: [], partners: [] }

test.each([
  ['an EPCI or more', geography, 'Il reste 32 couples territoire–thématique sans aucune offre suivie.'],
  ['no EPCI', { epciOf: new Map(), epci: [] }, undefined],
])('a convention that pays no offer, in a département with %s: nothing is said to be referenced', (_, places, rest) => {
  const bare = { ...input, convention: empty, offers: [], sources: [], rejections: [] }
  expect(coverageReport(bare, places).headlines).toEqual([
    'La convention ne finance pas d’offre à référencer.',
    ...(rest ? [rest] : []),
  ])
})

const plain = (text: string) => text.replaceAll(/\u00A0|\u202F/g, ' ')
type Facts = Parameters<typeof headlines>[0]
const NO_MONEY = { total: 0, without_offer: 0, referenced: 0, partial: 0, missing: 0 }
function said(facts: Partial<Record<keyof Facts, unknown>>): string[] {
  const none = { lines: [], money: NO_MONEY, deserts: [], structures: [], catalogue: null }
  return headlines({ ...none, ...facts } as unknown as Facts, { offers: [], date: '2030-06-30' }).map(plain)
}
const lines = (...states: string[]) => states.map(state => ({ offer: state !== 'poste', state }))
const structures = (...published: number[]) => published.map(count => ({ published: count }))
const deserts = (...levels: string[]) => levels.map(level => ({ level }))

test.each<[string, Partial<Record<keyof Facts, unknown>>, string[]]>([
  [
    'one of each',
    {
      lines: lines('referenced', 'partial', 'poste'),
      money: { ...NO_MONEY, total: 5000, without_offer: 1000, referenced: 1000 },
      structures: structures(0, 3),
      deserts: deserts('rien', 'peu'),
    },
    [
      '1 action sur 2 est référencée dans DORA.',
      'Cela représente 1 000 € de la part de l’État, sur 4 000 € qui paient des offres (25 %).',
      'Il reste 1 action à référencer, 1 structure sans service publié et 1 couple territoire–thématique sans aucune offre suivie.',
    ],
  ],
  [
    'several, and no euro that pays an offer',
    {
      lines: lines('referenced', 'referenced', 'waiting', 'absent'),
      money: { ...NO_MONEY, total: 1000, without_offer: 1000 },
      structures: structures(0, 0, 1),
      deserts: deserts('rien', 'rien'),
      catalogue: { services: 10, read: 10 },
    },
    [
      '2 actions sur 4 sont référencées dans DORA.',
      'Cela représente 0 € de la part de l’État.',
      'Il reste 2 actions à référencer, 2 structures sans service publié et 2 couples territoire–thématique où le public ne trouve aucun service.',
    ],
  ],
  [
    'all, of a DORA that is not read whole',
    { lines: lines('referenced'), deserts: deserts('rien'), catalogue: { services: 10, read: 9 } },
    [
      '1 action sur 1 est référencée dans DORA.',
      'Cela représente 0 € de la part de l’État.',
      'Toutes les actions sont référencées ; il reste 1 couple territoire–thématique où le public ne trouve aucun des services lus en entier.',
    ],
  ],
])('what a prefect asks: %s', (_, facts, expected) => {
  expect(said(facts)).toEqual(expected)
})
