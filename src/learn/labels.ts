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
    /^public|publics?$|^pour qui|^a qui|^qui (?:peut|est|sont|accueil)|beneficiaires?$|^destinataires?|public cible|^s adresse|^personnes? (?:concernees?|accueillies?)|^participants?$|^profil/,
    ['publics'],
  ],
  [
    /tarif|^prix|^couts?\b|combien|payant|gratuit$|^participation(?! de la)|^frais|^financement|^cotisation|^gratuit/,
    ['frais'],
  ],
  [/^telephones?$|^tel(?: fixe| portable)?$|^numero de telephone|^mobile$|^portable$|^phone$/, ['telephone']],
  [/^courriels?$|^e ?mails?$|^mel$|^adresse (?:e ?mail|mail|electronique|courriel)|^mails?$/, ['courriel']],
  [
    /contact|renseignement|^nous (?:joindre|appeler|ecrire)|^referent|^infos? pratiques?$|^informations?$|^accueil telephonique|^votre interlocut/,
    ['contact'],
  ],
  [/^code ?postal$|^cp$|^zip(?: code)?$/, ['code_postal']],
  [/^villes?$|^communes?$|^localite$/, ['commune']],
  [/^adresse|^rue$|^voie$|^lignes?$|^num(?:ero)?(?: et)? (?:de )?(?:rue|voie)/, ['adresse']],
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
    /de quoi s agit|^presentation|^objectifs?|^descripti|^contenu|^(?:au |le )?programme|^en bref|^ce que|^theme|^atelier\b.*\bpropose|c est quoi|(?:parle|agit) (?:de )?quoi|^en bref|^le projet|^l action|^l atelier|^en quelques mots|^qu est ce|^resume|^details?$|^deroulement|^ce qu on (?:y )?fait|^pourquoi|^le principe|^principe|^missions?$|^au menu/,
    ['description'],
  ],
  [
    /^(?:noms?|intitules?|titres?|ateliers?|actions?|offres?|services?|activites?|formations?|dispositifs?|libelles?|modules?)(?: (?:de|du|des) .*| propose.*)?$/,
    ['nom'],
  ],
]
/** A label is short. */
const LONGEST = 70

/** What these words announce when they are a label; empty when they are none. */
export function topicsOf(label: string): Topic[] {
  if (label.length > LONGEST) return []
  const folded = fold(label.replaceAll('_', ' '))
  return LABELS.find(([pattern]) => pattern.test(folded))?.[1] ?? []
}

/** Parts of the page of one offer, that no offer is named after. */
const PARTS =
  /^(?:les )?(?:informations?|infos?)(?: (?:cles?|pratiques?|utiles?|complementaires?|generales?))?$|^description(?: d[ue].*)?$|^mobiliser|^en pratique$|^pratique$|^presentation(?: d[ue].*)?$|^coordonnees$|^a propos|^en savoir plus$|^bon a savoir$|^details?$|^nous contacter$|^en resume$|^l essentiel$|^fiche|^quelques (?:chiffres|mots)/

/** Of a heading, stricter: a title may hold «accueil» or «formation» and be the name of an offer. @param level of the heading: a small one is more often a label */
export function isLabelHeading(heading: string, level = 3): boolean {
  if (PARTS.test(fold(heading))) return true
  const topics = topicsOf(heading)
  if (topics.length === 0 || topics.includes('nom')) return false
  const words = fold(heading).split(' ').length
  return words <= (level >= 4 ? 6 : 3) || /[?:]\s*$/.test(heading)
}
