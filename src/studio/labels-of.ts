import type { ReadOut } from './read-task.ts'
import { STUDIO_FIELDS } from './studio-fields.ts'

const LABELLED = /^libellé « (.+?)…? »$/u

/** The label that announces each field in most of the offers: what a page that changed shape loses. Pure. */
export function labelsOf(offers: ReadOut['offers']): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { name, parts } of STUDIO_FIELDS) {
    const counts = new Map<string, number>()
    for (const { fields, lines } of offers) {
      const where = parts.flatMap(part => fields[part]?.where ?? [])[0]
      const short = where === undefined ? undefined : LABELLED.exec(where)?.[1]
      const label = short && lines.find(line => line.label?.startsWith(short))?.label
      if (label) counts.set(label, (counts.get(label) ?? 0) + 1)
    }
    const [most] = [...counts].sort((a, b) => b[1] - a[1])
    if (most !== undefined && most[1] * 2 > offers.length) found[name] = most[0]
  }
  return found
}
