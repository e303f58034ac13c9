import { expect, test } from 'vitest'
import { conflictTitle, retitled } from './conflict-title.ts'

test('the title names the fields that wait for an answer, also once some were given', () => {
  const title = conflictTitle('Atelier «\u00A0vélo\u00A0»\u00A0: réparer', [
    { field: 'shortDesc' },
    { field: 'contactEmail' },
  ])
  expect(title).toMatch(/^Conflit sur «.Atelier «.vélo.».: réparer.».: résumé et /)
  expect(retitled(title, [{ field: 'shortDesc' }])).toBe(
    'Conflit sur «\u00A0Atelier «\u00A0vélo\u00A0»\u00A0: réparer\u00A0»\u00A0: résumé',
  )
})
