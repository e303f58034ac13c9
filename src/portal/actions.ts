import type { Member } from '../dora/members.ts'
import type { DoraService, DoraStructure } from '../dora/port.ts'
import type { DoraFound } from '../dora/search.ts'
import type { Statement } from '../normalise/statements/statement.ts'

/** An action that cannot be done now; `message` is French and shown as it is. */
export class ActionRefused extends Error {
  override readonly name = 'ActionRefused'
  readonly code = 'action-refusee'
}

/** What the portal asks of the rest of the program. Each answers with a French sentence for the person who asked. @throws ActionRefused */
export interface PortalActions {
  /** A pass as soon as possible. `dry`: a simulation, which writes nothing to DORA. */
  runNow(source: string, by: string, options: { dry: boolean }): Promise<string>
  /** The timetable or the pause of a source changed (already stored). `cron` null: no timetable, or paused. */
  reschedule(source: string, cron: string | null): Promise<void>
  /** Carries out a plan that a person has just approved. */
  applyPlan(plan: string, by: string): Promise<string>
  /** Tells DORA that a person confirms this service today. */
  confirm(offer: { source: string; key: string; slug: string }, by: string): Promise<string>
  /** Publishes at once the draft of an offer, on a person's word. */
  publish(offer: { source: string; key: string }, by: string): Promise<string>
  /** Invites a person into a structure of DORA that has nobody; DORA writes to them. `sure` false: nobody knows whether it left. */
  invite(structure: string, email: string): Promise<{ sure: boolean; message: string }>
  /** A partner's statement was accepted: from now on the sync counts with it. */
  carry(statement: Statement): Promise<string>
  /** What of DORA answers to a name, a SIRET, a commune or an address. @throws DoraError */
  search(words: string): Promise<DoraFound>
  /** The service as DORA shows it now, or null. */
  shown(slug: string): Promise<DoraService | null>
  /** The structure as DORA shows it now, with its services, or null. */
  structureShown(slug: string): Promise<DoraStructure | null>
  /** Who belongs to a structure and who is invited there: to be shown, never kept. @throws DoraError */
  members(structure: string): Promise<Member[]>
}
