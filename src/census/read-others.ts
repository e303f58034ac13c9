import { z } from 'zod'
import { dayOf } from '../common/day-of.ts'
import { geographyOf } from '../coverage/geography.ts'
import type { Placed } from '../coverage/input.ts'
import { REACH, reachFinder } from '../coverage/reach.ts'
import type { OtherCounts, OtherService } from '../ledger/other-services.ts'
import { readRecords } from '../reference/input/read-records.ts'
import { parquetRows } from './parquet-rows.ts'

/** DORA's search shows a service of another source from this score on. */
const SCORE_FROM = 0.8
/** A Parquet file is held whole: its table of contents is at its end. */
const LARGEST_PARQUET = 300 * 1024 * 1024
const PARQUET = 'PAR1'
/** Fields of the schema of before 2025. */
const OLD = ['profils', 'zone_diffusion_type']

const list = z.preprocess(
  value => (typeof value === 'string' ? value.split(',') : value),
  z
    .array(z.string())
    .nullish()
    .transform(values => {
      const clean = (values ?? [])
        .flatMap(each => each.split(','))
        .map(each => each.replace(/^[\s["'{]+|[\s\]"'}]+$/g, ''))
      return clean.some(each => each !== '') ? clean.filter(each => each !== '') : null
    }),
)
const text = z.preprocess(value => (value === '' ? null : value), z.coerce.string().nullish())
/** What is read of a service; the rest of the file is not looked at, contacts least of all. */
const Line = z.looseObject({
  id: z.string().min(1),
  source: text,
  structure_id: text,
  thematiques: list,
  publics: list,
  modes_accueil: list,
  zone_eligibilite: list,
  code_insee: text,
  date_maj: z.unknown(),
  score_qualite: z.coerce.number().nullish().catch(null),
})

const SILENT = Object.fromEntries(Object.keys(Line.shape).map(field => [field, null]))

/** A file that cannot take the place of the former one; `message` is French. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile'
}

/**
 * The services of data·inclusion's open file (JSON, JSON lines, CSV, spreadsheet or Parquet, told apart by their first bytes) that reach a département and that
 * DORA does not hold itself.
 * @throws UnusableFile when it is cut, is no list of services, or has none for the département
 */
export async function readOthers(
  bytes: AsyncIterable<Uint8Array>,
  department: string,
): Promise<{ services: OtherService[]; counts: OtherCounts }> {
  const geography = geographyOf(department)
  const reachOf = reachFinder(department, geography)
  const counts: OtherCounts = { read: 0, kept: 0, fromDora: 0, outside: 0, low: 0, unusable: 0 }
  const kept = new Map<string, OtherService>()
  for await (const record of recordsOf(bytes)) {
    counts.read += 1
    // A file may leave out what a service does not say.
    const read = Line.safeParse({ ...SILENT, ...Object(record) })
    if (!read.success) {
      counts.unusable += 1
      continue
    }
    const line = read.data
    if (line.source === 'dora' || line.id.startsWith('dora--')) {
      counts.fromDora += 1
      continue
    }
    const placed: Placed = {
      thematiques: line.thematiques,
      publics: line.publics,
      modes_accueil: line.modes_accueil,
      zone_eligibilite: line.zone_eligibilite,
      code_insee: line.code_insee ?? null,
    }
    if (reachOf(placed).every(how => how === REACH.none)) counts.outside += 1
    else if ((line.score_qualite ?? 1) < SCORE_FROM) counts.low += 1
    else if (kept.has(line.id)) counts.unusable += 1
    else
      kept.set(line.id, {
        id: line.id,
        structure: line.structure_id ?? line.id,
        placed,
        updated: changedOn(line.date_maj),
      })
  }
  counts.kept = kept.size
  if (counts.read === 0) throw new UnusableFile('Ce fichier ne contient aucun service.')
  if (kept.size === 0)
    throw new UnusableFile(
      `Aucun des services de ce fichier (${counts.read}) n’est d’une autre source et du département ${department}.`,
    )
  return { services: [...kept.values()], counts }
}

async function* recordsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const iterator = bytes[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done) throw new UnusableFile('Ce fichier est vide.')
  async function* again() {
    yield first.value as Uint8Array
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  }
  if (Buffer.from(first.value.subarray(0, 4)).toString('latin1') === PARQUET) {
    try {
      yield* parquetRows(await gathered(again()), Object.keys(Line.shape))
    } catch (error) {
      if (error instanceof UnusableFile) throw error
      throw new UnusableFile('Ce fichier Parquet est coupé ou ne se lit pas.', { cause: error })
    }
    return
  }
  const old = (words: string) => OLD.some(field => words.includes(`« ${field} »`))
  let isOld = false
  const note = (message: string) => {
    isOld ||= old(message)
  }
  for await (const raw of readRecords(again(), 'service', note, { also: ['score_qualite'] })) {
    if (isOld || (raw.ok && OLD.some(field => Object.hasOwn(Object(raw.record), field))))
      throw new UnusableFile('Ce fichier est à l’ancien schéma de data·inclusion (v0) : prendre celui de la v1.')
    if (raw.ok) yield raw.record
    // What one record lacks is counted; a file that breaks off must not empty the territory.
    else if (raw.stops) throw new UnusableFile(`Ce fichier n’est pas entier : ${raw.where}, ${raw.message}`)
    else yield null
  }
}

async function gathered(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of bytes) {
    size += part.length
    if (size > LARGEST_PARQUET) throw new UnusableFile('Ce fichier Parquet dépasse 300 Mo : donner le JSON ou le CSV.')
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

/** Null: no date, or none that can be read. */
function changedOn(value: unknown): string | null {
  const words = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : ''
  return /^\d{4}-\d{2}-\d{2}/.test(words) ? dayOf(words) || null : null
}
