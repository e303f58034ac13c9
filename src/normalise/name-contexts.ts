import { ALSO_A_WORD } from './given-words.ts'

/** Who answers for an offer: beside it a given name alone is somebody. */
const PART = String.raw`(?<!\p{L})(?:animat(?:rice|eur)|conseill(?:ère|er)|référente?|format(?:rice|eur)|coordinat(?:rice|eur)|coordonnat(?:rice|eur)|direct(?:rice|eur)|éducat(?:rice|eur)|intervenante?|assistante?|responsable|accompagnat(?:rice|eur)|médiat(?:rice|eur)|encadrante?|tut(?:rice|eur)|cheff?e? d[’']équipe|présidente?|psychologue|coach|juriste|infirmi(?:ère|er)|secrétaire|bénévole|monit(?:rice|eur)|interprète|traduct(?:rice|eur)|médecin|avocate?|diététicien(?:ne)?|(?:socio-?)?esthéticien(?:ne)?|sophrologue|(?:ergo|psycho|art-)?thérapeute|CIP|CESF|ASP|ETI)s?(?!\p{L})`
const GIVEN = String.raw`(?<![\p{L}\d@._-])(?<given>\p{Lu}\p{L}+(?:-\p{Lu}\p{L}+)?)(?![\p{L}\d@-])`
/** Words of a part, that say of what: «numérique», «en insertion professionnelle». */
const OF_WHAT = `(?:numériques?|techniques?|emploi|formation|sociale?s?|pédagogiques?|familiale?s?|professionnel(?:le)?s?|en insertion(?: (?:socio-?)?professionnelle)?|RSA|de parcours|de quartier|du chantier|de l[’']accueil)`
const PHONE_OR_MAIL = String.raw`(?:(?:0[1-9]|\+33[\s.]?[1-9])(?:[\s.-]?\d{2}){4}|@[\p{L}\d.-]{3,60})`
const SEVERAL = String.raw`(?:\s*,\s*\p{Lu}\p{L}{1,20}){0,4}(?:\s+et\s+\p{Lu}\p{L}{1,20})?`

/** «Avec Jean-Yves et Anne-Marie», «voir Nathalie»; not «avec Emmaüs Rennes», nor «avec Marine», a word as well. */
const WITH = new RegExp(String.raw`(?<!\p{L})(?:[Aa]vec|[Vv]oir)\s+${GIVEN}(?!\s+(?!et\s)[\p{Lu}\d])`, 'gu')

/** «Secrétariat : Sandrine», «Inscriptions – Nathalie», «Pour toute question – Karine 06…», «Coordo : Gaëlle»: a service, then who is there; a word as well is no name here either. */
const SERVICE = 'secrétariat|accueil|standard|direction|coordination|coordo'
const AT_A_SERVICE = new RegExp(
  String.raw`(?<!\p{L})(?:${SERVICE}|animation|encadrement|accompagnement|suivi|inscriptions?|réservations?|questions?|renseignements?|infos?|informations?|rdv|rendez-vous)(?:\s[\p{L}’'-]{2,25}){0,3}(?:\s*:|\s[–-])\s*${GIVEN}(?=\s*(?:$|[,;)(\n/+\d]|\.(?!\p{L})|[–-]\s|(?:et|ou|au|à|par|tél)(?!\p{L})))`,
  'giu',
)
const UNSURE: ReadonlySet<RegExp> = new Set([WITH, AT_A_SERVICE])

const CONTEXTS: readonly RegExp[] = [
  // «06 11 22 33 44 - Nadia», «accueil@asso.fr, Julie».
  new RegExp(String.raw`(?<=${PHONE_OR_MAIL}\s*[–—,/:-]?\s*)${GIVEN}(?=\s*(?:$|[,;.)\n/]))`, 'gu'),
  // «Votre conseiller numérique Yann».
  new RegExp(String.raw`${PART}(?:\s${OF_WHAT}){1,2}\s+${GIVEN}`, 'giu'),
  // «Encadrant technique : Loïc», «conseillère en insertion – Aurélie».
  new RegExp(String.raw`${PART}(?<mid>(?:\s[\p{L}’'-]{2,25}){0,4})\s*(?::|\s[–-]\s|\()\s*${GIVEN}`, 'giu'),
  // «Julie, conseillère numérique, vous accueille», «Sandrine (secrétariat)».
  new RegExp(
    String.raw`${GIVEN}\s*[,(]\s*(?:votre |notre |une? |la |le |l[’'])?(?:${PART}|(?:${SERVICE})(?!\p{L}))`,
    'giu',
  ),
  // «Kevin, ancien stagiaire, raconte».
  new RegExp(
    String.raw`${GIVEN}\s*[,(]\s*(?:une? )?(?:(?:ancien(?:ne)?|jeune|ex) )?(?:stagiaire|salariée?|bénéficiaire|participante?|apprentie?|alternante?|locataire|résidente?|habitante?)(?!\p{L})`,
    'gu',
  ),
  // «Sarah, 24 ans, a trouvé un emploi».
  new RegExp(String.raw`${GIVEN}\s*[,(]\s*\d{2} ans(?!\p{L})`, 'gu'),
  new RegExp(
    String.raw`(?<!\p{L})(?:(?:grâce|merci|écri(?:re|vez)|adresse[rz](?:-vous)?|parle[rz]|envoye[rz]|transmett(?:re|ez)|remett(?:re|ez)|message) à|témoignages? d(?:e|[’'])|permanences? (?:assurée )?(?:d(?:e|[’'])|par)|suivie? par|confie|explique|raconte|témoigne)\s?${GIVEN}`,
    'giu',
  ),
  // «Karim et Nadia vous accueillent», «Nadia témoigne».
  new RegExp(
    String.raw`${GIVEN}${SEVERAL}\s+(?:vous (?:accueill|reç|accompagn|attend|répond|écout|aide)|témoigne|raconte|anime|encadre|intervien)\p{L}*`,
    'gu',
  ),
  // «Contact : CCAS (Nathalie)», «Contact : Rennes, Nathalie», «Prénom : Nathalie».
  new RegExp(
    String.raw`(?<=contacts?\s?:[^.\n]{0,40})[(,/–-]\s*${GIVEN}(?=[^()\n]{0,30}\)|\s*(?:$|[,;.(/\d]|[–-]\s))`,
    'giu',
  ),
  new RegExp(String.raw`(?<!\p{L})prénoms?\s*:\s*${GIVEN}`, 'giu'),
  // «Je m’appelle Léa», «Nolwenn (lundi) / Erwan (jeudi)».
  new RegExp(String.raw`(?<!\p{L})m[’']appelle\s+${GIVEN}`, 'giu'),
  new RegExp(String.raw`${GIVEN}(?=\s*\((?:les? |du )?(?:lun|mar|mercre|jeu|vendre|same)dis?(?!\p{L}))`, 'gu'),
  // «L’équipe : Nadia, Karim et Julie».
  new RegExp(String.raw`(?<!\p{L})équipe\s*:\s*${GIVEN}`, 'giu'),
  WITH,
  AT_A_SERVICE,
]

