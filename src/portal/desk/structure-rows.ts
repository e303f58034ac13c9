import { type StructureRow, structureRows } from '../../census/structure-rows.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Census } from '../../ledger/census-records.ts'
import type { Desk } from './desk.ts'

/** The structures of the last census, the most to gain first. */
export async function readStructureRows({ ledger, clock }: Pick<Desk, 'ledger' | 'clock'>): Promise<StructureRow[]> {
  const services = await Array.fromAsync(ledger.census.standing())
  return structureRows(await ledger.census.homes(), services, await followed(ledger), parisDay(clock.now()))
}

/** One of them. Null: it is in no census. */
export async function readStructureRow(
  desk: Pick<Desk, 'ledger' | 'clock'>,
  slug: string,
): Promise<StructureRow | null> {
  return (await readStructureRows(desk)).find(row => row.slug === slug) ?? null
}

/** The same as a past census found them, on its day. Null: what it found was not kept. */
export async function pastStructureRows(
  ledger: Desk['ledger'],
  { id, started }: Pick<Census, 'id' | 'started'>,
): Promise<StructureRow[] | null> {
  const state = await ledger.censusStates.read(id)
  if (state === null) return null
  const held = state.followed && new Set(state.followed)
  // Not noted then: today's are the nearest that is known.
  const homes = held
    ? new Set(state.services.flatMap(({ slug, structure }) => (held.has(slug) ? [structure] : [])))
    : await followed(ledger)
  return structureRows(state.structures, state.services, homes, parisDay(new Date(started)))
}

async function followed({ links }: Pick<Desk['ledger'], 'links'>): Promise<Set<string>> {
  return new Set((await links.list()).map(({ structure }) => structure))
}
