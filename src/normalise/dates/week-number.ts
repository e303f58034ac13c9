/** «S12», «sem. 12», «semaine n° 12», «la semaine 12»; «2 semaines» counts them, and «S1 2027» is a semester. */
const NAME = String.raw`(?:s|sem\.?|semaines?(?:\s?n\s?[°º])?)`
const WEEK = String.raw`(?<![\p{L}\d]|\d\s|(?:salle|bureau|porte|code) )(?:la |les )?(?:(${NAME})\s?)(\d{1,2})(?!\d|\s?(?:h|[.,]\d))`
const YEAR = String.raw`(?:\s?[-/]\s?|\s?\(\s?|\s+(?:(?:de |en )?(?:l['’]année )?))((?:19|20)\d{2})\)?(?!\d)`
const ONE = new RegExp(`${WEEK}${YEAR}`, 'giu')
/** «S12 à S20 2027», «semaines 50 2026 à 5 2027», «semaines 12 et 14 de 2027». */
const TWO = new RegExp(
  String.raw`(?:du |de )?${WEEK}(?:${YEAR})?\s*(à|a|au|-|–|—|→|et|jusqu['’]à)\s*(?:la )?(?:${NAME}\s?)?(\d{1,2})${YEAR}`,
  'giu',
)
/** «2027-W12», «2027-S12». */
const ISO = /(?<![\p{L}\d])((?:19|20)\d{2})-?[ws](\d{2})(?!\d)/giu
const FROM =
  /(?:à partir|à compter|a partir|a compter) de\s*$|(?<!\p{L})(?:dès|des|depuis|d[ée]but\p{L}*|d[ée]marr\p{L}*|commenc\p{L}*|rentr[ée]e|entr[ée]e)(?: (?:en|de|à))?\s?:?\s*$/iu
const UNTIL = /jusqu['’](?:à|a|en)\s*$|(?<!\p{L})fin(?: (?:en|de))?\s?:?\s*$/iu
/** Cheap: most phrases have no week of a number. */
const MAY_BE = /(?<!\p{L})(?:s|sem\.?|semaines?)\s?(?:n\s?[°º]\s?)?\d|\d-?[ws]\d/iu

const DAY = 86_400_000
const written = (day: number) => new Date(day).toISOString().slice(0, 10).split('-').reverse().join('/')

/** Monday of an ISO week (ms), or null where its year has no such week. */
function mondayOf(year: number, week: number): number | null {
  const fourth = Date.UTC(year, 0, 4)
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY + (week - 1) * 7 * DAY
  // A week is of the year of its Thursday.
  return week > 0 && new Date(monday + 3 * DAY).getUTCFullYear() === year ? monday : null
}

/** Weeks that make no range: without their year, no half of them is read. */
const backwards = (all: string, year: string) => all.replaceAll(year, '')

/** «S1 2027» to «S4» are semesters, unless written as a week is: «S01», «semaine 1». */
const isSemester = (name: string, number: string) => /^s$/iu.test(name) && /^[1-4]$/.test(number)

/**
 * The weeks that a phrase numbers with their year (ISO: of Monday, the first holds 4 January), as their days: «S12 2027» → «du 22/03/2027 au 28/03/2027»,
 * «jusqu’à S12 2027» → «jusqu’au 28/03/2027». A week that the year does not have stays as it is written.
 */
export function weeksAsDays(words: string): string {
  if (!MAY_BE.test(words)) return words
  const days = (from: [string, string], to: [string, string]): [number, number] | null => {
    const [monday, last] = [mondayOf(Number(from[0]), Number(from[1])), mondayOf(Number(to[0]), Number(to[1]))]
    return monday === null || last === null || last < monday ? null : [monday, last + 6 * DAY]
  }
  const range = ([monday, sunday]: [number, number]) => `du ${written(monday)} au ${written(sunday)}`
  return words
    .replace(ISO, (_, year: string, week: string) => `S${week} ${year}`)
    .replace(
      TWO,
      (all: string, name: string, first: string, own: string | undefined, link: string, last: string, year: string) => {
        if (isSemester(name, first) && isSemester(name, last)) return all
        const start: [string, string] = [own ?? year, first]
        if (!/^et$/iu.test(link)) {
          const both = days(start, [year, last])
          return both ? range(both) : backwards(all, year)
        }
        const [one, two] = [days(start, start), days([year, last], [year, last])]
        return one && two ? `${range(one)} et ${range(two)}` : backwards(all, year)
      },
    )
    .replace(ONE, (all: string, name: string, week: string, year: string, index: number, whole: string) => {
      const both = isSemester(name, week) ? null : days([year, week], [year, week])
      if (!both) return all
      const before = whole.slice(0, index)
      if (FROM.test(before)) return ` le ${written(both[0])}`
      return UNTIL.test(before) ? ` le ${written(both[1])}` : range(both)
    })
}
