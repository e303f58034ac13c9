/** One rule of French typography that text for people may break. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/[^\u00A0\u202F\s] ?[;!?»](?=\s|$|[).,])/u, 'no-break space before ; ! ? »'],
  [/[^\u00A0\u202F:]:(?=\s|$)/u, 'no-break space before :'],
  [/«(?![\u00A0\u202F])/u, 'no-break space after «'],
  [/\p{L}'\p{L}/u, 'curved apostrophe'],
  [/"/u, 'French quotation marks'],
  [/\b\d{4}-\d\d-\d\d\b/u, 'a date in words'],
  // «comme 03:15» says what to type in a field that shows hours so.
  [/(?<!comme )\b\d{1,2}:\d\d\b/u, 'an hour as 14 h 30'],
  [/\d [%€]/u, 'no-break space before % and €'],
  [/\b(?:undefined|NaN|\[object|null)\b/u, 'a value that is not for people'],
]

/** What is not French typography in lines that people read: the rule and the place. Addresses and e-mails are let be. */
export function typographyFaults(lines: readonly string[]): string[] {
  return lines.flatMap(line => {
    const read = line
      .replace(/\b(?:https?|mailto):\S+|\S+@\S+/gu, '…')
      // Opening hours as data·inclusion writes them, where a page shows the value as it was read.
      .replace(/\b(?:Mo|Tu|We|Th|Fr|Sa|Su)[\w ,-]* \d\d:\d\d[\d:,;\- A-Za-z]*/gu, '…')
    return RULES.flatMap(([pattern, rule]) => {
      const found = pattern.exec(read)
      return found ? [`${rule}: ${read.slice(Math.max(0, found.index - 30), found.index + 30)}`] : []
    })
  })
}
