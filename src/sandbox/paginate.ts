import { type Answer, json, noSuchPage } from './answer.ts'
import type { RouteContext } from './route.ts'

/** A flat list, unless `page_size` is a number above 0 (it has no maximum): then `{count, next, previous, results}`. */
export function paginate<T>(context: RouteContext, items: T[], serialize: (item: T) => unknown): Answer {
  const asked = context.query.get('page_size') ?? ''
  const size = /^\s*\d+\s*$/.test(asked) ? Number(asked) : 0
  if (size === 0) return json(200, items.map(serialize), { items: items.length })
  const pages = Math.max(1, Math.ceil(items.length / size))
  const number = context.query.get('page') ?? '1'
  const page = number === 'last' ? pages : /^\s*\d+\s*$/.test(number) ? Number(number) : 0
  if (!(page >= 1 && page <= pages)) return noSuchPage()
  const link = (target: number): string => {
    const query = new URLSearchParams(context.query)
    // Django puts the parameters of a link in the order of the alphabet, and the first page needs no number.
    if (target === 1) query.delete('page')
    else query.set('page', String(target))
    query.sort()
    return `${context.origin}${context.path}?${query.toString()}`
  }
  const results = items.slice((page - 1) * size, page * size)
  return json(
    200,
    {
      count: items.length,
      next: page < pages ? link(page + 1) : null,
      previous: page > 1 ? link(page - 1) : null,
      results: results.map(serialize),
    },
    { items: results.length },
  )
}
