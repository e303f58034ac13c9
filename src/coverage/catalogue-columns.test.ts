import { expect, test } from 'vitest'
import { CATALOGUE_COLUMNS } from './catalogue-columns.ts'
import type { CatalogueAccount, CatalogueCounts, CatalogueMonth } from './catalogue-contract.ts'
import { catalogueSection } from './sections/catalogue.ts'
import { catalogueSheet } from './sheets-of-territory.ts'

const sums = { structures: 4, orphans: 1, services: 10, published: 8, visible: 7, unknown: 0, upToDate: 5, read: 10 }
const measured = (quality: number | null, delay: number | null): CatalogueCounts => ({
  ...sums,
  quality: { median: quality, counted: quality === null ? 0 : 8, good: 3 },
  delay: { median: delay, counted: delay === null ? 0 : 6 },
})
const months: CatalogueMonth[] = [
  { date: '2026-08-31', counts: sums },
  { date: '2026-09-30', counts: measured(0.7, 12) },
  { date: '2026-10-31', counts: measured(null, null) },
  { date: '2026-11-24', counts: measured(0.825, 0) },
]
const account: CatalogueAccount = {
  ...measured(0.825, 0),
  taken: '2026-11-24',
  structures_seen: 3,
  seen: { followed: 1, others: 6, elsewhere: 0 },
  months,
}
const shown = (counts: CatalogueCounts) => CATALOGUE_COLUMNS.slice(-2).map(column => column.shown(counts))

test('a census that did not note quality nor delay says so, never zero', () => {
  expect(months.map(({ counts }) => shown(counts))).toEqual([
    ['non relevé', 'non relevé'],
    ['70 %', '12 jours (pour 6 sur 8)'],
    ['pas encore su', 'pas encore su'],
    ['83 %', 'moins d’un jour (pour 6 sur 8)'],
  ])
})

test('the sheet of months holds both, with how many are known', () => {
  const { columns, rows } = catalogueSheet(account)
  expect(columns.slice(-5).map(({ header }) => header)).toEqual([
    'Qualité médiane (%)',
    'À 80 % ou plus',
    'Qualité connue de',
    'Délai de publication médian (jours)',
    'Délai connu de',
  ])
  expect(rows.map(row => row.slice(-5))).toEqual([
    Array(5).fill('non relevé'),
    [70, 3, 8, 12, 6],
    [null, 3, 0, null, 0],
    [82.5, 3, 8, 0, 6],
  ])
})

test('the page draws each figure from the first month that noted it, and says what it is not', () => {
  const page = String(catalogueSection({ catalogue: account }))
  expect(page).toContain('Services que le public voit : de 7 en août 2026 à 7 en nov. 2026.')
  expect(page).toContain('médiane en pourcentage : de 70 % en sept. 2026 à 83 % en nov. 2026.')
  expect(page).toContain('médiane en jours : de 12 jours en sept. 2026 à moins d’un jour en nov. 2026.')
  expect(page).toMatch(/rien de la valeur du service/)
  expect(page).toMatch(/rien du temps passé avant la création/)
})
