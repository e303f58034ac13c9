import { slugify } from '../common/text.ts'
import type { RawOffer } from '../harvest/connector.ts'
import { holds, type ReadContext, readRule, selectWithin } from './mapping/read-rule.ts'
import type { OfferSpec } from './mapping/schema.ts'

/** The records that one offer of the mapping stands for: none when its condition fails, one, or one per value of `each`. */
export function splitRecord(raw: RawOffer, spec: OfferSpec, context: ReadContext): { key: string; record: RawOffer }[] {
  if (!holds(spec.when, raw)) return []
  const suffix = spec.id === undefined ? '' : `_${spec.id}`
  const { each } = spec
  if (each === undefined) return [{ key: `${raw.key}${suffix}`, record: raw }]
  const values = (raw.fields[each.read] ?? []).flatMap(value => {
    if (each.within === undefined) return [value]
    const { document, address, where } = value.origin
    return selectWithin({ ...value, value: value.words, document, address, where }, each.within).map(item => ({
      words: item.words,
      ...(item.html !== undefined && { html: item.html }),
      origin: { document, address, where: item.where },
    }))
  })
  return values.map((item, index) => {
    const record = { ...raw, fields: { ...raw.fields, item: [item] } }
    const [name] = spec.key === undefined ? [] : readRule(spec.key, record, context).readings
    return { key: `${raw.key}${suffix}_${slugify(String(name?.value ?? '')) || index + 1}`, record }
  })
}
