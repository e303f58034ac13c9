import { createRequire } from 'node:module'

/** The few geographical questions this room asks. Codes are those of the Code officiel géographique (EPCI: SIREN). */
export interface Cog {
  commune(code: string): { code: string; name: string; department: string; epci: string | null } | null
  epci(code: string): { code: string; name: string; communes: readonly string[] } | null
  department(code: string): { code: string; name: string; region: string } | null
  region(code: string): { code: string; name: string } | null
  /** Codes of a région's départements, sorted. */
  departmentsOf(region: string): string[]
  /** Every commune of today, for look-ups by name. */
  communes(): Iterable<{ code: string; name: string }>
  epcis(): Iterable<{ code: string; name: string }>
}

interface CommuneRow {
  code: string
  nom: string
  type: string
  departement?: string
}
interface EpciRow {
  code: string
  nom: string
  membres: { code: string }[]
}
interface AreaRow {
  code: string
  nom: string
  region?: string
}

let loaded: Cog | null = null

/** The COG carried by `@etalab/decoupage-administratif`, read at the first question (about 12 MB of JSON) and kept. */
export function officialCog(): Cog {
  loaded ??= load()
  return loaded
}

function load(): Cog {
  const require = createRequire(import.meta.url)
  const read = (name: string): unknown => require(`@etalab/decoupage-administratif/data/${name}.json`)
  const epcis = new Map((read('epci') as EpciRow[]).map(row => [row.code, row]))
  const epciOf = new Map<string, string>()
  for (const epci of epcis.values()) for (const member of epci.membres) epciOf.set(member.code, epci.code)
  const departments = new Map((read('departements') as AreaRow[]).map(row => [row.code, row]))
  const regions = new Map((read('regions') as AreaRow[]).map(row => [row.code, row]))
  const communes = new Map<string, CommuneRow>()
  for (const row of read('communes') as CommuneRow[]) if (row.type === 'commune-actuelle') communes.set(row.code, row)
  return {
    commune(code) {
      const row = communes.get(code)
      if (!row) return null
      const department = row.departement ?? departmentOfCommune(code)
      return { code, name: row.nom, department, epci: epciOf.get(code) ?? null }
    },
    epci(code) {
      const row = epcis.get(code)
      return row ? { code, name: row.nom, communes: row.membres.map(member => member.code) } : null
    },
    department(code) {
      const row = departments.get(code)
      return row ? { code, name: row.nom, region: row.region ?? '' } : null
    },
    region(code) {
      const row = regions.get(code)
      return row ? { code, name: row.nom } : null
    },
    departmentsOf: region =>
      [...departments.values()]
        .filter(row => row.region === region)
        .map(row => row.code)
        .sort(),
    *communes() {
      for (const row of communes.values()) yield { code: row.code, name: row.nom }
    },
    *epcis() {
      for (const row of epcis.values()) yield { code: row.code, name: row.nom }
    },
  }
}

/** `35238` → `35`, `97411` → `974`, `2A004` → `2A`, empty → empty. */
export function departmentOfCommune(code: string): string {
  return /^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2)
}
