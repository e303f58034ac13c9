/** What a person reads when a command fails: our own errors are already sentences in French; those of the system and of SQLite are put into words, with whose move it is. */
export function sayError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path, address, port, hostname } = error as Partial<
    Record<'code' | 'path' | 'address' | 'port' | 'hostname', unknown>
  >
  const where = typeof path === 'string' ? ` « ${path} »` : ''
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Impossible d’écrire ou de lire${where} : ce compte n’en a pas le droit. Donnez-lui ce droit, ou choisissez un autre dossier (réglage DORA_SYNC_DATA pour les données).`
    case 'EEXIST':
    case 'ENOTDIR':
      return `${where === '' ? 'Un chemin' : where.trim()} n’est pas un dossier : un fichier porte ce nom. Choisissez un autre dossier (réglage DORA_SYNC_DATA pour les données).`
    case 'ENOENT':
      return where === ''
        ? error.message
        : `${where.trim()} est introuvable, et ne peut pas être créé là. Choisissez un autre chemin.`
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
    case 'ENOTFOUND':
    case 'EAI_AGAIN': {
      const whom = hostname ?? (address === undefined ? '' : `${address}:${port}`)
      return `Un serveur ne répond pas (${whom === '' ? code : `${whom}, ${code}`}) : vérifiez qu’il tourne, et son adresse (réglages DATABASE_URL pour Postgres, REDIS_URL pour Redis).`
    }
    case '28P01':
    case '28000':
      return 'Postgres refuse ce compte ou ce mot de passe : vérifiez DATABASE_URL.'
    case '3D000':
      return 'Postgres n’a pas de base de ce nom : créez-la, ou corrigez DATABASE_URL.'
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
