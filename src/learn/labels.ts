import { fold } from '../common/text.ts'

/** What a label announces; several for «Où et quand ?». */
export type Topic =
  | 'nom'
  | 'description'
  | 'publics'
  | 'conditions'
  | 'frais'
  | 'lieu'
  | 'adresse'
  | 'code_postal'
  | 'commune'
  | 'horaires'
  | 'dates'
  | 'debut'
  | 'fin'
  | 'duree'
  | 'contact'
  | 'telephone'
  | 'courriel'
  | 'inscription'
  | 'modalite'
  | 'lien'

/** French labels, as associations print them: folded words → topics. The first that matches counts. */
const LABELS: readonly [RegExp, Topic[]][] = [
  [
    /^(?:ou|lieux?)(?: et|,)? (?:quand|horaires?|jours?|dates?)|^(?:quand|horaires?|jours?|dates?) et (?:ou|lieux?)\b/,
    ['lieu', 'horaires', 'dates'],
  ],
  [/^(?:dates?|jours?|periode)(?: et|,) (?:heures?|horaires?)|^horaires? et dates?/, ['horaires', 'dates']],
  [/^date (?:de )?debut|^debut\b|^demarrage|^date d ?entree/, ['debut']],
  [/^date (?:de )?fin\b|^fin\b|^date de cloture/, ['fin']],
  [
    /^(?:comment|pour) (?:s y|y|s|nous) (?:inscrire|entrer|acceder|participer|rejoindre)|^comment (?:candidater|postuler|reserver|entrer|venir|participer|faire|en beneficier|en profiter|y aller|s y prendre|acceder)|inscri|^orient|prescri|^modalites? d (?:acces|inscription|entree|orientation|admission)|^acces au|^candidat|^demarche|^rendez vous|^prendre rdv|^mobilisation/,
    ['inscription'],
  ],
  [/^conditions? specifiques?$|^publics? et conditions?$/, ['publics', 'conditions']],
  [
    /condition|prerequis|pre requis|papiers|apporter|^a (?:apporter|prevoir|presenter|fournir)|pieces|documents? a|criteres|^il faut|^justificatif|^admission/,
    ['conditions'],
  ],
  [
    /^publics?(?: |$)|publics?$|^pour qui|^a qui|^qui (?:peut|est|sont|accueil|vient|vienn|participe)|beneficiaires?$|^destinataires?|public cible|^s adresse|^personnes? (?:concernees?|accueillies?)|^participants?$|^profil/,
    ['publics'],
  ],
  [
    /tarif|^prix|^couts?\b|combien|payant|gratuit$|^participation(?! de la)|^frais|^financement|^cotisation|^gratuit/,
    ['frais'],
  ],
  [/^telephones?$|^tel(?: fixe| portable)?$|^numero de telephone|^mobile$|^portable$|^phone$/, ['telephone']],
  [/^courriels?$|^e ?mails?$|^mel$|^adresse (?:e ?mail|mail|electronique|courriel)|^mails?$/, ['courriel']],
  [
    /contact|renseignement|^(?:une|des) questions?$|^besoin d (?:aide|info|un renseignement)|^nous (?:joindre|appeler|ecrire)|^referent|^infos? pratiques?$|^informations?$|^accueil telephonique|^votre interlocut/,
    ['contact'],
  ],
  [/^code ?postal$|^cp$|^zip(?: ?code)?$|^post(?:al)? ?code$/, ['code_postal']],
  [/^villes?$|^communes?$|^localite$|^city$|^town$|^(?:address )?locality$/, ['commune']],
  [
    /^adresse|^(?:street )?address$|^street$|^rue$|^voie$|^lignes?$|^num(?:ero)?(?: et)? (?:de )?(?:rue|voie)/,
    ['adresse'],
  ],
  [
    /^(?:ou|lieux?|localisation|endroit|salle|site)(?: |$)|lieu (?:d|de)|^nous trouver|^se rendre|^venir$|^plan d acces/,
    ['lieu'],
  ],
  [
    /horaires?|^quand|^jours?|^permanences?|^ouvert|^rythme|^temps de (?:travail|presence)|^creneaux?|^heures?\b|^planning|^frequence|^duree et rythme/,
    ['horaires', 'duree', 'dates'],
  ],
  [/^duree|^volume|^nombre (?:d heures|de semaines|de seances)|^temps hebdo/, ['duree', 'dates']],
  [/^dates?|session|^calendrier|^periodes?$|^prochaine|^rentree|^quand commence/, ['dates']],
  [/^modalites?$|^format$|^presentiel|^mode d accueil|^modalites? d accueil/, ['modalite']],
  [/^lien|^site (?:web|internet)|^url$|^en savoir plus|^plus d infos?/, ['lien']],
  [
    /de quoi s agit|^presentation|^objectifs?|^(?:(?:long|longue|short|courte|full) )?descripti|^contenu|^(?:au |le )?programme|^en bref|^ce que|^theme|^atelier\b.*\bpropose|c est quoi|(?:parle|agit) (?:de )?quoi|^en bref|^le projet|^l action|^l atelier|^en quelques mots|^qu est ce|^resume|^details?$|^deroulement|^ce qu on (?:y )?fait|^pourquoi|^le principe|^principe|^missions?$|^au menu/,
    ['description'],
  ],
  [
    /^(?:noms?|intitules?|titres?|ateliers?|actions?|offres?|services?|activites?|formations?|dispositifs?|libelles?|modules?)(?: (?:de|du|des) .*| propose.*)?$/,
    ['nom'],
  ],
]
/** A label is short. */
const LONGEST = 70

