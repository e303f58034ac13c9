import { expect, test } from 'vitest'
import { geography, input } from '../../../test/coverage/small-departement.ts'
import { gapsOf } from '../gaps.ts'
import { coverageReport } from '../report.ts'
import { communesWithout } from './communes.ts'

const report = coverageReport(input, geography)
const communes = [
  { name: 'Amont', epci: '999000001' },
  { name: 'Bourg-le-Haut', epci: '999000002' },
  { name: 'Bourg-le-Bas', epci: '999000002' },
  { name: 'L’Île', epci: null },
]
const said = (thematique: string, some = communes) =>
  String(communesWithout(gapsOf(report, { thematique }), some, { area: code => `/t/${code}` }))
    .replace(/<[^>]+>/g, '|')
    .replace(/[|\s]+/g, ' ')

test('of one thématique, the communes of the EPCI where there is nothing, with how many people live there', () => {
  const mobility = said('mobilite')
  expect(mobility).toContain('3 communes n’ont rien, ni sur place, ni d’ailleurs, ni à distance : 30 000 habitants.')
  expect(mobility).toContain(' Bourg 10 000 2 Bourg-le-Haut, Bourg-le-Bas ')
  expect(mobility).toContain('Hors de tout EPCI, et comptées nulle part : L’Île.')
})

test('where every EPCI has something, no commune is named, and what that does not say is said', () => {
  const digital = said('numerique', communes.slice(0, 3))
  expect(digital).toContain('Aucune commune n’est dans un EPCI où il n’y a rien.')
  expect(digital).toContain('dans un EPCI où il y en a, une commune peut ne pas y avoir droit. ')
  expect(digital).not.toMatch(/Amont|Hors de tout/)
})
