import { readFileSync } from 'node:fs'

/** Degrees. */
export interface Centre {
  longitude: number
  latitude: number
}

let loaded: Map<string, Centre> | null = null

/** Middle of a commune's outline (IGN Admin Express 2018, Licence Ouverte), for the départements of `data/commune-centres.csv`; null for the others. */
export function communeCentre(code: string): Centre | null {
  loaded ??= new Map(
    readFileSync(new URL('./data/commune-centres.csv', import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => {
        const [commune = '', longitude, latitude] = line.split(',')
        return [commune, { longitude: Number(longitude), latitude: Number(latitude) }]
      }),
  )
  return loaded.get(code) ?? null
}
