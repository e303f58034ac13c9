/** What a person reads when a command fails: our own errors are already sentences in French; those of the system and of SQLite are put into words, with whose move it is. */
export function sayError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as { code?: unknown; path?: unknown }
  const where = typeof path === 'string' ? ` « ${path} »` : ''
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Impossible d’écrire ou de lire${where} : ce compte n’en a pas le droit. Donnez-lui ce droit, ou choisissez un autre dossier (réglage DORA_SYNC_DATA pour les données).`
    case 'EEXIST':
    case 'ENOTDIR':
      return `${where === '' ? 'Un chemin' : where.trim()} n’est pas un dossier : un fichier porte ce nom. Choisissez un autre dossier (réglage DORA_SYNC_DATA pour les données).`
    case 'ENOSPC':
      return 'Le disque est plein : faites de la place, puis relancez. Ce qui était enregistré reste.'
    default:
      return sqliteSentence(error.message) ?? error.message
  }
}

/** SQLite says these in English, without the path. */
function sqliteSentence(message: string): string | null {
  if (/unable to open database file|attempt to write a readonly database/.test(message))
    return 'Le registre ne peut pas être ouvert ou écrit : vérifiez que ce compte a le droit d’écrire dans le dossier des données (réglage DORA_SYNC_DATA).'
  if (/database or disk is full/.test(message))
    return 'Le disque est plein : faites de la place, puis relancez. Ce qui était enregistré reste.'
  if (/database disk image is malformed|file is not a database/.test(message))
    return 'Le registre est abîmé : remettez une sauvegarde du dossier des données (réglage DORA_SYNC_DATA).'
  return null
}
