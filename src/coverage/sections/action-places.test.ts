import { expect, test } from 'vitest'
import type { CoverageReport } from '../report-contract.ts'
import { actionsHere } from './action-places.ts'

const line = (id: string, title: string, partner: string) => ({
  id,
  fiche: 1,
  title,
  offer: true,
  partners: [{ id: partner, name: partner, published: false }],
})

test('two actions of one title are told apart by who carries them; the others are not', () => {
  const lines = [
    line('1/a', 'Aide au numérique', 'Adie'),
    line('1/b', 'Aide au numérique', 'Presol'),
    line('1/c', 'Permis', 'Horizon'),
  ]
  const report = { received: [], areas: [], lines } as unknown as CoverageReport
  const rows = [...String(actionsHere(report, '1', {})).matchAll(/<th scope="row"[^>]*>(.*?)<\/th>/g)].map(
    ([, name]) => name,
  )
  expect(rows).toEqual(['Aide au numérique (Adie)', 'Aide au numérique (Presol)', 'Permis', 'Total'])
})
