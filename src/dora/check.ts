/** One thing looked at. `mend` says what to do, and is null when all is well. */
export interface Check {
  id:
    | 'adresse'
    | 'referentiels'
    | 'jeton'
    | 'role'
    | 'departements'
    | 'ecriture'
    | 'contacts'
    | 'dialecte'
    | 'quota'
    | 'horloge'
    | 'configuration'
  state: 'bon' | 'a-savoir' | 'a-corriger'
  message: string
  mend: string | null
}
