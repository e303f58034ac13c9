import { expect, test } from 'vitest'
import type { DoraStructureSummary } from '../dora/port.ts'
import { matchStructure } from './match-structure.ts'

function structure(slug: string, name: string, siret: string | null): DoraStructureSummary {
  return { slug, name, siret, department: '35', modificationDate: '2026-01-01T00:00:00Z', typology: null }
}

const known = [structure('prelude', 'Prélude', '11111111100011'), structure('pems', 'PEMS', null)]

test('the SIRET decides, whatever the name', () => {
  expect(matchStructure({ siret: '11111111100011', name: 'Tout autre' }, known)).toMatchObject({
    certainty: 'certain',
    structure: { slug: 'prelude' },
  })
})

test('a name never decides: it makes a person look', () => {
  expect(matchStructure({ siret: null, name: 'PEM’S' }, known).certainty).toBe('none')
  expect(matchStructure({ siret: null, name: 'prelude' }, known)).toMatchObject({
    certainty: 'doubtful',
    candidates: [{ slug: 'prelude' }],
  })
  expect(matchStructure({ siret: '22222222200022', name: 'PEMS' }, known)).toMatchObject({ certainty: 'doubtful' })
})

test('another establishment of the same organisation is said as such', () => {
  const match = matchStructure({ siret: '11111111100099', name: 'Prélude' }, known)
  expect(match.certainty === 'doubtful' && match.reason).toContain('autre établissement')
})

test('nothing near: none', () => {
  expect(matchStructure({ siret: '33333333300033', name: 'Ti Liammou' }, known)).toEqual({ certainty: 'none' })
})

test.each<[string, string | null, (string | null)[], string]>([
  [
    'no SIRET given',
    null,
    ['12345678900011'],
    'la source ne donne pas de SIRET et DORA connaît une structure de ce nom',
  ],
  [
    'another SIREN',
    '98765432100011',
    ['12345678900011'],
    'DORA connaît une structure de ce nom, sous un autre SIRET ou sans SIRET',
  ],
  ['none in DORA', '98765432100011', [null], 'DORA connaît une structure de ce nom, sous un autre SIRET ou sans SIRET'],
  [
    'a sister among others',
    '12345678900029',
    [null, '12345678900011'],
    'DORA connaît un autre établissement du même organisme',
  ],
])('why a person is asked about a structure of that name: %s', (_, siret, sirets, reason) => {
  const lines = sirets.map((each, n) => ({
    slug: `s${n}`,
    name: 'Le Relais',
    siret: each,
    department: '35',
    modificationDate: '',
    typology: null,
  }))
  expect(matchStructure({ siret, name: 'Le Relais' }, lines)).toMatchObject({ certainty: 'doubtful', reason })
})

test('a name just as near as is asked is told: 17 letters of 20', () => {
  const line = {
    slug: 's',
    name: 'Atelier abcdefghixyz',
    siret: null,
    department: '35',
    modificationDate: '',
    typology: null,
  }
  expect(matchStructure({ siret: null, name: 'Atelier abcdefghijkl' }, [line]).certainty).toBe('doubtful')
  expect(
    matchStructure({ siret: null, name: 'Atelier abcdefghijkm' }, [{ ...line, name: 'Atelier abcdefgwixyz' }])
      .certainty,
  ).toBe('none')
})
