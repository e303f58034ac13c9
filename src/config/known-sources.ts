/**
 * Refuses an identifier of source that nobody knows, and says which ones are known.
 * @throws Error in French
 */
export function requireKnown(asked: readonly string[], known: readonly string[]): void {
  const unknown = asked.filter(id => !known.includes(id))
  if (unknown.length > 0)
    throw new Error(`Source inconnue : ${unknown.join(', ')}. Connues : ${[...known].sort().join(', ') || 'aucune'}.`)
}
