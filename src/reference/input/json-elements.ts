const LONGEST = 16 * 1024 * 1024

/** The text of one element of a top-level JSON array, with the line it begins on; or what broke. */
export type JsonElement = { ok: true; text: string; line: number } | { ok: false; line: number; message: string }

/**
 * Cuts a top-level JSON array into the texts of its elements, in flat memory. It only follows strings and brackets: each element is left for
 * `JSON.parse` to judge, so one that is broken inside does not stop the others.
 */
export async function* jsonElements(chunks: AsyncIterable<string>): AsyncGenerator<JsonElement> {
  let line = 1
  let begun = false
  let ended = false
  let depth = 0
  let inString = false
  let escaped = false
  let parts: string[] = []
  let held = 0
  let startLine = 1
  for await (const chunk of chunks) {
    let from = depth > 0 || parts.length > 0 ? 0 : -1
    for (let at = 0; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at)
      if (code === 10) line += 1
      if (inString) {
        if (escaped) escaped = false
        else if (code === 92) escaped = true
        else if (code === 34) inString = false
        continue
      }
      if (code <= 32 || code === 0xfeff) continue
      if (ended) return yield { ok: false, line, message: 'il y a encore du texte après la fin de la liste.' }
      if (!begun) {
        if (code !== 91) return yield { ok: false, line, message: 'une liste JSON doit commencer par « [ ».' }
        begun = true
        continue
      }
      const closes = code === 93 || code === 125
      if (depth === 0 && (code === 44 || code === 93)) {
        if (from >= 0) {
          yield { ok: true, text: parts.join('') + chunk.slice(from, at), line: startLine }
          parts = []
          held = 0
          from = -1
        }
        if (code === 93) ended = true
        continue
      }
      if (from < 0) {
        from = at
        startLine = line
      }
      if (code === 34) inString = true
      else if (code === 91 || code === 123) depth += 1
      else if (closes) depth -= 1
      if (depth < 0) return yield { ok: false, line, message: 'une accolade se ferme sans avoir été ouverte.' }
    }
    if (from >= 0) {
      parts.push(chunk.slice(from))
      held += chunk.length - from
      if (held > LONGEST)
        return yield {
          ok: false,
          line: startLine,
          message: 'une fiche dépasse 16 Mo ; un guillemet n’est sans doute pas fermé.',
        }
    }
  }
  if (!begun) yield { ok: false, line, message: 'le fichier est vide.' }
  else if (!ended) yield { ok: false, line, message: 'la liste s’arrête avant son « ] » : le fichier est coupé.' }
}
