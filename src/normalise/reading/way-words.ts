import type { Referential } from '../mapping/schema.ts'

/** What words do around the ways to be received or to join, in one référentiel. All is for folded text. */
export interface WayWords {
  /** Words that are not missed beside a value, and say nothing where there is none. */
  empty: ReadonlySet<string>
  /** A piece that speaks of something else: nothing of it is a value. */
  elsewhere: RegExp
  /** What follows is the way of another step: «inscription en ligne» is no service given online. */
  step: RegExp | null
  /** A value of such words is never that of another step. */
  own: RegExp | null
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))
const ONLY = 'uniquement seulement exclusivement'

/** Denied, whatever stands before: «visio impossible», «présentiel : non», «le téléphone ne répond plus», «plus de présentiel». */
const DENIED = String.raw`\bimpossibles?\b|\b(?:physique|presentiel|accueil|agence|site) (?:est )?fermee?\b|\b(?:suspendu|interrompu|arrete|supprime|termine|abandonne)e?s?\b|(?<!\b(?:la|une|en) )\bfermee?s?$|\bnon(?: \p{L}+)?$|\bplus (?:rien|aucune?)\b|^plus d(?:e|u)? (?!\d)|(?<!\b(?:si|quand|lorsque?|qui)\b.{0,40})\bne? \p{L}+ (?:\p{L}+ )?(?:pas|plus|jamais)\b`
const elsewhere = (source: string) => new RegExp(`${DENIED}|${source}`, 'u')

/** Only the référentiels of ways: of a public or of a price, the same words mean something else. */
export const WAY_WORDS: ReadonlyMap<Referential, WayWords> = new Map<Referential, WayWords>([
  [
    'modes_accueil',
    {
      empty: wordsOf(
        `${ONLY} 100 accueil atelier ateliers formation formations entretien entretiens accompagnement session sessions seance seances rendez vous rdv
        individuel individuels individuelle individuelles collectif collectifs collective collectives format mode oui possible visite visites intervention interventions`,
      ),
      elsewhere: elsewhere(
        String.raw`^rien\b|\b(?:proches?|pres|loin|autour) de (?:chez|votre|leur|son)\b|\d (?:km|m|min|minutes|kilometres) a distance|\ba distance (?:raisonnable|de marche|de securite|(?:du|des|de la|de l)(?! (?:lundi|mardi|mercredi|jeudi|vendredi|samedi)))\b|\ben ligne (?:directe|de (?:bus|tram|metro|train))\b|\bsur (?:\p{L}+ )?site (?:internet|web)\b`,
      ),
      step: /\b(?:(?:pre ?)?inscri(?:ption|re|vez)\p{L}*|reserv(?:ation|er|ez)s?|prises? de (?:rendez vous|rdv)|sur (?:rendez vous|rdv) par|pren(?:dre|ez) (?:un )?(?:rendez vous|rdv)|renseign\p{L}*|candidat\p{L}*|contact\p{L}*|confirmations?|dossiers?|demandes?|paiements?|depots?|tests?|positionnement|ressources|documentations?|devis|adhesions?)\b/u,
      own: /\b(?:presentiel|distanciel|visio\p{L}*|hybride|domicile|webinaires?)\b/u,
    },
  ],
  [
    'modes_mobilisation',
    {
      empty: wordsOf(
        `${ONLY} envoyer envoyez ecrire ecrivez adresser contacter contactez contact contacts nous joindre via inscription inscriptions inscrire inscrivez s m prise prendre prenez
        rendez vous rdv remplir completer site internet accueil secretariat venir oui possible`,
      ),
      elsewhere: elsewhere(
        String.raw`\bpresent\p{L}* (?:uniquement |seulement )?sur (?:rendez vous|rdv)\b|\bformulaires? (?:\p{L}+ ){0,2}(?:papier|a (?:retirer|imprimer|telecharger|(?:r?envoyer|retourner|adresser|deposer) par (?:courrier|voie postale|la poste)))\b|\bvous (?:sera|serez|seront)\b|\b(?:avoir|disposer d|posseder|prevoir|apporter|munie?s? d|savoir|creer|boites?) (?:\p{L}+ ){0,3}(?:adresse|mail|courriel|telephone|email|e mail)\b|\badresses? (?:e ?mail|mail|courriel|electronique) (?:obligatoire|valide|personnelle|necessaire|exigee|requise)\b`,
      ),
      step: /\b(?:confirm\p{L}*|repon\p{L}*|convocations?|convoque\p{L}*|rappel(?:le|on|er)\p{L}*|recontact\p{L}*|relances?)\b/u,
      own: null,
    },
  ],
  [
    'types',
    {
      empty: wordsOf(ONLY),
      elsewhere: elsewhere('(?!)'),
      // «information sur les formations», «aide financière à la formation»: what it is about, and not what it is.
      step: /\b(?:(?:a|sur|vers|pour) (?:la|les?|l|une?|des)|aux)\b/u,
      own: /\S/u,
    },
  ],
  [
    'mobilisable_par',
    {
      empty: wordsOf(
        `${ONLY} orientation orientations prescription prescriptions orientee mobilisable accessible votre oui possible`,
      ),
      elsewhere: elsewhere(
        String.raw`\bsans passer par\b|\b(?:prescriptions?|orientations?) (?:\p{L}+ ){0,2}(?:medica(?:le|ux)s?|medecins?|scolaires?|judiciaires?|juges?)\b`,
      ),
      step: null,
      own: null,
    },
  ],
])
