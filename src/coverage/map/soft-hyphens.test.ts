import { expect, test } from 'vitest'
import { softHyphens } from './soft-hyphens.ts'

test.each([
  ['Châteaugiron', 'Châ-teau-gi-ron'],
  ['Brocéliande', 'Bro-cé-liande'],
  ['Bretagne Romantique', 'Bretagne Roman-tique'],
  ['Côte d’Émeraude', 'Côte d’Éme-raude'],
  ['Intercommunalité', 'Inter-com-mu-na-lité'],
  ['Saint-Méen Montauban', 'Saint-Méen Mon-tau-ban'],
  ['Vitré, Redon, Rennes', 'Vitré, Redon, Rennes'],
])('%s may be cut so: %s', (name, cut) => {
  expect(softHyphens(name).replaceAll('\u00AD', '-')).toBe(cut)
  expect(softHyphens(name).replaceAll('\u00AD', '')).toBe(name)
})
