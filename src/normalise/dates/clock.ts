const TIME = String.raw`\d{1,2}(?:\s?(?:h|heures?)(?:\s?[0-5]\d)?|:[0-5]\d(?::[0-5]\d)?)(?![\p{L}\d])`

/** Hours of the day beside a date, in `plain` text: «à 14 h», «de 9h à 12h30», «10:00». */
export const CLOCKS = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(?:de|a|des|entre)\s+)?${TIME}(?:\s?(?:-|–|a|et|/)\s?(?:de\s)?${TIME})*`,
  'gu',
)
