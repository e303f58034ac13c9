import { z } from 'zod'

/** What the gestionnaire knows of the number of offers; outside these bounds the source is reported as changed and retires nothing. */
export const ExpectSettings = z
  .strictObject({
    /** This source always has at least as many offers. */
    minimum: z.number().int().min(0).optional(),
    /** … and never more. */
    maximum: z.number().int().min(1).optional(),
  })
  .default({})

/** Name of the environment variable that holds the site's key, e.g. `CLE_GRIST`; never the key itself. */
export const SecretName = z.string().regex(/^CLE_[A-Z0-9_]+$/, {
  error:
    'le nom d’une variable d’environnement qui commence par CLE_ est attendu (CLE_GRIST, par exemple), jamais la clé elle-même',
})

/** Pages read at the most. */
export const PageCap = z.number().int().min(1).max(10_000)

/** Fields that every offer of the source has: one of them missing from most offers means that the source changed. */
export const RequiredFields = z.array(z.string().min(1)).default([])
