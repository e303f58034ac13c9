import { conventionOf } from '../../convention/in-force.ts'
import { bilanOf } from '../../coverage/bilan/bilan.ts'
import type { Bilan } from '../../coverage/bilan/bilan-contract.ts'
import { missingSentence } from '../../coverage/bilan/document.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import type { Desk } from '../desk/desk.ts'
import type { Reports } from './reports.ts'

type Needed = {
  reports: Pick<Reports, 'shown' | 'day'>
  desk: Pick<Desk, 'conventions' | 'reloadConventions' | 'ledger'>
}

/** The account of a convention as it stands; `unknown`: no such convention; `computing`: its figures are on their way. */
export async function currentBilan({ reports, desk }: Needed, id: string): Promise<Bilan | 'unknown' | 'computing'> {
  // Another program may have taken one in since.
  await desk.reloadConventions()
  const convention = desk.conventions().find(each => each.id === id)
  if (convention === undefined) return 'unknown'
  const main = conventionOf(desk.conventions(), reports.day()).id
  const computed = await reports.shown(id === main ? undefined : id)
  if (computed === null) return 'computing'
  return bilanOf(convention, computed.value, await desk.ledger.bilanAnswers.list(id))
}

/** What the reader of a report is told of the account to hand over next, while something is missing from it: that of the last convention that ended, then the report’s own. */
export async function bilanSentence(
  { reports, desk }: Needed,
  report: CoverageReport,
): Promise<{ sentence: string; href: string } | null> {
  const day = reports.day()
  const main = conventionOf(desk.conventions(), day)
  const [ended] = desk
    .conventions()
    .filter(({ period }) => period.end < day)
    .toSorted((a, b) => (a.period.end < b.period.end ? 1 : -1))
  if (ended !== undefined && ended.id !== main.id) {
    const bilan = await currentBilan({ reports, desk }, ended.id)
    if (typeof bilan !== 'string' && bilan.missing > 0) return told(bilan, `${ended.title} : `)
  }
  const bilan = bilanOf(main, report, await desk.ledger.bilanAnswers.list(main.id))
  return bilan.missing === 0 ? null : told(bilan, '')
}

const told = (bilan: Bilan, which: string) => ({
  sentence: `${which}${missingSentence(bilan)}`,
  href: `/rapport/bilan/${encodeURIComponent(bilan.convention.id)}`,
})
