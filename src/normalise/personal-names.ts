import { remember } from '../common/remember.ts'
import { fold } from '../common/text.ts'
import { GIVEN_NAMES } from './given-names.ts'

/** A capitalised word, hyphens and apostrophes inside («Le Goff», «D’Artagnan», «DURAND»). */
const NAME = String.raw`(?:\p{Lu}[\p{L}’'-]+)`
const TITLED = new RegExp(
  String.raw`(?<![\p{L}\d])(?:M\.|MM\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle|Dr\.?|Docteur|Maître)\s+(?:\p{Lu}\.\s*)?${NAME}`,
  'u',
)
const PAIR = new RegExp(
  String.raw`(?<![\p{L}\d-])(\p{Lu}[\p{L}]+(?:-\p{Lu}[\p{L}]+)?)(?=\s+(?:(?:[Ll]e|[Dd]e|[Dd]u|[Dd]es|[Ll]a)\s+)?${NAME})`,
  'gu',
)
/** «12 rue Jean Jaurès», «espace Simone Veil»: a place, not a person. */
const PLACE =
  /(?:rue|avenue|av\.?|boulevard|bd\.?|place|all[ée]e|impasse|quai|square|cours|chemin|route|passage|mail|centre|espace|[ée]cole|coll[èe]ge|lyc[ée]e|maison|salle|fondation|institut|h[ôo]pital|r[ée]sidence|foyer|m[ée]diath[èe]que|stade|gymnase|p[ôo]le|site|parc|saint|sainte)\s+(?:de la |de l['’]|de |du |des )?$/i

/** Whether a text names a person: «Mme Durand», «Marie Le Goff». Streets and places that bear a name do not count. */
export function namesSomebody(text: string): boolean {
  if (TITLED.test(text)) return true
  for (const match of text.matchAll(PAIR)) {
    const given = (match[1] ?? '').split('-').map(fold)
    if (given.some(part => GIVEN_NAMES.has(part)) && !PLACE.test(text.slice(0, match.index))) return true
  }
  return false
}

/**
 * Takes out every sentence that names a person, employee or person accompanied: names are no part of an offer.
 * A list item or a line counts as a sentence.
 */
export function withoutPersonalNames(text: string): { readonly text: string; readonly removed: number } {
  return withoutNames(text)
}

/** The same words are read for a structure, for its offers, and quoted as what both come from. */
const withoutNames = remember(takeOutNames, 500, 2000)

function takeOutNames(text: string): { text: string; removed: number } {
  let removed = 0
  const lines = text.split('\n').map(line => {
    const kept = sentences(line).filter(sentence => {
      const named = namesSomebody(sentence)
      if (named) removed += 1
      return !named
    })
    return kept.join('').trimEnd()
  })
  if (removed === 0) return { text, removed }
  return {
    text: lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    removed,
  }
}

/** Cut after . ! ? … that a blank follows, but not after «M.», «Dr.» or an initial. */
function sentences(line: string): string[] {
  return line.split(/(?<=(?<!\b(?:M|MM|Mr|Mme|Mlle|Dr|St|Ste|av|bd|\p{Lu}))[.!?…]\s+)/u)
}
