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
