/** Who a token of the sandbox is. Same roles as in the recorded exchanges with a real DORA. */
export interface Account {
  name: AccountName
  token: string
  email: string
  shortName: string
  isStaff: boolean
  isManager: boolean
  departments: string[]
  active: boolean
  /** DORA's `is_valid`: the e-mail was confirmed. */
  valid: boolean
  /** Slugs of the structures it administers. */
  structures: Set<string>
}

export type AccountName =
  | 'gestionnaire35'
  | 'gestionnaire29'
  | 'membre'
  | 'staff'
  | 'non-valide'
  | 'inactif'
  | 'data-inclusion'

/** A fresh set of accounts. Tokens are fixed and public: this is a stand-in that listens on the loopback only. */
export function sampleAccounts(): Account[] {
  const account = (name: AccountName, shortName: string, rest: Partial<Account> = {}): Account => ({
    name,
    token: `bac-a-sable-${name}`,
    email: `${name}@dora.example.org`,
    shortName,
    isStaff: false,
    isManager: false,
    departments: [],
    active: true,
    valid: true,
    structures: new Set(),
    ...rest,
  })
  return [
    account('gestionnaire35', 'G. Trente-Cinq', { isManager: true, departments: ['35'] }),
    account('gestionnaire29', 'G. Vingt-Neuf', { isManager: true, departments: ['29'] }),
    account('membre', 'M. Structure'),
    account('staff', 'S. Equipe', { isStaff: true }),
    account('non-valide', 'N. Valide', { valid: false }),
    account('inactif', 'I. Nactif', { active: false }),
    account('data-inclusion', 'D. Inclusion'),
  ]
}

/** Token of the gestionnaire of a département; another gestionnaire's when there is none, and its refusals then say so. */
export function sampleManagerToken(department: string): string {
  const managers = sampleAccounts().filter(account => account.isManager)
  return (managers.find(account => account.departments.includes(department)) ?? managers[0])?.token ?? ''
}