/** What may stand before the word of a label: «Type de public», «Pour tout renseignement», «Dossier d’inscription». */
const BEFORE = new Set(
  'a acces accueil adresse agit ai apres au autre autres aux avant avec besoin bulletin c ca ce ces cette comment coordonnees courriel d dans date dates de debut demande des dispositif dois dossier du email en est et etre existe faire faut fiche fin formulaire grand grille heure heures horaire horaires il information informations infos j je jour jours l la le les leur leurs lien liens liste m ma mail me mes modalite modalites montant moyen moyens n nature nom nombre nos notre nous numero on ont organisme ou par parle partenaire periode permanence personne personnes places plage plages plus pour premier premiere prenom principal principaux prochain prochains qu que quel quelle quelles quels qui quoi referent s sa sans se ses si site son sont sous specifique specifiques structure sur ta tel telephone tes ton tous tout toute toutes tranche tranches type types un une vos votre vous y'.split(
    ' ',
  ),
)

/** What may stand after it in a heading: «Public accueilli», «Horaires d’ouverture»; anything else makes a name: «Permanence numérique». */
const AFTER = new Set(
  'accueilli accueillie accueillis accueillies acces action admission apporter atelier ateliers beneficiaires charge cible cibles concerne concernes concernee concernees cours electronique formation formations fournir frequence general generale generales generaux hebdomadaire hebdomadaires inscription inscriptions jointes offre ouverture participation pratique pratiques prevoir previsionnelles previsionnels public publics requis requises rythme seance seances service session sessions specifique stage telephonique vise visee visees vises'.split(
    ' ',
  ),
)

/** What these words announce when they are a label; empty when they are none. A phrase that ends on the word of a label is none: «Parler en public». */
export const topicsOf = (label: string): Topic[] => labelIn(label)?.topics ?? []

function labelIn(label: string): { topics: Topic[]; after: string[] } | null {
  if (label.length > LONGEST) return null
  // «C’est pour qui ?» announces what «Pour qui ?» does.
  const folded = fold(label.replaceAll('_', ' ')).replace(/^c est (?=pour qui|quand|ou |ou$|combien|a qui)/, '')
  for (const [pattern, topics] of LABELS) {
    const found = pattern.exec(folded)
    if (found === null || !wordsOf(folded.slice(0, found.index)).every(isBefore)) continue
    const end = folded.indexOf(' ', found.index + found[0].length)
    return { topics, after: end < 0 ? [] : wordsOf(folded.slice(end)) }
  }
  return null
}

const wordsOf = (folded: string): string[] => folded.split(' ').filter(word => word !== '')
const isBefore = (word: string): boolean => BEFORE.has(word) || /^\d/.test(word)
const isAfter = (word: string): boolean => isBefore(word) || AFTER.has(word)

/** Parts of the page of one offer, that no offer is named after. */
const PARTS =
  /^(?:les )?(?:informations?|infos?)(?: (?:cles?|pratiques?|utiles?|complementaires?|generales?))?$|^description(?: d[ue].*)?$|^mobiliser|^en pratique$|^pratique$|^presentation(?: d[ue].*)?$|^coordonnees$|^a propos|^en savoir plus$|^bon a savoir$|^details?$|^nous contacter$|^en resume$|^l essentiel$|^fiche|^quelques (?:chiffres|mots)/

/** Of a heading, stricter: a title may hold «accueil» or «formation» and be the name of an offer. @param level of the heading: a small one is more often a label */
export function isLabelHeading(heading: string, level = 3): boolean {
  if (PARTS.test(fold(heading))) return true
  const found = labelIn(heading)
  if (found === null || found.topics.includes('nom')) return false
  if (/[?:]\s*$/.test(heading)) return true
  const words = wordsOf(fold(heading)).length
  return level >= 4 ? words <= 6 : words <= 3 && found.after.every(isAfter)
}
