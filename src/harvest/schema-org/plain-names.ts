/** The vocabulary's address, as pages write it before a name. */
const VOCABULARY = /^https?:\/\/(?:www\.)?schema\.org\/#?/i
/** Words of JSON-LD itself, which a context may call otherwise («id» for «@id»). */
const KEYWORD = /^@(?:id|type|value|language|graph|list|set)$/
/** Deeper than anything that is read: what is nested further is left as it is. */
const DEEPEST = 24

/** What a context calls names: a whole term («titre»), or what stands before a colon («s»). */
type Terms = ReadonlyMap<string, string>

/** Prefix of the vocabulary that pages use without declaring it. */
const USUAL: Terms = new Map([['schema', '']])

/**
 * A JSON-LD value whose names are those of schema.org alone: `schema:name`, `http://schema.org/name`, and what its context calls so, are `name`. Types are
 * shortened likewise, lists and sets are bare.
 */
export function plainNames(value: unknown): unknown {
  return plain(value, USUAL, 0)
}

function plain(value: unknown, terms: Terms, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value
  if (Array.isArray(value)) return value.map(element => plain(element, terms, depth + 1))
  const own = '@context' in value ? withContext(terms, value['@context']) : terms
  const named: Record<string, unknown> = Object.create(null)
  for (const [written, inner] of Object.entries(value)) {
    const name = plainName(written, own)
    if (Object.hasOwn(named, name)) continue
    const isType = name === '@type'
    named[name] = isType ? typesIn(inner, own) : name === '@context' ? inner : plain(inner, own, depth + 1)
  }
  const inside = named['@list'] ?? named['@set']
  return inside === undefined ? { ...named } : inside
}

const typesIn = (types: unknown, terms: Terms): unknown =>
  Array.isArray(types)
    ? types.map(type => typesIn(type, terms))
    : typeof types === 'string'
      ? plainName(types, terms)
      : types

/** `name` for `schema:name`, `http://schema.org/name`, and a name that the context gives that meaning; any other as it is. */
function plainName(name: string, terms: Terms): string {
  const known = terms.get(name)
  if (known) return known
  const bare = name.replace(VOCABULARY, '')
  if (bare !== name) return bare || name
  const colon = name.indexOf(':')
  return colon > 0 && terms.get(name.slice(0, colon)) === '' ? name.slice(colon + 1) || name : name
}

/** Terms and prefixes that a context adds, for the vocabulary and the words of JSON-LD. An address is no context of ours: it is never read. */
function withContext(terms: Terms, context: unknown): Terms {
  const all = new Map(terms)
  for (const part of Array.isArray(context) ? context : [context]) {
    if (typeof part !== 'object' || part === null) continue
    for (const [term, told] of Object.entries(part)) {
      const means = typeof told === 'object' && told !== null && '@id' in told ? told['@id'] : told
      if (typeof means !== 'string' || term.startsWith('@')) continue
      if (KEYWORD.test(means)) all.set(term, means)
      else if (VOCABULARY.test(means)) all.set(term, means.replace(VOCABULARY, ''))
      else if (means.startsWith('schema:')) all.set(term, means.slice('schema:'.length))
    }
  }
  return all
}
