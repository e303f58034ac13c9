import { expect, test } from 'vitest'
import { conflictTitle, retitled } from './conflict-title.ts'

test('the title names the fields that wait for an answer, also once some were given', () => {
  const title = conflictTitle('Atelier « vélo » : réparer', [{ field: 'shortDesc' }, { field: 'contactEmail' }])
  expect(title).toMatch(/^Conflit sur «.Atelier «.vélo.».: réparer.».: résumé et /)
  expect(retitled(title, [{ field: 'shortDesc' }])).toBe('Conflit sur « Atelier « vélo » : réparer » : résumé')
})
