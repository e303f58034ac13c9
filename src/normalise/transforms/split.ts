import { z } from 'zod'
import { squeeze } from '../../common/text.ts'
import type { Transform } from './transform.ts'

const Options = z.string().min(1).nullable()

/** One value per piece. The option is the separator; by default line ends, «;», «|», «,» and «•». */
export const split: Transform<z.infer<typeof Options>> = {
  name: 'split',
  purpose: 'plusieurs valeurs séparées par un signe',
  options: Options,
  apply(words, separator) {
    const pieces = separator === null ? words.split(/[\n;|,•]+/) : words.split(separator)
    const values = pieces.map(squeeze).filter(piece => piece !== '')
    return values.length > 0 ? { ok: true, values } : { ok: false, expected: 'au moins une valeur' }
  },
}
