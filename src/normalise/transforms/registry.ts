import { address } from './address.ts'
import { amount } from './amount.ts'
import { date } from './dates.ts'
import { duration } from './duration.ts'
import { emails } from './emails.ts'
import { fees } from './fees.ts'
import { number } from './number.ts'
import { openingHours } from './opening-hours.ts'
import { period } from './period.ts'
import { phones } from './phones.ts'
import { siret } from './siret.ts'
import { split } from './split.ts'
import { markdown, text } from './text.ts'
import { title } from './title.ts'
import type { Transform } from './transform.ts'
import { url } from './url.ts'

/** Every named transform a mapping may use, by name. */
export const TRANSFORMS: ReadonlyMap<string, Transform<never>> = new Map(
  [
    address,
    amount,
    date,
    duration,
    emails,
    fees,
    markdown,
    number,
    openingHours,
    period,
    phones,
    siret,
    split,
    text,
    title,
    url,
  ].map(transform => [transform.name, transform as Transform<never>]),
)
