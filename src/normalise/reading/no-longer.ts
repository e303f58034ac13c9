/** A value goes on in what follows: «l’ancienne adresse accueil@…» speaks of that one, «(l’ancienne adresse)» of the one before. */
const NONE_AFTER = String.raw`(?![^.,;)\n@\d]{0,40}(?:@|\d{2}|https?:|www\.)|[^.,;)\n@\d]{0,40}[\p{L}\d._-]{1,40}@)`
/** Words that turn to the right one: what was said before them is not said of it. */
const TO_THE_RIGHT_ONE = String.raw`(?<!\p{L})(?:ecri|envo|appel|compos|contact|joindre|joign|utilis|desormais|maintenant|mais|nouve|actuel|remplace\p{L}* par|puis|depuis)`
const UP_TO_IT = String.raw`(?:(?!${TO_THE_RIGHT_ONE})[^.;,\n\d@]){0,40}$`
const VERBS = 'utiliser|appeler|ecrire|composer|contacter|joindre|diffuser|communiquer|publier|afficher|transmettre'
/** What is said of the value that was just named: before another, it counts only where none was. */
const GONE = String.raw`(?:n'(?:est|existe|a) plus|ne (?:fonctionne|repond|marche|sert|s'utilise) (?:plus|pas)|plus (?:valable|valide|utilise\p{L}*|actif|active|attribue\p{L}*|en service)|hors (?:service|d'usage)|obsolete\p{L}*|perime\p{L}*|desactive\p{L}*|supprime\p{L}*|resilie\p{L}*|caduque?s?)`

/** What says, just before a phone, an e-mail or a page, that it is not to be used any more. For `plain` text. */
const BEFORE = new RegExp(
  String.raw`(?<![\p{L}\d])(?:ancien(?:ne|nement|s|nes)?|ne (?:plus|pas) (?:${VERBS})|(?:en )?remplace(?:e|s|es|nt|ment)?(?! par)|au lieu|a la place|et (?:non|pas)(?: plus)?)(?![\p{L}\d])${UP_TO_IT}`,
  'u',
)
const GONE_BEFORE = new RegExp(
  String.raw`(?:^|[;,\n]|\.\s)[^;,\n\d@]*(?<![\p{L}\d])${GONE}(?![\p{L}\d])${UP_TO_IT}`,
  'u',
)
/** «portable personnel : 06…», «06… (perso)»: somebody's own, and not for a page. */
const OWN_BEFORE =
  /(?:tel\p{L}*|phone|portable|mobile|numero|ligne|mail|courriel|adresse) (?:perso(?:nnelle|nnel)?|privee?)[\s.:()-]*$/u
const OWN_AFTER =
  /^[\s,:–-]*(?:\(\s*(?:(?:numero|portable|mail|adresse) )?(?:perso(?:nnelle|nnel)?|privee?|confidentiel(?:le)?|(?:a )?usage interne)\s*\)|perso(?!\p{L}))/u
/** The same, just after. */
const AFTER = new RegExp(
  String.raw`^[\s(),:–-]*(?:(?:c'est |est |qui est )?(?:l'|son |notre |cet |cette )?ancien(?:ne|s|nes)?(?![\p{L}\d])${NONE_AFTER}|(?:il |elle |qui )?${GONE}|(?:a )?ne (?:plus|pas) (?:${VERBS})(?![\p{L}\d])${NONE_AFTER}|(?:(?:a ete|est) )?remplacee? par|devien(?:t|dra))`,
  'u',
)

/** Whether the words around a value say that it is no longer the right one, or not to be shown. */
export const noLonger = (before: string, after: string) =>
  BEFORE.test(before) ||
  GONE_BEFORE.test(before) ||
  AFTER.test(after) ||
  OWN_BEFORE.test(before) ||
  OWN_AFTER.test(after)
