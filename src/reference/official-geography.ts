import { readFileSync } from 'node:fs'
import { type CogCommune, type CogRows, type Geography, makeGeography } from './geography.ts'

/**
 * The Code officiel géographique: four lists apart by an empty line (regions, départements, EPCI, communes), a row a line, its fields apart
 * by tabulations, several codes in one field by spaces; fields at the end of a line that say nothing are left out.
 * Written by `test/reference/cog-text.ts`.
 */
export const COG_FILE = new URL('data/cog.tsv', import.meta.url)

let loaded: Geography | null = null

/** The Code officiel géographique, read at the first question and kept as one compact index. The only file of this room that reads the disk. */
export function officialGeography(): Geography {
  loaded ??= makeGeography(cogRows(readFileSync(COG_FILE, 'utf8')))
  return loaded
}

function cogRows(text: string): CogRows {
  const [regions = '', departements = '', epci = '', communes = ''] = text.split('\n\n')
  return {
    regions: [...rowsOf(regions, ([code = '', nom = '']) => ({ code, nom }))],
    departements: [
      ...rowsOf(departements, ([code = '', nom = '', region = '']) => ({ code, nom, ...(region && { region }) })),
    ],
    epci: rowsOf(epci, ([code = '', nom = '', population = '', membres = '']) => ({
      code,
      nom,
      populationMunicipale: Number(population),
      membres: membres.split(' ').map(member => ({ code: member })),
    })),
    communes: rowsOf(communes, communeOf),
  }
}

function communeOf(fields: string[]): CogCommune {
  const [code = '', nom = '', departement, region, postal, population, type, commune, chefLieu] = fields
  return {
    code,
    nom,
    type: type || 'commune-actuelle',
    ...(departement && { departement }),
    ...(region && { region }),
    ...(postal && { codesPostaux: postal.split(' ') }),
    ...(population && { population: Number(population) }),
    ...(chefLieu && { chefLieu }),
    ...(commune && { commune }),
  }
}

function* rowsOf<Row>(lines: string, read: (fields: string[]) => Row): Generator<Row> {
  for (let start = 0; start < lines.length; ) {
    const found = lines.indexOf('\n', start)
    const end = found === -1 ? lines.length : found
    yield read(lines.slice(start, end).split('\t'))
    start = end + 1
  }
}
