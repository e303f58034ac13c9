import { meant } from '../common/meant.ts'

/**
 * Refuses an identifier of source that nobody knows, and says which ones are known.
 * @throws Error in French
 */
export function requireKnown(asked: readonly string[], known: readonly string[]): void {
  const unknown = asked.filter(id => !known.includes(id))
  if (unknown.length === 0) return
  const near = unknown.flatMap(id => meant(id, known) ?? [])
  const perhaps = near.length > 0 ? ` Vouliez-vous dire « ${near.join(', ')} » ?` : ''
  throw new Error(
    `Source inconnue : ${unknown.join(', ')}.${perhaps} Connues : ${[...known].sort().join(', ') || 'aucune'}.`,
  )
}
