import { tellsError } from '../source-error.ts'
import { scalarText, valueAt } from './flatten.ts'

const ERRORS = ['error', 'errors', 'erreur', 'erreurs', 'exception', 'fault']
const WORDS = [
  'message',
  'detail',
  'details',
  'description',
  'title',
  'titre',
  'reason',
  'msg',
  'error_description',
  'code',
]
/** Whether all went well, in the words of interfaces. */
const WELL = ['success', 'succes', 'ok']
const FAILED = /^(?:error|erreur|ko|fail(?:ed|ure)?|[45]\d\d)$/i

/** The error that a JSON document tells at its head, in its words; null when it tells none. */
export function saidError(content: unknown): string | null {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return null
  for (const name of ERRORS) {
    const told = valueAt(content, name)
    if (told === undefined || told === null || told === false) continue
    const words = wordsOf(told, 0)
    if (words !== null && tellsError(words)) return words === 'true' ? (wordsOf(content, 1) ?? name) : words
  }
  const status = scalarText(valueAt(content, 'status') ?? valueAt(content, 'statut')) ?? ''
  if (!WELL.some(name => valueAt(content, name) === false) && !FAILED.test(status)) return null
  return wordsOf(content, 1) ?? (status || 'échec')
}

/** The words of an error, however it is written: a text, an object that holds one, a list of them. */
function wordsOf(told: unknown, depth: number): string | null {
  if (told === true) return 'true'
  const bare = scalarText(told)
  if (bare !== null) return bare
  if (typeof told !== 'object' || told === null || depth > 3) return null
  if (Array.isArray(told)) return told.length === 0 ? null : wordsOf(told[0], depth + 1)
  for (const name of WORDS) {
    const words = scalarText(valueAt(told, name))
    if (words !== null) return words
  }
  const inside = depth === 0 ? Object.values(told).map(value => wordsOf(value, depth + 1)) : []
  return inside.find(words => words !== null) ?? null
}
