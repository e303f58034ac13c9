import { expect, test } from 'vitest'
import { convention, geography, input } from '../../test/coverage/small-departement.ts'
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
