import type { ErrorCode } from 'yaml'

/** What is wrong with the writing of a YAML file, and what to write instead, by the code of the reader. */
export const YAML_WORDS: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS:
    'une valeur qui commence par * est un renvoi, et ne prend rien d’autre ; sinon l’écrire entre guillemets',
  BAD_ALIAS: 'une valeur qui commence par * est un renvoi à une valeur nommée par & ; sinon l’écrire entre guillemets',
  BAD_COLLECTION_TYPE: 'la valeur n’est pas de la sorte que son étiquette (!) annonce',
  BAD_DIRECTIVE: 'une ligne qui commence par % règle la lecture du fichier ; sinon l’écrire entre guillemets',
  BAD_DQ_ESCAPE: 'entre guillemets doubles, \\ annonce un caractère spécial ; écrire \\\\, ou entre apostrophes',
  BAD_INDENT: 'les lignes d’un même groupe commencent à la même colonne, plus à droite que celle qui le nomme',
  BAD_PROP_ORDER: 'une étiquette (!) et un nom (&) se placent avant la valeur',
  BAD_SCALAR_START: 'une valeur ne commence pas par ce caractère ; l’écrire entre guillemets',
  BLOCK_AS_IMPLICIT_KEY: 'deux fois « : » sur une ligne ; écrire la valeur entre guillemets, ou à la ligne',
  BLOCK_IN_FLOW: 'entre crochets ou accolades, les éléments se séparent par des virgules, sans tiret ni retrait',
  DUPLICATE_KEY: 'cette clé est donnée deux fois ; n’en garder qu’une',
  IMPOSSIBLE: 'ces lignes ne se lisent pas',
  KEY_OVER_1024_CHARS: 'une clé a plus de 1 024 caractères ; il manque peut-être un guillemet',
  MISSING_CHAR: 'il manque un guillemet, un crochet, une accolade, une virgule, « : » ou l’espace qui le suit',
  MULTILINE_IMPLICIT_KEY: 'une clé tient sur une ligne et finit par « : »',
  MULTIPLE_ANCHORS: 'un seul nom (&) par valeur',
  MULTIPLE_DOCS: 'un seul document par fichier ; retirer « --- » et ce qui suit',
  MULTIPLE_TAGS: 'une seule étiquette (!) par valeur',
  NON_STRING_KEY: 'une clé est un texte',
  RESOURCE_EXHAUSTION: 'trop de groupes les uns dans les autres',
  TAB_AS_INDENT: 'une ligne commence par des espaces, jamais par une tabulation',
  TAG_RESOLVE_FAILED:
    'une valeur qui commence par ! annonce une sorte de valeur, inconnue ici ; sinon l’écrire entre guillemets',
  UNEXPECTED_TOKEN: 'ce qui est écrit là n’est pas attendu ; il manque peut-être un guillemet, un tiret ou « : »',
}
