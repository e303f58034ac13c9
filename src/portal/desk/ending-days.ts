import { frenchDate } from '../../common/french.ts'
import { typedDay } from '../../normalise/statements/typed-day.ts'

/** Days that are typed of an offer that ends, by the name of their field. */
export const DAY_LABELS = { fin: 'Nouveau dernier jour', debut: 'Premier jour', dernier: 'Dernier jour' } as const
export type DayField = keyof typeof DAY_LABELS

/** Fields of each of the two forms. */
const ASKED = { prolonger: ['fin'], session: ['debut', 'dernier'] } as const satisfies Record<string, DayField[]>
export type EndingForm = keyof typeof ASKED

/**
 * The days of a form, `YYYY-MM-DD`, or what is wrong with each, in French. Pure.
 * @param today `YYYY-MM-DD`: no offer ends before it
 */
export function endingDays(
  form: EndingForm,
  typed: Readonly<Record<DayField, string>>,
  today: string,
): { days: Partial<Record<DayField, string>>; wrong: Partial<Record<DayField, string>> } {
  const days: Partial<Record<DayField, string>> = {}
  const wrong: Partial<Record<DayField, string>> = {}
  for (const field of ASKED[form]) {
    const words = typed[field]
    const day = typedDay(words)
    const say = (why: string) => {
      wrong[field] = `${DAY_LABELS[field]} : ${why}`
    }
    if (day !== null) days[field] = day
    if (words === '') say('donnez une date, par exemple 31/12/2027.')
    else if (day === null) say(`« ${words} » n’est pas une date du calendrier. Par exemple 31/12/2027.`)
    else if (field !== 'debut' && day < today) say(`le ${frenchDate(day)} est déjà passé. Donnez un jour à venir.`)
  }
  const { debut, dernier } = days
  if (debut && dernier && debut > dernier)
    wrong.debut = `${DAY_LABELS.debut} : le ${frenchDate(debut)} vient après le dernier jour, le ${frenchDate(dernier)}.`
  return { days, wrong }
}
