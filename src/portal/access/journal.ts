/** Where every change of state is written down, with who. The ledger's events are one. */
export interface Journal {
  add(event: {
    actor: string
    /** Stable word, e.g. `connexion`. */
    action: string
    source: string | null
    key: string | null
    detail: unknown
  }): Promise<void>
}
