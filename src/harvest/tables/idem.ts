/** A cell that says the same as the one above it: «idem», «id.», «"», «〃». */
export const isIdem = (cell: string): boolean => cell.length < 20 && /^\s*(?:idem|id\.?|"|''|»|〃)\s*$/i.test(cell)
