import { parisDay } from '../common/paris-day.ts'
import type { ReportShelves } from '../ledger/report-shelves.ts'
import { saidDay } from '../normalise/statements/said-day.ts'
import type { Statement } from '../normalise/statements/statement.ts'

/** A partner on a day, `YYYY-MM-DD`. */
export interface PartnerDay {
  partner: string
  day: string
}

/** What each partner said, in a call or by itself, whatever became of it since. Pure. */
export function answersOf(statements: readonly Pick<Statement, 'partner' | 'at' | 'body'>[]): PartnerDay[] {
  return statements.map(said => ({ partner: said.partner, day: saidDay(said) }))
}

/** When each partner was written to, reminders included: to have its address is not to have been in touch. */
export async function lettersTo({
  people,
  campaigns,
}: Pick<ReportShelves, 'people' | 'campaigns'>): Promise<PartnerDay[]> {
  const partnerOf = new Map((await people.contacts()).map(({ id, partner }) => [id, partner]))
  const letters: PartnerDay[] = []
  for (const { id } of await campaigns.list())
    for (const { contact, sent, reminded } of await campaigns.sends(id)) {
      const partner = partnerOf.get(contact)
      if (partner !== undefined) letters.push({ partner, day: parisDay(new Date(reminded ?? sent)) })
    }
  return letters
}
