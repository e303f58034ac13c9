import { expect, test } from 'vitest'
import { convention, geography, input, line } from '../../../test/coverage/small-departement.ts'
import { coverageReport } from '../report.ts'
import { actionSection } from './action.ts'
import { parcoursSection } from './parcours.ts'

const text = (markup: unknown) =>
  String(markup)
    .replace(/<[^>]+>/g, '|')
    .replace(/[|\s]+/g, ' ')
const aid = { ceilingPerPerson: 1000, placesText: 'Aide de 1 000 € au plus' }

test.each([
  [
    'a ceiling of aid',
    aid,
    '1 000 € au plus par personne non dit',
    'Places non dites Aide 1 000 € au plus par personne',
  ],
  [
    'people of one session',
    { placesPerSession: { min: 8, max: 12 } },
    'non dit 8 à 12 par session',
    'Places 8 à 12 par session',
  ],
  ['as many each time', { placesPerSession: { min: 8, max: 8 } }, 'non dit 8 par session', 'Places 8 par session'],
  [
    'both',
    { ...aid, placesPerSession: { min: 8, max: 8 } },
    'par personne 8 par session',
    'Places 8 par session Aide 1 000 €',
  ],
  ['words of places', { placesText: 'Dix par mois' }, 'non dit non dit', 'Places Dix par mois'],
  ['places', { places: 10, amounts: { state: 10_000, department: null } }, '2 000 € 10', 'Places 10 '],
])('%s: euros are a cost and never places', (_, said, row, action) => {
  const [fiche] = convention.fiches
  if (!fiche) throw new Error('no fiche')
  const fiches = [{ ...fiche, state: 10_000, department: 10_000, lines: [line('1/n', 1, 'p1', said)], shared: [] }]
  const report = coverageReport({ ...input, offers: [], convention: { ...convention, fiches } }, geography)
  expect(text(parcoursSection(report, {})).replace(/\s/g, ' ')).toContain(row)
  expect(text(actionSection(report, '1/n', {})).replace(/\s/g, ' ')).toContain(action)
})
