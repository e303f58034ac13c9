import { expect, test } from 'vitest'
import { geography, input, offer } from '../../test/coverage/small-departement.ts'
import { sheetCsv } from './csv.ts'
import { coverageReport } from './report.ts'
import { actionSection } from './sections/action.ts'
import { areaSection } from './sections/area.ts'
import { reportSheets } from './sheets.ts'

const [aval, bourg] = ['99001', '99002']
const draft = { status: 'DRAFT' as const, publishedAt: null }
const report = coverageReport(
  {
    ...input,
    offers: [
      offer('s1', 'a1', ['1/a'], { code_insee: aval }),
      offer('s1', 'a2', ['1/a', '2/x'], { code_insee: bourg }, draft),
      offer('s1', 'a3', ['1/a'], { code_insee: bourg }, draft),
      offer('s1', 'x1', ['2/x'], { code_insee: bourg }),
      offer('s1', 'gone', ['1/a'], { code_insee: bourg }, { state: 'retired' }),
      offer('s1', 'far', ['1/a'], { code_insee: bourg, modes_accueil: ['a-distance'] }),
      offer('s1', 'out', ['1/a'], { code_insee: bourg }, { structure: 'Le Jardin exclu' }),
    ],
  },
  geography,
)
const text = (markup: unknown) =>
  String(markup)
    .replace(/<[^>]+>/g, '|')
    .replace(/[|\s]+/g, ' ')
const area = (code: string) => {
  const found = report.areas.find(each => each.code === code)
  return found ? text(areaSection(report, found, {}, '')) : ''
}

test('where each action receives: published there, or known and not published', () => {
  expect(report.received).toEqual([
    { line: '1/a', epci: '999000001', published: 1, waiting: 0 },
    { line: '1/a', epci: '999000002', published: 0, waiting: 2 },
    { line: '2/x', epci: '999000002', published: 1, waiting: 1 },
  ])
})

test('how many offers of an action are missing in a territory, and which: on the page of either', () => {
  const here = area('999000002')
  expect(here).toContain(
    'Sur 4 actions qui demandent une offre : 1 a un service publié qui reçoit ici, 1 en a un en attente, 2 n’ont rien qui reçoive ici.',
  )
  expect(here).toContain(' 1 Action 1/a en attente 0 2 Aval ')
  expect(here).toContain(' 2 Action 2/x publiée 1 1 – ')
  expect(here).toContain(' 1 Action 1/b rien 0 0 – ')
  expect(here).toContain(' 3 Action 3/poste sans offre à référencer 0 0 – ')
  const action = text(actionSection(report, '1/a', {}))
  expect(action).toContain('Où cette action reçoit EPCI Services publiés En attente Aval 1 0 Bourg 0 2 Total 1 2 ')
  expect(action).toMatch(/Service a3 Structure Bourg brouillon/)
  expect(text(actionSection(report, '2/x', {}))).toContain('ne reçoit dans 1 autre EPCI : Aval.')
  expect(text(actionSection(report, '1/b', {}))).toContain('Aucun service de cette action')
  expect(text(actionSection(report, '3/poste', {}))).not.toMatch(/reçoi|Services qui répondent/)
})

test('the files say it too; a report of before this was counted says nothing of it', () => {
  const csv = (of: typeof report, id: string) =>
    reportSheets(of).flatMap(sheet => (sheet.id === id ? [sheetCsv(sheet, 'machine')] : []))[0] ?? ''
  expect(csv(report, 'actions')).toContain('Bourg (2 en attente)')
  expect(csv(report, 'actions')).toContain('Bourg (1 publié, 1 en attente)')
  expect(csv(report, 'services')).toMatch(/Service a1,Structure,Partenaire p1,Action 1\/a,Aval,/)
  const before = { ...report, received: null }
  expect(csv(before, 'actions')).not.toContain('Reçoit')
  const [first] = before.areas
  expect(first && text(areaSection(before, first, {}, ''))).not.toContain('Action par action')
})
