import { expect, test } from 'vitest'
import { lifeInDora } from './life-in-dora.ts'

const [WRITTEN, SAVED] = ['2030-03-01T09:00:00Z', '2030-03-05T09:00:00Z']
const link = { origin: 'created', published: '2030-02-01T09:00:00Z', modified: WRITTEN, edited: null } as const

test.each([
  ['nothing is in DORA', null, null, ''],
  [
    'the robot wrote last',
    link,
    null,
    'Publiée le 1er février 2030. Dernière écriture le 1er mars 2030, par le robot.',
  ],
  [
    'somebody saved since, as the last pass saw',
    { ...link, edited: SAVED },
    null,
    'Publiée le 1er février 2030. Dernière écriture le 5 mars 2030, par quelqu’un dans DORA.',
  ],
  [
    'somebody saved before the robot wrote',
    { ...link, edited: '2030-02-20T09:00:00Z' },
    null,
    'Publiée le 1er février 2030. Dernière écriture le 1er mars 2030, par le robot.',
  ],
  [
    'DORA shows a save that no pass saw yet',
    link,
    { publicationDate: '2030-02-02T09:00:00Z', modificationDate: SAVED },
    'Publiée le 2 février 2030. Dernière écriture le 5 mars 2030, par quelqu’un dans DORA.',
  ],
  [
    'DORA words the instant of our write otherwise',
    link,
    { publicationDate: null, modificationDate: '2030-03-01T10:00:00+01:00' },
    'Publiée le 1er février 2030. Dernière écriture le 1er mars 2030, par le robot.',
  ],
  [
    'a service taken over: who wrote it is not known',
    { ...link, origin: 'adopted' as const },
    null,
    'Publiée le 1er février 2030. Dernière écriture le 1er mars 2030.',
  ],
  ['never published', { ...link, published: null }, null, 'Dernière écriture le 1er mars 2030, par le robot.'],
  ['DORA gives no date', { ...link, published: null, modified: '' }, null, ''],
])('%s', (_, known, live, words) => {
  expect(lifeInDora(known, live).replaceAll(' ', ' ')).toBe(words)
})
