/** What a spreadsheet shows of a formula that failed, or the formula. */
const BROKEN =
  /^(?:#(?:n\/?a|ref|value|valeur|name|nom|div\/0|num|nombre|nulle?|nul|spill|calc)[!?]?|#{2,}|err\s?:\s?\d+|=[a-z][a-z.]*\(.*|undefined|null|nan|\[object object\])$/iu
/** What a form leaves where nobody answered. */
const VOID =
  /^(?:n\/?a|n\.?c\.?|néant|[-–—_?.*/]+|x{2,}|à (?:compléter|définir|venir|préciser|renseigner)|lorem ipsum.*|non (?:communiqué|renseigné)e?|(?:sans|nouveau) titre|untitled|auto draft|brouillon(?: auto\p{L}*)?|tests? ?\d*|nouvelle? (?:page|article|offre|annonce))$/iu
const LONGEST_VOID = 200

/** Whether a cell holds the fault of a spreadsheet or of a program. */
export const isBroken = (text: string) => text.length <= LONGEST_VOID && BROKEN.test(text)
/** Whether a cell holds what nobody meant to be read: «-», «à compléter», «N/A». */
export const isUnanswered = (text: string) => text.length <= LONGEST_VOID && VOID.test(text)
