/** What says, just before a phone, an e-mail or a page, that it is not to be used any more. For `plain` text. */
const BEFORE =
  /(?<![\p{L}\d])(?:ancien(?:ne|nement|s|nes)?|ne (?:plus|pas) (?:utiliser|appeler|ecrire|composer)|n'est plus|plus (?:valable|utilise\p{L}*|actif|active|en service)|hors service|obsolete\p{L}*|perime\p{L}*|desactive\p{L}*|supprime\p{L}*|remplacee?s?(?! par))(?![\p{L}\d])[^.;,\n\d@]{0,40}$/u
/** The same, just after. */
const AFTER =
  /^[\s(),–-]*(?:(?:c'est |est )?(?:l'|son |notre )?ancien(?:ne|s|nes)?(?![\p{L}\d])|n'est plus|ne (?:plus|pas) utiliser|ne (?:fonctionne|repond) (?:plus|pas)|plus (?:valable|utilise\p{L}*|actif|active|en service)|hors service|obsolete|desactive\p{L}*|(?:est )?remplacee? par)/u

/** Whether the words around a value say that it is no longer the right one. */
export const noLonger = (before: string, after: string) => BEFORE.test(before) || AFTER.test(after)
