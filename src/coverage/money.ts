import type { Convention } from '../convention/convention.ts'
import { departmentShares } from '../convention/department-shares.ts'
import { type Funding, fundings } from '../convention/fundings.ts'
import type { FicheAccount, LineAccount, MoneySplit } from './report-contract.ts'

/** Where one amount stands; it is counted once, however many lines share it. */
export type FundingState = 'referenced' | 'partial' | 'missing' | 'without_offer'

/** Referenced only when all the offers that the amount pays are; partial as soon as something of it is. */
export function fundingState(funding: Funding, lines: ReadonlyMap<string, LineAccount>): FundingState {
  const offers = funding.lines.filter(line => line.offer).map(line => lines.get(line.id)?.state ?? 'absent')
  if (offers.length === 0) return 'without_offer'
  if (offers.every(state => state === 'referenced')) return 'referenced'
  return offers.some(state => state === 'referenced' || state === 'partial') ? 'partial' : 'missing'
}

/** The State's euros, of the whole convention or of one fiche. */
export function splitMoney(convention: Convention, accounts: LineAccount[], fiche?: number): MoneySplit {
  return split(convention, accounts, funding => funding.state, fiche)
}

/**
 * The Département's euros. Where the text gives its share for the fiche only, it follows the State's amounts (parity of article 3.3).
 */
export function splitDepartmentMoney(convention: Convention, accounts: LineAccount[]): MoneySplit {
  const amounts = Map.groupBy(fundings(convention), ({ fiche }) => fiche)
  const shares = new Map(
    convention.fiches.flatMap(fiche => [...departmentShares(fiche, amounts.get(fiche.number) ?? [])]),
  )
  return split(convention, accounts, ({ id }) => shares.get(id) ?? 0)
}

function split(
  convention: Convention,
  accounts: LineAccount[],
  euros: (funding: Funding) => number,
  fiche?: number,
): MoneySplit {
  const lines = new Map(accounts.map(account => [account.id, account]))
  const money: MoneySplit = { total: 0, referenced: 0, partial: 0, missing: 0, without_offer: 0 }
  for (const funding of fundings(convention)) {
    if (fiche !== undefined && funding.fiche !== fiche) continue
    const state = fundingState(funding, lines)
    money.total = toCent(money.total + euros(funding))
    money[state] = toCent(money[state] + euros(funding))
  }
  return money
}

/** A tenth and two tenths are three tenths. */
const toCent = (euros: number) => Math.round(euros * 100) / 100

export function ficheAccounts(convention: Convention, accounts: LineAccount[]): FicheAccount[] {
  return convention.fiches.map(fiche => {
    const lines = accounts.filter(account => account.fiche === fiche.number && account.offer)
    const volets = new Map<number, boolean>()
    for (const line of lines) {
      const volet = line.volet ?? 1
      volets.set(volet, (volets.get(volet) ?? true) && line.state === 'referenced')
    }
    return {
      number: fiche.number,
      title: fiche.title,
      heading: fiche.heading,
      state_euros: fiche.state,
      department_euros: fiche.department,
      offers: lines.length,
      referenced: lines.filter(line => line.state === 'referenced').length,
      volets: volets.size,
      volets_referenced: [...volets.values()].filter(Boolean).length,
      money: splitMoney(convention, accounts, fiche.number),
    }
  })
}
