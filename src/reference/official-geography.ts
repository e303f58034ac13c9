import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type CogRows, type Geography, makeGeography } from './geography.ts'

let loaded: Geography | null = null

/**
 * The Code officiel géographique carried by `@etalab/decoupage-administratif`, read at the first question and kept as one compact index
 * (the 12 MB of JSON are read as text and let go, not kept by the module cache). The only file of this room that reads the disk.
 */
export function officialGeography(): Geography {
  loaded ??= makeGeography({
    communes: rows('communes') as CogRows['communes'],
    epci: rows('epci') as CogRows['epci'],
    departements: rows('departements') as CogRows['departements'],
    regions: rows('regions') as CogRows['regions'],
  })
  return loaded
}

function rows(name: string): unknown {
  const path = createRequire(import.meta.url).resolve(`@etalab/decoupage-administratif/data/${name}.json`)
  return JSON.parse(readFileSync(path, 'utf8'))
}
