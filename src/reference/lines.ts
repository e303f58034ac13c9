/** Rows of a text, one a line, their fields apart by tabulations; fields at the end of a line that say nothing are left out. */
export interface Lines {
  /** Where each row begins, in the order of the text. */
  starts(): Generator<number>
  /** The first field of the row that begins there. */
  first(start: number): string
  fields(start: number): string[]
  /** One field of the row that begins there, from 0; '' when the row is shorter. */
  field(start: number, at: number): string
  /** Where the row begins whose first field is that; the rows must be in the order of their first field. */
  find(key: string): number | undefined
}

export function linesOf(text: string): Lines {
  const endOf = (start: number) => {
    const found = text.indexOf('\n', start)
    return found === -1 ? text.length : found
  }
  const first = (start: number) => text.slice(start, text.indexOf('\t', start))
  return {
    *starts() {
      for (let start = 0; start < text.length; start = endOf(start) + 1) yield start
    },
    first,
    fields: start => text.slice(start, endOf(start)).split('\t'),
    field(start, at) {
      const end = endOf(start)
      let from = start
      for (let left = at; left > 0; left -= 1) {
        const tab = text.indexOf('\t', from)
        if (tab === -1 || tab >= end) return ''
        from = tab + 1
      }
      const tab = text.indexOf('\t', from)
      return text.slice(from, tab === -1 || tab > end ? end : tab)
    },
    find(key) {
      let [low, high] = [0, text.length]
      while (low < high) {
        const start = text.lastIndexOf('\n', ((low + high) >> 1) - 1) + 1
        const here = first(start)
        if (here === key) return start
        if (here < key) low = endOf(start) + 1
        else high = start
      }
      return undefined
    },
  }
}
