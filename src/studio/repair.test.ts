import { expect, test } from 'vitest'
import type { ReadOut } from './read-task.ts'
import { type OldReading, repairOf } from './repair.ts'

const OLD: OldReading[] = [
  {
    name: 'Café du jeudi',
    words: { publics: 'Parents allocataires du RSA', horaires_accueil: 'Le jeudi de 9 h à 11 h' },
  },
  { name: 'Atelier vélo', words: { publics: 'Demandeurs d’emploi', horaires_accueil: 'Le mardi de 14 h à 16 h' } },
]
const LABELS = { publics: 'Public', horaires_accueil: 'Horaires' }

function offer(name: string, lines: [label: string | null, text: string][]): ReadOut['offers'][number] {
  const nom = {
    value: name,
    words: name,
    where: '',
    confidence: 'haute',
    reason: '',
    unread: [],
    alternatives: [],
  } as const
  return {
    key: name,
    fields: { nom: { ...nom, unread: [], alternatives: [] } },
    lines: lines.map(([label, text], at) => ({ rank: at + 1, label, text, where: '' })),
  }
}
const page = (offers: ReadOut['offers']) => ({ found: `${offers.length} offres`, offers, notOffers: [] })

test('a label that was reworded, blocks in another order: the old words tell where to read now', () => {
  const repair = repairOf(
    LABELS,
    OLD,
    page([
      offer('Atelier vélo', [
        ['Horaires', 'Le mardi de 14 h à 16 h'],
        ['Qui vient ici', 'Demandeurs d’emploi'],
      ]),
      offer('Café du jeudi', [
        ['Horaires', 'Le jeudi de 9 h à 11 h'],
        ['Qui vient ici', 'Parents allocataires du RSA'],
      ]),
    ]),
  )
  expect(repair).toMatchObject({
    kind: 'repaired',
    fields: { publics: { kind: 'shown', shown: { label: 'Qui vient ici' } } },
  })
  expect(repair.kind === 'repaired' && repair.because).toContain('« Public » s’appelle maintenant « Qui vient ici »')
})

test('nothing lost, nothing proposed', () => {
  const same = OLD.map(({ name, words }) =>
    offer(name, [
      ['Public', words.publics ?? ''],
      ['Horaires', words.horaires_accueil ?? ''],
    ]),
  )
  expect(repairOf(LABELS, OLD, page(same))).toEqual({ kind: 'same' })
})

test('a page that became something else: no proposal, and why', () => {
  const other = repairOf(LABELS, OLD, page([offer('Location de salles', [['Tarif', '50 €']])]))
  expect(other).toMatchObject({ kind: 'other', because: expect.stringContaining('0 sur 2') })
  const none = repairOf(LABELS, OLD, {
    ...page([]),
    notOffers: [{ words: 'Domaine à vendre', because: 'une autre partie du site' }],
  })
  expect(none).toMatchObject({ kind: 'other', because: expect.stringContaining('Domaine à vendre') })
})
