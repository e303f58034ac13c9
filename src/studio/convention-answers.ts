import { CONVENTION_FIELDS } from '../normalise/mapping/fields.ts'
import { STUDIO_FIELDS } from './studio-fields.ts'

/** Fields of the studio that the line of the convention may answer when the source is silent. */
export const CONVENTION_ANSWERS: ReadonlySet<string> = new Set(
  STUDIO_FIELDS.map(({ name }) => name).filter(
    name => (CONVENTION_FIELDS as readonly string[]).includes(name) && name !== 'nom' && name !== 'description',
  ),
)
