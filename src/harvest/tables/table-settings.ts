import { z } from 'zod'

/** A column by its header, or several spellings of it; case, accents and punctuation do not count. */
const Column = z.string().min(1)

/**
 * What is said of any table, be it CSV, XLSX, ODS or an API's rows. Columns become raw fields named by their header, word for word
 * (blanks squeezed). Two columns with one header give one field with two values.
 */
export const tableShape = {
  /** Column that holds a lasting identifier, e.g. `Identifiant`; or several columns that make one together. */
  key: z.union([Column, z.array(Column).min(1)]),
  /** Line of the header, 1 being the first. Default: the first line that holds the key column and the required ones. */
  header: z.number().int().min(1).optional(),
  /** Lines of explanation right under the header, left unread. Default 0. */
  hintRows: z.number().int().min(0).default(0),
  /** Columns that every version of this table has: one of them gone means that the table changed, and nothing is retired. */
  required: z.array(Column).default([]),
  /** Field name → other spellings its header has had, e.g. `Nom de l'action: [Intitulé, Titre]`. */
  aliases: z.record(z.string().min(1), z.array(Column).min(1)).default({}),
  /** Names given to columns by their letter, for headers that are empty or wrong, e.g. `{ D: date_maj }`. */
  columns: z
    .record(
      z.string().regex(/^[A-Z]{1,3}$/, { error: 'une lettre de colonne est attendue, par exemple D' }),
      z.string().min(1),
    )
    .default({}),
  /** Column that, when ticked («oui», «VRAI», «x», 1), says that the line is an example or a hint and not an offer. */
  ignore: Column.optional(),
  /** Column that holds the address of the offer's page. */
  address: Column.optional(),
}

export interface TableSettings {
  key: string | string[]
  header?: number | undefined
  hintRows: number
  required: string[]
  aliases: Record<string, string[]>
  columns: Record<string, string>
  ignore?: string | undefined
  address?: string | undefined
  /** Lines that a template brings along (its hints), for tables whose template is ours. */
  skipRow?: (cells: readonly string[]) => boolean
}
