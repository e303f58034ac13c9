import type { Statement } from './statement.ts'

type Said = Pick<Statement, 'partner' | 'offer' | 'body'>

/**
 * Whether two statements say the same thing: a form sent twice (a slow telephone, the «back» button) counts once. The identifier and the day
 * that we give to a declaration do not count.
 */
export function sameSaid(a: Said, b: Said): boolean {
  return (
    a.partner === b.partner &&
    a.offer?.source === b.offer?.source &&
    a.offer?.key === b.offer?.key &&
    contentOf(a.body) === contentOf(b.body)
  )
}

function contentOf(body: Said['body']): string {
  if (body.kind !== 'declaration') return JSON.stringify(body)
  const own = body.from === 'formulaire' ? ['id', 'date_maj'] : []
  return JSON.stringify([
    body.kind,
    body.from,
    Object.entries(body.fields)
      .filter(([name]) => !own.includes(name))
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ])
}
