import { fold } from '../common/text.ts'

/** Words of what looks like an offer and is none, with what they mean. In titles, one is enough; in a text, what surrounds them counts too. */
const TITLES: readonly [RegExp, string][] = [
  [
    /^test(?: (?:\d+|page|article|offre|atelier|fiche|publication|de publication))*$|^test\b.*\bne pas|\bcopie\b|ne pas publier|lorem ipsum/,
    'un essai publié par mégarde',
  ],
  [
    /^(?:devenir|devenez|etre) (?:\p{L}+ )?(?:benevole|adherent|membre|parrain|mecene)|benevoles?$|rejoignez nous|rejoindre l (?:equipe|association)|faire un don|^dons?$|^adhere[rz]|soutene[rz]/u,
    'un appel à des bénévoles, à des dons ou à des adhésions',
  ],
  [
    /^(?:vous etes|espace|pour les) .*(?:entreprise|mairie|collectivite|employeur|proprietaire|bailleur)|^(?:entreprises|employeurs|proprietaires|bailleurs|collectivites)\b|services? aux entreprises|\bdevis\b|nos prestations/,
    'un service aux entreprises, aux collectivités ou à d’autres',
  ],
  [
    /^(?:vente|la vente|(?:la |notre |nos )?boutiques?(?: en ligne| ephemeres?)?$|braderie|collecte|loto)\b|\bpaniers? de\b|marche de noel|location de salle/,
    'une vente ou une collecte',
  ],
  [
    /^(?:nous |on |l association |.{0,30} )?recrut(?:e|ons)\b(?!.*\b(?:insertion|parcours)\b)|^offres? d emploi$|\bcdi\b|\bcdd\b|service civique$|poste a pourvoir|on embauche/,
    'une offre d’emploi de l’association',
  ],
  [
    /assemblee generale|portes? ouvertes?\b|^fermeture|^conges|^fete\b|inauguration|^retour sur|^bilan (?:d (?:activites?|une?|\d)|de (?:l |la |saison|nos|notre)|du |des |moral|financier)|^vacances d/,
    'un événement ou une nouvelle de l’association',
  ],
  [
    /actualit|derniers? articles?|^agenda$|newsletter|temoignage|mentions legales|cookies|^galerie|^photos|nous soutiennent|nos autres|autres (?:services|ateliers|actions|offres)|voir aussi|a lire aussi|dans la meme rubrique|commentaires?$|documents? joints?|^p s$|^notes$|^et apres|une question|suivez nous|^partager(?: (?:sur|cette|cet|la page|l article|par).*)?$|^nos partenaires$|^qui sommes nous$|^(?:l |notre )association$|^a propos(?: de nous)?$/,
    'une autre partie du site',
  ],
]
const TEXTS: readonly [RegExp, string][] = [
  [
    /adherents? consommateurs?|devis gratuit|la demi journee|nos equipes interviennent|(?:petit|grand) panier/,
    'une vente ou un service aux entreprises',
  ],
  [
    /rejoignez (?:les|nos|notre)|devenez benevole|vous avez (?:une voiture et|du temps)|nous (?:cherchons|recherchons) des benevoles/,
    'un appel à des bénévoles',
  ],
  [/lorem ipsum/, 'un essai publié par mégarde'],
]

/** Why a block under this title is no offer, in French; null when nothing says so. */
export function whyNot(title: string, text = ''): string | null {
  const name = fold(title)
  const found = TITLES.find(([pattern]) => pattern.test(name)) ?? TEXTS.find(([pattern]) => pattern.test(fold(text)))
  return found?.[1] ?? null
}
