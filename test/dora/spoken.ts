import type { DoraReader, DoraServiceFields } from '../../src/dora/port.ts'
import { FIELDS } from '../../src/dora/service-fields.ts'

/** The fields that this DORA takes from this account: what was written is compared on them, whatever names it speaks. */
export async function spoken(
  reader: Pick<DoraReader, 'dialect'>,
  fields: DoraServiceFields | undefined,
): Promise<Partial<DoraServiceFields>> {
  const { unwritable } = await reader.dialect()
  return Object.fromEntries(FIELDS.filter(field => !unwritable[field]).map(field => [field, fields?.[field]]))
}
