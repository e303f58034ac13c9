/** Rows of a list on their way elsewhere: the values that no part before had, and for each row its shape and where its values are among all. */
export interface RowsPart {
  shapes: string[][]
  values: unknown[]
  rows: Uint32Array
}

/** Packs the parts of one list, in order: each text, number or list of texts goes once, however many rows have it. */
export function rowsPacker(): (rows: readonly object[]) => RowsPart {
  const shapes = new Map<string, number>()
  const places = new Map<unknown, number>()
  const lists = new Map<string, number>()
  let count = 0
  let last: { names: string[]; shape: number } = { names: [], shape: -1 }
  return rows => {
    const part: Pick<RowsPart, 'shapes' | 'values'> = { shapes: [], values: [] }
    const add = (value: unknown) => {
      part.values.push(value)
      count += 1
      return count - 1
    }
    const shapeOf = (names: string[]) => {
      // Most rows are like the one before.
      if (last.shape >= 0 && names.length === last.names.length && names.every((name, at) => name === last.names[at]))
        return last.shape
      last = { names, shape: placeOfShape(names) }
      return last.shape
    }
    const placeOfShape = (names: string[]) => {
      const name = JSON.stringify(names)
      const known = shapes.get(name)
      if (known !== undefined) return known
      part.shapes.push(names)
      shapes.set(name, shapes.size)
      return shapes.size - 1
    }
    const placeOf = (value: unknown) => {
      const known = places.get(value)
      if (known !== undefined) return known
      const place = isTexts(value) ? placeOfList(value) : add(value)
      places.set(value, place)
      return place
    }
    const placeOfList = (list: readonly string[]) => {
      const name = JSON.stringify(list)
      const known = lists.get(name) ?? add(list)
      lists.set(name, known)
      return known
    }
    const packed: number[] = []
    let before: Record<string, unknown> | null = null
    for (const row of rows as readonly Record<string, unknown>[]) {
      const names = Object.keys(row)
      const [alike, shape] = [last.shape, shapeOf(names)]
      packed.push(shape)
      // Rows that follow each other often say the same: what stands as many places before is known without looking it up.
      for (const name of names)
        packed.push(
          before !== null && alike === shape && row[name] === before[name]
            ? (packed[packed.length - names.length - 1] ?? 0)
            : placeOf(row[name]),
        )
      before = row
    }
    return { ...part, rows: Uint32Array.from(packed) }
  }
}

/** Gives back the rows of each part, in order. Rows that had the same text or list of texts share it. */
export function rowsUnpacker(): (part: RowsPart) => object[] {
  const shapes: string[][] = []
  const values: unknown[] = []
  return part => {
    shapes.push(...part.shapes)
    for (const value of part.values) values.push(value)
    const rows: object[] = []
    for (let at = 0; at < part.rows.length; ) {
      const names = shapes[part.rows[at] ?? -1]
      if (names === undefined) throw new RangeError('a part is missing')
      const row: Record<string, unknown> = {}
      for (const name of names) {
        at += 1
        row[name] = values[part.rows[at] ?? -1]
      }
      at += 1
      rows.push(row)
    }
    return rows
  }
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(each => typeof each === 'string')
