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
