/** Longer texts are rarely the same. */
const SHORT = 60
/** Each offer has its own. */
const OWN: ReadonlySet<string> = new Set(['id', 'nom', 'description'])

/** Says the same words with one string: a département has few communes, themes and reasons, said by many offers. */
export function sharedValues() {
  const texts = new Map<string, string>()
  const lists = new Map<string, string[]>()
  const text = (value: string): string => {
    if (value.length > SHORT) return value
    const known = texts.get(value)
    if (known === undefined) texts.set(value, value)
    return known ?? value
  }
  const list = (values: string[]): string[] => {
    const name = `${values.length}\n${values.join('\n')}`
    const known = lists.get(name)
    if (known !== undefined) return known
    const shared = values.map(text)
    lists.set(name, shared)
    return shared
  }
  return {
    text,
    list,
    /** The same record; its texts and lists of texts are those of others. Changes it. */
    record<T extends object>(record: T): T {
      const fields = record as Record<string, unknown>
      for (const name in fields) {
        const value = fields[name]
        if (typeof value === 'string') {
          if (!OWN.has(name)) fields[name] = text(value)
        } else if (Array.isArray(value)) fields[name] = list(value as string[])
      }
      return record
    },
  }
}
