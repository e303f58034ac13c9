import { fold } from '../common/text.ts'

const DAY = '(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?'
const MONTH =
  '(?:janvier|janv|fevrier|fevr?|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec)'
const DATE = String.raw`(?:${DAY} )?(?:\d{1,2}(?:er)? )?${MONTH}(?: 20\d\d)?`
const TIME = String.raw`(?: (?:a |de )?\d{1,2} ?h ?(?:\d\d)?(?: (?:a |\d)[\dh a]*)?)?`
const HEADING = new RegExp(
  String.raw`^(?:(?:le|du|en|au|mois de|mois d|agenda|programme|planning)(?: de| d| du)? )*(?:${DAY}|20\d\d|${DATE}${TIME}(?: (?:au|et|a) ${DATE})?|(?:semaine|sem)(?: du)? \d{1,2}(?: .{0,40})?|\d{1,2} \d{1,2} 20\d\d)$`,
)

/** A heading that is a day, a month or a year, under which offers are told: «janvier 2027», «Jeudi 14 janvier 2027 @ 9 h 30 - 12 h», «Semaine 12». It names none. */
export const isDayHeading = (heading: string): boolean => heading.length <= 80 && HEADING.test(fold(heading))
