import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { COG_FILE } from '../../src/reference/official-geography.ts'

/**
 * The Code officiel géographique of `@etalab/decoupage-administratif` (MIT) as the product carries it: its 12 MB of JSON are 1.7 MB of lines.
 * `node test/reference/cog-text.ts` writes the file anew, when the package changes. Shape: see `src/reference/official-geography.ts`.
 */
export function cogText(): string {
  const lines = (list: readonly Row[], fields: (row: Row) => (string | number | undefined)[]) =>
    list.map(row => fields(row).map(String).join('\t').replaceAll('undefined', '').replace(/\t+$/, ''))
  const isToday = (row: Row) => row.type === 'commune-actuelle'
  const epcis = rows('epci')
  const communes = rows('communes')
  const epciOf = new Map(epcis.flatMap(({ membres }, index) => membres?.map(({ code }) => [code, index]) ?? []))
  return [
    lines(rows('regions'), row => [row.code, row.nom]),
    lines(rows('departements'), row => [row.code, row.nom, row.region]),
    lines(epcis, row => [
      row.code,
      asWritten(row.nom),
      row.populationMunicipale,
      row.membres?.map(({ code }) => code).join(' '),
    ]),
    lines(
      communes.filter(isToday).toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      row => [
        row.code,
        row.nom,
        row.departement,
        // Most are in the region of their département.
        regionOf.get(row.departement ?? '') === row.region ? '' : row.region,
        row.codesPostaux?.join(' '),
        row.population,
        epciOf.get(row.code),
      ],
    ),
    lines(
      communes.filter(row => !isToday(row)),
      row => [
        row.code,
        row.nom,
        row.commune ?? row.chefLieu,
        row.type === 'arrondissement-municipal' ? 'arrondissement' : '',
      ],
    ),
  ]
    .map(section => section.join('\n'))
    .join('\n\n')
}

/** Words that the package writes in capitals without their accents. */
const ACCENTS: Record<string, string> = {
  Coeur: 'Cœur',
  Ecrins: 'Écrins',
  Egletons: 'Égletons',
  Emeraude: 'Émeraude',
  Emilionnais: 'Émilionnais',
  Epernay: 'Épernay',
  Epinal: 'Épinal',
  Etangs: 'Étangs',
  Evian: 'Évian',
  Evreux: 'Évreux',
  Ile: 'Île',
}

/** Name of an EPCI as French writes it: «Saint Malo», «Côte d'Emeraude» → «Saint-Malo», «Côte d'Émeraude». */
export function asWritten(name: string): string {
  return name
    .replaceAll(/\b(Mont )?(Sainte?)[ -](?=\p{Lu})/gu, (_, mount, saint) => `${mount ? 'Mont-' : ''}${saint}-`)
    .replaceAll(/(?<!\p{L})\p{Lu}\p{Ll}+(?!\p{L})/gu, word => ACCENTS[word] ?? word)
}

interface Row {
  code: string
  nom: string
  type?: string
  region?: string
  departement?: string
  codesPostaux?: string[]
  population?: number
  populationMunicipale?: number
  commune?: string
  chefLieu?: string
  membres?: { code: string }[]
}

/** Rows of a list of the package. */
export function rows(name: string): Row[] {
  const file = createRequire(import.meta.url).resolve(`@etalab/decoupage-administratif/data/${name}.json`)
  return JSON.parse(readFileSync(file, 'utf8')) as Row[]
}

const regionOf = new Map(rows('departements').map(row => [row.code, row.region]))

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(COG_FILE, cogText())
