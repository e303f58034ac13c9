import { parse, stringify } from 'yaml'

/** Fields of a mapping that say how to reach somebody. */
const CONTACT: ReadonlySet<string> = new Set(['telephone', 'courriel', 'contact_nom_prenom'])

type Json = Record<string, unknown>

/** A taught version without the phones, addresses and names that somebody typed in it; how the source is read stays. Pure; what cannot be read stays as it is. */
export const withoutTypedContacts = ({ lesson, mapping }: { lesson: string; mapping: string }) => ({
  lesson: changed(lesson, JSON.parse, JSON.stringify, withoutAnswers),
  mapping: changed(mapping, parse, said => stringify(said, { lineWidth: 0 }), withoutFixed),
})

/** @param take takes it out of what is given, and says whether there was anything to take */
function changed<Said>(
  text: string,
  read: (text: string) => Said,
  write: (said: Said) => string,
  take: (said: Said) => boolean,
): string {
  try {
    const said = read(text)
    return take(said) ? write(said) : text
  } catch {
    return text
  }
}

function withoutAnswers({ steps = [] }: { steps?: { fields?: Json; offers?: Record<string, Json> }[] }): boolean {
  let taken = false
  for (const { fields = {}, offers = {} } of steps)
    for (const answers of [fields, ...Object.values(offers)])
      for (const name of CONTACT)
        if ((answers[name] as Json | undefined)?.kind === 'constant') {
          delete answers[name]
          taken = true
        }
  return taken
}

function withoutFixed({ offers = [] }: { offers?: { fields?: Json }[] }): boolean {
  let taken = false
  for (const { fields = {} } of offers)
    for (const name of CONTACT) {
      const rules = fields[name] === undefined ? [] : [fields[name]].flat()
      const kept = rules.filter(rule => !('const' in (rule as Json)) && !('default' in (rule as Json)))
      if (kept.length === rules.length) continue
      taken = true
      if (kept.length === 0) delete fields[name]
      else fields[name] = kept
    }
  return taken
}