/** Given names that stand where only a person does, each with where it begins: a part, an age or a phone beside it. */
export function* givenInContext(text: string): Generator<{ given: string; index: number }> {
  for (const pattern of CONTEXTS) {
    for (const match of text.matchAll(pattern)) {
      const { given = '', mid = '' } = match.groups ?? {}
      // «Responsable du Pôle Claire»: a name of more than one word.
      if (
        !/^(?!Sainte?-)\p{Lu}/u.test(given) ||
        (UNSURE.has(pattern) && ALSO_A_WORD.has(given.toLowerCase())) ||
        /(?:^|\s)\p{Lu}\p{Ll}/u.test(mid)
      )
        continue
      yield { given, index: match.index + match[0].indexOf(given) }
    }
  }
}

const OFFICE =
  "(?:(?:la |le |les |l[’']|une? )(?:\\p{L}+ )?(?:maire|préf[eè]te?|direct|présid|ministr|adjoint|conseill|secrétaire|sous-pré|député|sénat|propriétaire|respons)|ou(?!\\p{L})|et(?!\\p{L})|x+(?!\\p{L}))"
/** «MME DURAND», «Mme.Durand», «M.Durand», «Mmes Durand et Martin», «Melle Dupont», «mme durand», «Contact : M LE GOFF», «Me Durand, avocat»: titles as they are typed. */
const TITLES: readonly RegExp[] = [
  /(?<![\p{L}\d.])(?:M\.|Mr\.|Mme\.|Mlle\.)\p{Lu}\p{Ll}+/u,
  new RegExp(
    String.raw`(?<![\p{L}\d.])(?:Mmes?|Mrs?|Mlles?|Melles?|Monsieur|Madame|Mademoiselle)\.?\s+(?!${OFFICE})(?:[dl][eua]s? ){0,2}\p{L}[\p{L}’'-]{2,}`,
    'iu',
  ),
  /(?<=(?::|(?<!\p{L})(?:par|avec|contact(?:er|ez)?|joindre|appeler|auprès de))\s*)M\s+(?:L[EA] |DE |Le |La |De )?(?!(?:Mer|Jeu|Ven|Sam|Dim)(?!\p{L}))(?:\p{Lu}{3,}|\p{Lu}\p{Ll}{2,})/u,
  // «M Durand» at the beginning of a line.
  /(?<=(?:^|\n)\s*)M\s+(?:L[EeAa] |D[Ee] )?\p{Lu}[\p{L}’'-]{2,}\s*(?=$|[,;:\n(/–-])/u,
  // «Mme. X», «M. X»: a letter stands for the name.
  /(?<![\p{L}\d.])(?:M\.|Mme\.?|Mlle\.?|Mr\.?|Madame|Monsieur)\s+\p{Lu}(?![\p{L}\d’'.-])/u,
  /(?<!\p{L})Me\s+(?:L[ea] |De )?\p{Lu}[\p{L}’'-]+(?=[\s,(]{1,3}(?:avocate?|notaire|huissi))|(?<=(?:[Aa]vocate?|[Nn]otaire)\s*:?\s*)Me\s+\p{Lu}[\p{L}’'-]+/u,
]
/** How each of these titles begins: most texts hold no such word, and this is found out at a tenth of the price. */
const TITLE = /(?:^|[^a-zà-ÿ])m(?:\.|\s|ada|on|[elmr])/i
/** Whether a person stands after a title, in any of the ways in which it is typed. */
export const hasTypedTitle = (text: string): boolean => TITLE.test(text) && TITLES.some(pattern => pattern.test(text))
