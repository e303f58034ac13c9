/** «DE» begins a piece, and what follows is no place nor number: «DE seniors», «DE cat. A», «BRSA/DE», «20 % DE»; not «FEMMES DE RENNES». */
const JOBSEEKERS =
  /(?<=(?:^|[,;:/(+&•|\n%–-]|(?<!\p{L})(?:et|ou|[Ll]es|[Aa]ux|[Dd]es|[Pp]our|par|[Tt]ous|[Tt]out))\s*)DE(?=\s*(?:$|[,;/()+&.:\n–-](?!\s*\d)|\(\d\)|(?:de )?cat[.ée ]|inscrit|(?:de )?(?:tr[eè]s )?longue|seniors?(?!\p{L})|indemnis|non |et |ou |hors |sauf |en |rsa|brsa|th(?!\p{L})|rqth|jeunes?(?!\p{L})))/gu
/** The same where all is in capitals: only where «de» cannot be. */
const IN_CAPITALS =
  /(?<=(?:^|[,;:/(+&•|\n%])\s*)DE(?=\s*(?:$|[,;/()+&\n](?!\s*\d)|\(\d\)|(?:DE )?CAT[.ÉE ]|INSCRIT|(?:DE )?(?:TR[EÈ]S )?LONGUE|SENIORS?(?!\p{L})|INDEMNIS|B?RSA(?!\p{L})|(?:RQ)?TH(?!\p{L})))/gu
const SEVERAL =
  /(demandeurs d’emploi)\s*\(?(?:inscrits? )?(?:en |de |des )?[Cc][Aa][Tt](?:[ÉéEe][Gg][Oo][Rr][Ii][Ee])?[Ss]?\.?\s?[A-E](?:\s?(?:[,/-]|et|ou|ET|OU)?\s?[A-E](?!\p{L}))*(?!\p{L})\)?/gu
const WRITTEN = /(?<!\p{L})demandeu(?:rs?|ses?) d['’]emplois?(?=\s*\(?(?:inscrits? )?(?:en |de |des )?cat)/giu

/** «DE» as the job centre writes it, and its categories, which no public tells: «DE cat. A, B» → «demandeurs d’emploi». */
export function withJobseekers(text: string): string {
  const short = text.includes('DE')
  if (!short && !HAS_CATEGORY.test(text)) return text
  const spelled = short ? text.replace(/\p{Ll}/u.test(text) ? JOBSEEKERS : IN_CAPITALS, 'demandeurs d’emploi') : text
  return spelled.replace(WRITTEN, 'demandeurs d’emploi').replace(SEVERAL, '$1')
}

const HAS_CATEGORY = /(?<!\p{L})cat(?:[ée]gorie)?s?[. ]/iu

/** Whether a phrase tells the category of job seekers: no public has it. For folded text. */
export const tellsCategory = (folded: string) =>
  folded.includes('cat') &&
  /\b(?:de|demandeu(?:rs?|ses?) d emplois?) (?:inscrits? )?(?:en |de |des )?cat(?:egorie)?s? [a-e]{1,5}\b/u.test(folded)
