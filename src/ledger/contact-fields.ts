/** Fields of a DORA service that say how to reach a person. */
export const CONTACT: ReadonlySet<string> = new Set(['contactName', 'contactEmail', 'contactPhone'])

/** Choices that keep such a value: one that was refused, the one that was shown when ours was chosen. */
export const CONTACT_TOPICS: readonly string[] = [...CONTACT].flatMap(name => [`field:${name}`, `refused:${name}`])

/** @param json fields of a service @returns the same without how to reach a person */
export function withoutContact(json: string): string {
  const fields = JSON.parse(json) as Record<string, unknown>
  return JSON.stringify(Object.fromEntries(Object.entries(fields).filter(([name]) => !CONTACT.has(name))))
}
