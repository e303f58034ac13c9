import { sameSaid } from '../../normalise/statements/same-said.ts'
import type { Statement, Typed } from '../../normalise/statements/statement.ts'

/** The lines of a spreadsheet that were not declared before, in the same words and not refused since; each once. Pure. */
export function newOffers(
  lines: readonly { values: Typed }[],
  declared: readonly Statement[],
  partner: string,
): Typed[] {
  const said = (fields: Typed) => ({
    partner,
    offer: null,
    body: { kind: 'declaration', fields, from: 'tableur' } as const,
  })
  const known = declared.filter(each => each.state !== 'refused' && each.body.kind === 'declaration')
  return lines.flatMap(({ values }, at) => {
    const same = (other: Parameters<typeof sameSaid>[0]) => sameSaid(other, said(values))
    const before = lines.slice(0, at).some(line => same(said(line.values)))
    return before || known.some(same) ? [] : [values]
  })
}
