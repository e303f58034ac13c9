import { conventionOf } from '../../convention/in-force.ts'
import { type Bilan, bilanOf } from '../../coverage/bilan/bilan.ts'
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

/** What the reader of a report is told of its convention's account, while something is missing from it. */
export async function bilanSentence(
  reports: Needed['reports'],
  desk: Needed['desk'],
  report: CoverageReport,
): Promise<{ sentence: string; href: string } | null> {
  const convention = conventionOf(desk.conventions(), reports.day())
  const bilan = bilanOf(convention, report, await desk.ledger.bilanAnswers.list(convention.id))
  return bilan.missing === 0
    ? null
    : { sentence: missingSentence(bilan), href: `/rapport/bilan/${encodeURIComponent(convention.id)}` }
}
