import type { Statement, StatementBody } from '../../normalise/statements/statement.ts'

/** A stop is kept as soon as it is said, a confirmation too: only what waits for an answer can be taken back, and by whoever asked for it. */
export const isCancellable = ({ body, noted }: Pick<Statement, 'body' | 'noted'>): boolean =>
  !noted && body.kind !== 'confirmation' && body.kind !== 'stop'

/**
 * What a partner says now against what they asked before about the same offer and nobody answered: of two that contradict each other, only the
 * last one stands. A correction takes over the fields that it does not speak of. A confirmation ends a withdrawal, not a correction: what
 * is right besides may be confirmed. Pure.
 * @param before statements about that offer (or, without offer, of that partner)
 */
export function replacing(
  body: StatementBody,
  before: readonly Statement[],
): { body: StatementBody; replaced: Statement[] } {
  const open = before.filter(each => each.state === 'open' && !each.noted)
  const ofKind = (...kinds: StatementBody['kind'][]) => open.filter(each => kinds.includes(each.body.kind))
  switch (body.kind) {
    case 'confirmation':
      return { body, replaced: ofKind('withdrawal') }
    case 'withdrawal':
      return { body, replaced: ofKind('withdrawal', 'correction', 'return') }
    case 'correction': {
      const touched = ofKind('correction').filter(
        each => each.body.kind === 'correction' && Object.keys(each.body.fields).some(name => name in body.fields),
      )
      // Oldest first: a later word of the same field wins.
      const former = touched.toReversed().flatMap(each => (each.body.kind === 'correction' ? [each.body] : []))
      return {
        body: {
          ...body,
          fields: Object.assign({}, ...former.map(each => each.fields), body.fields),
          comment: [...new Set([...former.map(each => each.comment), body.comment])].filter(Boolean).join('\n'),
        },
        replaced: [...touched, ...ofKind('withdrawal')],
      }
    }
    case 'declaration': {
      const { from, fields } = body
      // Only a spreadsheet names its offers itself.
      const same = (other: StatementBody) =>
        from === 'tableur' && other.kind === 'declaration' && other.from === from && other.fields.id === fields.id
      return { body, replaced: open.filter(each => same(each.body)) }
    }
    case 'return':
      return { body, replaced: ofKind('withdrawal', 'return') }
    case 'stop':
      return { body, replaced: [] }
  }
}
