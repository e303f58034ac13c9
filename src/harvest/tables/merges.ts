/** A cell that covers others: the column it starts at, from 0, and how many columns and rows it takes. */
export interface Merge {
  text: string
  from: number
  across: number
  down: number
}

/** Columns that a merged cell may reach. */
const WIDEST = 1000

/**
 * What merged cells say in the places they cover, row by row. A cell that is alone on its row is a title: it says nothing of the columns beside it.
 */
export function openMerges() {
  const held: (Merge & { left: number })[] = []
  let fresh: Merge[] = []
  return {
    /** A merged cell of the row being read. */
    open(merge: Merge): void {
      fresh.push({ ...merge, across: Math.min(merge.across, WIDEST) })
    },
    /** Ends a row, or `times` rows that are the same. @returns words by column for what merged cells cover in it; undefined for none */
    row(cells: readonly string[], times = 1): string[] | undefined {
      const words: string[] = []
      const alone = cells.filter(cell => cell.trim() !== '').length <= 1
      for (const { text, from, across } of fresh)
        for (let at = from + 1; !alone && at < from + across; at += 1) words[at] = text
      for (const merge of held) {
        for (let at = merge.from; at < merge.from + merge.across; at += 1) words[at] = merge.text
        merge.left -= times
      }
      for (let at = held.length - 1; at >= 0; at -= 1) if ((held[at]?.left ?? 0) <= 0) held.splice(at, 1)
      for (const merge of fresh)
        if (merge.down > times) held.push({ ...merge, ...(alone && { across: 1 }), left: merge.down - times })
      fresh = []
      return words.length > 0 ? words : undefined
    },
  }
}
