type Json = Record<string, unknown>

/** What holds the names of the columns beside a table. */
const HEADS = ['columns', 'fields', 'headers', 'header', 'cols', 'colonnes']

/**
 * JSON whose lists of lists are lists of objects: named by what stands beside them (`columns`), or else by the first of them. Pandas, Google Sheets and
 * exports of databases write tables so. Anything else comes back as it is. Pure.
 */
export function withTables(content: unknown): unknown {
  if (Array.isArray(content)) return tableOf(content, null) ?? content
  if (!isObject(content)) return content
  const head = HEADS.map(name => namesIn(content[name])).find(names => names !== null) ?? null
  const tables = Object.entries(content).flatMap(([name, value]) => {
    const table = Array.isArray(value) && !HEADS.includes(name) ? tableOf(value, head) : null
    return table === null ? [] : [[name, table]]
  })
  return tables.length === 0 ? content : { ...content, ...Object.fromEntries(tables) }
}

function tableOf(rows: readonly unknown[], head: readonly string[] | null): Json[] | null {
  if (rows.length === 0 || !rows.every(row => Array.isArray(row))) return null
  const [first = [], ...rest] = rows as unknown[][]
  const names = head ?? namesIn(first)
  const told = head === null ? rest : (rows as unknown[][])
  const width = Math.max(0, ...told.map(row => row.length))
  if (names === null || told.length === 0 || names.length < 2 || width > names.length) return null
  return told.map(row => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])))
}

/** Names of columns, all different: texts, or objects that have a name. */
function namesIn(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null
  const names = value.map(each => (isObject(each) ? (each.name ?? each.label ?? each.title) : each))
  const are = names.every((name): name is string => typeof name === 'string' && name.trim() !== '')
  return are && new Set(names).size === names.length ? (names as string[]) : null
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
