import { parisDay } from '../common/paris-day.ts'
import { DoraError } from '../dora/port.ts'
import { homeStanding, visibility } from '../dora/visibility.ts'
import type { Shown } from '../ledger/run-report.ts'
import type { ApplyDeps } from './apply.ts'

type Deps = Pick<ApplyDeps, 'ledger' | 'reader' | 'departments' | 'clock'>

/** Once a run has written: what DORA says of the structures is kept with the links, then what the public sees of the source is counted. */
export async function lookAtShown(source: string, deps: Deps): Promise<Shown> {
  const { ledger, clock } = deps
  await lookAtHomes(source, deps)
  const shown: Shown = { published: 0, visible: 0, unknown: 0, hidden: {} }
  for (const { links, ...standing } of await ledger.links.standings(source)) {
    const found = visibility(standing, parisDay(clock.now()))
    if (found.seen === 'no' && found.why === 'not-published') continue
    shown.published += links
    if (found.seen === 'yes') shown.visible += links
    else if (found.seen === 'unknown') shown.unknown += links
    else if (found.why !== 'not-published') shown.hidden[found.why] = (shown.hidden[found.why] ?? 0) + links
  }
  return shown
}

/** The list of the département is read once for all who ask within some minutes. When it does not come, what was known stays. */
async function lookAtHomes(source: string, { ledger, reader, departments }: Deps): Promise<void> {
  const held = new Set(await ledger.links.structures(source))
  if (held.size === 0) return
  try {
    for (const department of departments)
      for (const structure of await reader.listStructures(department))
        if (held.has(structure.slug)) await ledger.links.seeHome(source, structure.slug, homeStanding(structure))
  } catch (error) {
    if (!(error instanceof DoraError)) throw error
  }
}
