import { frenchList, frenchPercent } from '../../common/french.ts'
import type { Expectation, FillRates, Shape } from '../../harvest/connector.ts'
import { sayField } from '../../reference/field-labels.ts'
import type { Mapping } from './load-mapping.ts'
import { isReadAs, readNames } from './read-names.ts'

/** Fill rates are compared over at least this many records. */
const ENOUGH = 5
/** A field that was filled at least this often and fell below half of that has collapsed. */
const USUAL = 0.5
const MOST_NAMED = 5

type Reading = Pick<Mapping, 'structure' | 'offers'>

/**
 * Fields that a mapping reads, that were filled at the last reading and no longer are: renamed at the source, or gone. One that moved to
 * another name that the same field of the record reads too is none. Pure.
 */
export function collapsedFields(now: Shape, usual: Shape | null, mapping: Reading): Expectation[] {
  if (usual === null || (now.records ?? 0) < ENOUGH) return []
  const fields = readTogether(mapping)
  const pairs = comparable(now, usual)
  const fresh = pairs.flatMap(({ after, before }) =>
    Object.keys(after).filter(name => (after[name] ?? 0) >= USUAL && before[name] === undefined),
  )
  return pairs.flatMap(({ after, before }) => {
    const moved = (name: string, among: readonly string[], rate: number) =>
      Object.keys(after).some(
        other =>
          other !== name && reads(among, other) && (after[other] ?? 0) >= rate / 2 && (before[other] ?? 0) < rate / 2,
      )
    return Object.entries(before).flatMap(([name, rate]): Expectation[] => {
      const share = after[name] ?? 0
      if (rate < USUAL || share >= rate / 2) return []
      const readers = fields.filter(among => reads(among, name))
      if (readers.length === 0 || readers.some(among => moved(name, among, rate))) return []
      return [expectation(name, rate, share, share === 0 ? fresh : [])]
    })
  })
}

function expectation(name: string, rate: number, share: number, fresh: readonly string[]): Expectation {
  const said = `Le champ « ${sayField(name)} »`
  const usual = `contre ${frenchPercent(rate)} d’habitude`
  const others =
    fresh.length === 0
      ? ''
      : ` ; sous un autre nom, peut-être : ${frenchList(fresh.slice(0, MOST_NAMED).map(other => `« ${sayField(other)} »`))}`
  return {
    name: `remplissage:${name}`,
    expected: frenchPercent(rate),
    seen: frenchPercent(share),
    message:
      share === 0
        ? `${said} n’est plus rempli dans aucune offre, ${usual}${others}.`
        : `${said} est rempli dans ${frenchPercent(share)} des offres, ${usual}.`,
  }
}

interface Rates {
  after: FillRates
  before: FillRates
}

/** Where only the offers tell which fields there are, what was announced before is no measure: an older reading counted it otherwise. */
function comparable(now: Shape, usual: Shape): Rates[] {
  const { fill = {}, given } = now
  if (given === undefined) return [{ after: fill, before: usual.fill ?? {} }]
  const announced = Object.fromEntries(Object.entries(usual.fill ?? {}).filter(([name]) => name in fill))
  return [
    { after: fill, before: announced },
    { after: given, before: usual.given ?? {} },
  ]
}

/** Raw names by the field of the record that reads them, in any of its rules. */
function readTogether({ structure, offers }: Reading): string[][] {
  const groups = new Map<string, string[]>()
  for (const { name, path } of readNames({ structure, offers })) {
    const field = path.slice(0, path.lastIndexOf('read'))
    if (typeof field.at(-1) === 'number') field.pop()
    const id = JSON.stringify(field)
    groups.set(id, [...(groups.get(id) ?? []), name])
  }
  return [...groups.values()]
}

const reads = (names: readonly string[], given: string): boolean => names.some(name => isReadAs(name, given))
