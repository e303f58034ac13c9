import { upperFirst } from '../common/text.ts'
/** Who a token of the sandbox is. Same roles as in the recorded exchanges with a real DORA. */
export interface Account {
  name: AccountName
  token: string
  email: string
  firstName: string
  lastName: string
  isStaff: boolean
  isManager: boolean
  departments: string[]
  active: boolean
  /** DORA's `is_valid`: the e-mail was confirmed. */
  valid: boolean
}

export type AccountName =
  | 'gestionnaire35'
  | 'gestionnaire35-sans-structure'
  | 'gestionnaire29'
  | 'membre'
  | 'staff'
  | 'non-valide'
  | 'inactif'
  | 'data-inclusion'

/** A fresh set of accounts. Tokens are fixed and public: this is a stand-in that listens on the loopback only. */
export function sampleAccounts(): Account[] {
  const account = (name: AccountName, lastName: string, rest: Partial<Account> = {}): Account => ({
    name,
    token: `bac-a-sable-${name}`,
    email: `${name}@dora.example.org`,
    firstName: upperFirst(name),
    lastName,
    isStaff: false,
    isManager: false,
    departments: [],
    active: true,
    valid: true,
    ...rest,
  })
  return [
    account('gestionnaire35', 'Trente-Cinq', { isManager: true, departments: ['35'] }),
    account('gestionnaire35-sans-structure', 'Sans-Structure', { isManager: true, departments: ['35'] }),
    account('gestionnaire29', 'Vingt-Neuf', { isManager: true, departments: ['29'] }),
    account('membre', 'Structure'),
    account('staff', 'Equipe', { isStaff: true }),
    account('non-valide', 'Valide', { valid: false }),
    account('inactif', 'Nactif', { active: false }),
    account('data-inclusion', 'Inclusion'),
  ]
}

/** Token of the gestionnaire of a département; another gestionnaire's when there is none, and its refusals then say so. */
export function sampleManagerToken(department: string): string {
  const managers = sampleAccounts().filter(account => account.isManager)
  return (managers.find(account => account.departments.includes(department)) ?? managers[0])?.token ?? ''
}
