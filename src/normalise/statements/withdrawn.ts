import type { Statement } from './statement.ts'

/** Accepted withdrawals that nothing said since takes back, by `source\nkey`. Pure. @param accepted statements, in any order */
export function standingWithdrawals(accepted: readonly Statement[]): Map<string, Statement> {
  const last = new Map<string, Statement>()
  for (const each of accepted) {
    if (each.offer === null || each.state !== 'accepted') continue
    const place = `${each.offer.source}\n${each.offer.key}`
    if (each.at >= (last.get(place)?.at ?? '')) last.set(place, each)
  }
  return new Map([...last].filter(([, { body }]) => body.kind === 'withdrawal'))
}
