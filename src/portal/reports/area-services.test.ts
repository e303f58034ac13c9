import { expect, test } from 'vitest'
import type { CoverageGeography } from '../../coverage/geography.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import { areaServices, areaServicesTable } from './area-services.ts'

const service = (name: string, lines: string[], epci = 'here') => ({
  source: 's',
  key: name,
  name,
  slug: null,
  structure: 'Structure',
  lines,
  epci,
  seen: 'yes',
})
const report = {
  date: '2030-01-01',
  services: [service('Garde', ['7/a', '7/b', '2/x']), service('Chantier', []), service('Loin', ['7/a'], 'there')],
  lines: [
    { id: '2/x', fiche: 2, title: 'Chantier' },
    { id: '7/a', fiche: 7, title: 'Parents' },
    { id: '7/b', fiche: 7, title: 'Jeunes parents' },
  ],
} as unknown as CoverageReport
const ledger = { census: { async *standing() {} } } as unknown as Parameters<typeof areaServices>[0]

test('what is received in a territory says which fiches of the convention it answers, each once', async () => {
  const all = await areaServices(ledger, report, 'here', {} as CoverageGeography)
  const around = { pages: null, path: '/x', lines: report.lines }
  const rows = async (links: Parameters<typeof areaServicesTable>[2]['links']) =>
    String(await areaServicesTable(all, 0, { ...around, links }))
      .split('<tr')
      .slice(2)
      .map(row => row.replace(/<[^>]+>|^[^>]*>/g, '|').replace(/[|\s]+/g, ' '))
  const plain = await rows({})
  expect(plain).toHaveLength(2)
  expect(plain[0]).toContain('Garde Structure fiche 2, fiche 7 suivi par le robot')
  expect(plain[1]).toContain('Chantier Structure – suivi par le robot')
  const linked = String(await areaServicesTable(all, 0, { ...around, links: { line: id => `/actions/${id}` } }))
  expect([...linked.matchAll(/href="(\/actions\/[^"]+)"/g)].map(([, href]) => href)).toEqual([
    '/actions/2/x',
    '/actions/7/a',
  ])
})
