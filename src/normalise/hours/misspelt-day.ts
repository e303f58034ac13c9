const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

/** 0 (Monday) to 6: the only day that a word is when one letter is missing, added, wrong or in its neighbour's place («samdi», «mecredi», «mercerdi»). Null: none. For `plain` text. */
export function misspeltDay(word: string): number | null {
  const bare = word.replace(/s$/, '')
  if (bare.length < 5 || bare.length > 9) return null
  const found = DAYS.findIndex(day => isNear(bare, day))
  return found < 0 ? null : found
}

function isNear(word: string, day: string): boolean {
  if (Math.abs(word.length - day.length) > 1) return false
  let at = 0
  while (at < day.length && word[at] === day[at]) at += 1
  const rest = (text: string, from: number) => text.slice(from)
  if (word.length < day.length) return rest(word, at) === rest(day, at + 1)
  if (word.length > day.length) return rest(word, at + 1) === rest(day, at)
  if (rest(word, at + 1) === rest(day, at + 1)) return true
  return word[at] === day[at + 1] && word[at + 1] === day[at] && rest(word, at + 2) === rest(day, at + 2)
}
