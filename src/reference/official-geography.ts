import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type CogRows, type Geography, makeGeography } from './geography.ts'

let loaded: Geography | null = null

/**
 * The Code officiel géographique carried by `@etalab/decoupage-administratif`, read at the first question and kept as one compact index
 * (the 12 MB of JSON are read row by row and let go: parsed at once they take 80 MB that the process does not give back).
 * The only file of this room that reads the disk.
 */
export function officialGeography(): Geography {
  loaded ??= makeGeography({
    communes: Array.from(rows<CogRows['communes'][number]>('communes'), slimCommune),
    epci: Array.from(rows<CogRows['epci'][number]>('epci'), slimEpci),
    departements: [...rows<CogRows['departements'][number]>('departements')],
    regions: [...rows<CogRows['regions'][number]>('regions')],
  })
  return loaded
}

function slimCommune(row: CogRows['communes'][number]): CogRows['communes'][number] {
  const { code, nom, type, departement, region, codesPostaux, population, chefLieu, commune } = row
  return {
    code,
    nom,
    type,
    ...(departement !== undefined && { departement }),
    ...(region !== undefined && { region }),
    ...(codesPostaux !== undefined && { codesPostaux }),
    ...(population !== undefined && { population }),
    ...(chefLieu !== undefined && { chefLieu }),
    ...(commune !== undefined && { commune }),
  }
}

function slimEpci({ code, nom, populationMunicipale, membres }: CogRows['epci'][number]): CogRows['epci'][number] {
  return { code, nom, populationMunicipale, membres: membres.map(member => ({ code: member.code })) }
}

const NEW_LINE = 10

/** The package writes one row a line; written otherwise, the file is parsed at once. */
function* rows<Row>(name: string): Generator<Row> {
  const path = createRequire(import.meta.url).resolve(`@etalab/decoupage-administratif/data/${name}.json`)
  const bytes = readFileSync(path)
  if (bytes.toString('utf8', 0, 3) !== '[\n{') {
    yield* JSON.parse(bytes.toString('utf8')) as Row[]
    return
  }
  for (let start = 2; start < bytes.length; ) {
    const found = bytes.indexOf(NEW_LINE, start)
    const end = found === -1 ? bytes.length : found
    const line = bytes.toString('utf8', start, end)
    if (line.startsWith('{')) yield JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line) as Row
    start = end + 1
  }
}
