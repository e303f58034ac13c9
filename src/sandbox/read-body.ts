import type { Context } from 'hono'
import { type Answer, detail, json, unsupportedMedia } from './answer.ts'
import type { Body } from './route.ts'

/** The JSON object of a request, or the refusal that DORA gives: other content type, unreadable, not an object. */
export async function readBody(context: Context): Promise<{ value: Body } | { refused: Answer }> {
  const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim() ?? ''
  const text = await context.req.text()
  if (text === '') return { value: {} }
  if (type !== 'application/json') return { refused: unsupportedMedia(type) }
  try {
    const value: unknown = JSON.parse(text)
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return {
        refused: json(400, {
          nonFieldErrors: [{ message: 'Données non valides. Un dictionnaire est attendu.', code: 'invalid' }],
        }),
      }
    return { value: value as Body }
  } catch (error) {
    const position = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length)
    const lines = text.slice(0, position).split('\n')
    const column = (lines.at(-1)?.length ?? 0) + 1
    return {
      refused: detail(
        400,
        'parse_error',
        `JSON parse error - Expecting value: line ${lines.length} column ${column} (char ${position})`,
      ),
    }
  }
}
