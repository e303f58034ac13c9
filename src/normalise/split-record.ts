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
  const elements = elementsOf(raw, each.read)
  const values = (elements.length > 0 ? [] : (raw.fields[each.read] ?? [])).flatMap(value => {
    if (each.within === undefined) return [value]
    const { document, address, where } = value.origin
    return selectWithin({ ...value, value: value.words, document, address, where }, each.within).map(item => ({
      words: item.words,
      ...(item.html !== undefined && { html: item.html }),
      origin: { document, address, where: item.where },
    }))
  })
  const records = [...elements, ...values.map(item => ({ ...raw, fields: { ...raw.fields, item: [item] } }))]
  return records.map((record, index) => {
    const [name] = spec.key === undefined ? [] : readRule(spec.key, record, context).readings
    return { key: `${raw.key}${suffix}_${slugify(String(name?.value ?? '')) || index + 1}`, record }
  })
}

/**
 * The elements of a list of objects, each as the record with that element alone: its fields under their own names, and under `item` (`sites.nom`, `item.nom`).
 * None when the name is no such list.
 */
function elementsOf(raw: RawOffer, list: string): RawOffer[] {
  const inside = Object.keys(raw.fields).filter(name => name.startsWith(`${list}.`))
  const marks = new Set(
    inside.flatMap(name => (raw.fields[name] ?? []).flatMap(({ element }) => (isOf(element, list) ? [element] : []))),
  )
  return [...marks].map(mark => {
    const fields = { ...raw.fields }
    for (const name of inside) {
      const own = (raw.fields[name] ?? []).filter(({ element }) => element === mark)
      fields[name] = own
      fields[`item.${name.slice(list.length + 1)}`] = own
    }
    const [first] = inside.flatMap(name => fields[name] ?? [])
    return { ...raw, fields: first === undefined ? fields : { ...fields, item: [first] } }
  })
}

const isOf = (element: string | undefined, list: string): element is string =>
  element !== undefined && element.slice(0, element.lastIndexOf(' ')) === list
