/** Another process kept the ledger for itself for longer than anybody waits. Nothing was written. */
export class LedgerBusy extends Error {
  override readonly name = 'LedgerBusy'
  constructor(options?: ErrorOptions) {
    super(
      'Le registre est occupé par un autre travail (un long passage, un effacement, une sauvegarde). Rien n’a été écrit. Réessayez dans une minute.',
      options,
    )
  }
}
