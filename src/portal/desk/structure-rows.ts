import { type StructureRow, structureRows } from '../../census/structure-rows.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Desk } from './desk.ts'

/** The structures of the last census, the most to gain first. */
export async function readStructureRows({ ledger, clock }: Pick<Desk, 'ledger' | 'clock'>): Promise<StructureRow[]> {
  const followed = new Set((await ledger.links.list()).map(({ structure }) => structure))
  const services = await Array.fromAsync(ledger.census.standing())
  return structureRows(await ledger.census.homes(), services, followed, parisDay(clock.now()))
}
