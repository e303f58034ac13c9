import { type Answer, json, notFound } from './answer.ts'
import type { RouteContext } from './route.ts'

/** A flat list, unless `page_size` is given: then `{count, next, previous, results}`. */
export function paginate<T>(context: RouteContext, items: T[], serialize: (item: T) => unknown): Answer {
  const asked = context.query.get('page_size')
  if (asked === null) return json(200, items.map(serialize))
  const size = Math.max(1, Number.parseInt(asked, 10) || 1)
  const page = Number.parseInt(context.query.get('page') ?? '1', 10)
  const pages = Math.max(1, Math.ceil(items.length / size))
  if (!(page >= 1 && page <= pages)) return notFound()
  const link = (number: number): string => {
    const query = new URLSearchParams(context.query)
    query.delete('page')
    query.delete('page_size')
    const rest = query.toString()
    return `${context.origin}${context.path}?page=${number}&page_size=${size}${rest ? `&${rest}` : ''}`
  }
  return json(200, {
    count: items.length,
    next: page < pages ? link(page + 1) : null,
    previous: page > 1 ? link(page - 1) : null,
    results: items.slice((page - 1) * size, page * size).map(serialize),
  })
}
