import { z } from 'zod'
import { nameYamlShape } from './known-yaml.ts'
import { readYamlFile } from './yaml-file.ts'

/** Nine digits: SIREN of an EPCI. */
const EpciCode = z.string().regex(/^\d{9}$/)

/** The département and its agencies, as the gestionnaire writes them in `config/territory.yaml`. */
export const TerritoryFile = z
  .strictObject({
    /** Code of the département, e.g. `35`. */
    department: z.string().regex(/^(\d{2,3}|2[AB])$/),
    name: z.string().min(2),
    agencies: z.array(
      z.strictObject({
        name: z.string().min(2),
        epci: z.array(EpciCode).min(1),
        /** True while no document confirms the list; the report then says so. */
        inferred: z.boolean().default(false),
      }),
    ),
    /** Where each EPCI stands, roughly, for a map of squares: rows from north to south, each from west to east and of at most eight; '' leaves a place empty. */
    map: z.array(z.array(EpciCode.or(z.literal(''))).max(8)).default([]),
    /** GeoJSON of EPCI or of communes beside this file, for a map with true outlines; without it, squares. */
    contours: z.string().min(1).optional(),
    /** Beneficiaries of the RSA by EPCI: a CSV beside this file, with the columns `epci` and `beneficiaires`, and where its numbers come from. */
    rsa: z.strictObject({ file: z.string().min(1), source: z.string().min(3) }).optional(),
  })
  .superRefine(({ agencies }, context) => {
    const seen = new Map<string, string>()
    for (const [a, agency] of agencies.entries()) {
      for (const [e, code] of agency.epci.entries()) {
        const other = seen.get(code)
        const message = `EPCI ${code} déjà dans l’agence « ${other} »`
        if (other) context.addIssue({ code: 'custom', path: ['agencies', a, 'epci', e], message })
        seen.set(code, agency.name)
      }
    }
  })
nameYamlShape(TerritoryFile, 'territory')
export type TerritoryFile = z.infer<typeof TerritoryFile>

/**
 * @param shown name of the file as told to people; defaults to `path`
 * @throws YamlFileError with the line of every problem
 */
export function loadTerritory(path: string, shown = path): TerritoryFile {
  return readYamlFile(path, TerritoryFile, shown)
}
