/** What a route of the sandbox answers; `committed` when it wrote something. */
export interface Answer {
  status: number
  body: { kind: 'json'; value: unknown } | { kind: 'html'; text: string } | { kind: 'empty' }
  headers?: Record<string, string>
  committed?: boolean
  /** How many items of a list were made, for a DORA told to be slow. */
  items?: number
}

export interface ErrorItem {
  message: string
  code: string
}
/** Errors of a list are nested by index. */
export type FieldErrors = Record<string, ErrorItem[] | Record<string, ErrorItem[]>>

export function json(
  status: number,
  value: unknown,
  rest: Pick<Answer, 'headers' | 'committed' | 'items'> = {},
): Answer {
  return { status, body: { kind: 'json', value }, ...rest }
}

export function detail(status: number, code: string, message: string, headers: Record<string, string> = {}): Answer {
  return json(status, { detail: { message, code } }, { headers })
}

export function htmlError(status: 404 | 500): Answer {
  const [title, text] =
    status === 404 ? ['Not Found', 'The requested resource was not found on this server.'] : ['Server Error (500)', '']
  return {
    status,
    body: {
      kind: 'html',
      text: `\n<!doctype html>\n<html lang="en">\n<head>\n  <title>${title}</title>\n</head>\n<body>\n  <h1>${title}</h1><p>${text}</p>\n</body>\n</html>\n`,
    },
  }
}

const NBSP = '\u00A0'
export const noContent = (committed = false): Answer => ({ status: 204, body: { kind: 'empty' }, committed })
export const noSuchPage = (): Answer => detail(404, 'not_found', 'Page non valide.')
export const notFound = (): Answer => detail(404, 'not_found', 'Non trouvé.')
export const forbidden = (): Answer =>
  detail(403, 'permission_denied', "Vous n'avez pas la permission d'effectuer cette action.")
export const unauthenticated = (): Answer =>
  detail(401, 'not_authenticated', "Informations d'authentification non fournies.", { 'www-authenticate': 'Token' })
export const badToken = (message: string): Answer =>
  detail(401, 'authentication_failed', message, { 'www-authenticate': 'Token' })
export const methodNotAllowed = (method: string): Answer =>
  detail(405, 'method_not_allowed', `Méthode «${NBSP}${method}${NBSP}» non autorisée.`)
export const unsupportedMedia = (type: string): Answer =>
  detail(415, 'unsupported_media_type', `Type de média «${NBSP}${type}${NBSP}» non supporté.`)
export const throttled = (seconds: number): Answer =>
  detail(429, 'throttled', `Requête ralentie. Disponible à nouveau dans ${seconds} seconde${seconds > 1 ? 's' : ''}.`, {
    'retry-after': String(seconds),
  })

export const required = (): ErrorItem => ({ message: 'Ce champ est obligatoire.', code: 'required' })
export const isNull = (): ErrorItem => ({ message: 'Ce champ ne peut être nul.', code: 'null' })
export const isBlank = (): ErrorItem => ({ message: 'Ce champ ne peut être vide.', code: 'blank' })
export const invalidChoice = (value: unknown): ErrorItem => ({
  message: `«${NBSP}${String(value)}${NBSP}» n'est pas un choix valide.`,
  code: 'invalid_choice',
})
export const noSuchObject = (value: unknown, key = 'value'): ErrorItem => ({
  message: `L'objet avec ${key}=${String(value)} n'existe pas.`,
  code: 'does_not_exist',
})
export const noSuchKey = (value: unknown): ErrorItem => ({
  message: `Clé primaire «${NBSP}${String(value)}${NBSP}» non valide - l'objet n'existe pas.`,
  code: 'does_not_exist',
})
export const tooLong = (max: number): ErrorItem => ({
  message: `Assurez-vous que ce champ comporte au plus ${max}\u00A0caractères.`,
  code: 'max_length',
})
export const notAList = (): ErrorItem => ({ message: "Attendait une liste d'éléments.", code: 'not_a_list' })
export const invalid = (message: string): ErrorItem => ({ message, code: 'invalid' })
