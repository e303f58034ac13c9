import { fold } from '../../common/text.ts'

/** What a page says of itself when it is no longer what was asked for. */
export type NoPage = 'absente' | 'maintenance' | 'reservee' | 'domaine' | 'barrage' | 'cookies'

const SORRY = '(?:(?:oups|oops|ouups|aie|desole|sorry|attention|erreur|error|mince|zut) )*'

/** Whole headings, folded (lower case, no accents, no punctuation). An offer may be about a connection or about maintenance: only bare words count. */
const HEADINGS: readonly [NoPage, string][] = [
  [
    'absente',
    `${SORRY}(?:http )?(?:40[0-9]|410|50[0-9])(?: (?:error|erreur|page|not found|file not found|non trouvee?|introuvable|forbidden|gone|bad gateway|service unavailable|internal server error|gateway time ?out|server error|unauthorized))*`,
  ],
  [
    'absente',
    `${SORRY}(?:(?:la|cette|votre|the|this|that|404) )*(?:page|fiche|offre|annonce|url|adresse|ressource|contenu|article|file|content)(?: (?:web|demandee?|recherchee?|que vous (?:cherchez|demandez)|you (?:requested|are looking for)))*(?: (?:est|a ete|n est|is|was|could|can|has been|n a pas (?:ete|pu etre)|ne semble pas|semble))*(?: (?:pas|plus|not|t|be))* ?(?:introuvable|inexistante?|inconnue?|non trouvee?|pas trouvee?|trouvee?|supprimee?|deplacee?|retiree?|expiree?|not found|found|unavailable|removed|deleted|moved|n existe (?:pas|plus)|existe (?:pas|plus)|doesn t exist|does not exist|n est (?:pas|plus) (?:disponible|accessible|en ligne)|indisponible|non disponible|erreur|error)(?: (?:ou|or|et) .{1,40})?(?: (?:40[0-9]|410))?`,
  ],
  [
    'absente',
    `${SORRY}(?:une erreur (?:est survenue|s est produite|inattendue)|erreur(?: (?:serveur|interne|technique|inconnue|fatale))?|error|something went wrong|(?:oups|oops)|nothing (?:was )?found(?: here)?|not found|server error|internal server error|fatal error|database error|erreur (?:lors de la|de) connexion a la base de donnees|error establishing a database connection)`,
  ],
  [
    'maintenance',
    `${SORRY}(?:(?:le|notre|ce|votre|the|this|our) )?(?:(?:site|page|service|serveur|plateforme|website|portail)(?: (?:web|internet))? )?(?:(?:est|is|actuellement|currently|temporairement|temporarily|briefly|momentanement) )*(?:en (?:cours de )?(?:maintenance|travaux|construction|refonte|creation)|en maintenance|under (?:maintenance|construction)|(?:down )?for (?:scheduled )?maintenance|unavailable for scheduled maintenance|indisponible|unavailable|ferme(?: pour maintenance)?|hors ligne|hors service|offline)(?: (?:pour|for) .{1,40})?`,
  ],
  [
    'maintenance',
    'maintenance(?: (?:en cours|programmee|mode|du site|technique|page))?|mode maintenance|(?:page|site|operation) de maintenance|coming soon|bientot (?:en ligne|disponible|de retour)|nous revenons (?:tres |bientot |tout de )?(?:vite|suite|bientot)|we ll be back soon|be right back',
  ],
  [
    'reservee',
    `${SORRY}(?:(?:page de |formulaire de )?(?:connexion|identification|authentification)(?: (?:requise|necessaire|obligatoire|utilisateur|a (?:votre|mon) (?:compte|espace)|au compte))?|(?:connectez vous|identifiez vous|authentifiez vous|veuillez vous (?:connecter|identifier)|vous devez (?:vous connecter|etre connectee?))(?: .{1,50})?|se connecter(?: a (?:mon|votre|son|l) (?:compte|espace).{0,40})?|log ?in|sign ?in|please (?:log|sign) in|(?:login|authentication|authorization) required|acces (?:refuse|interdit|restreint|reserve|non autorise)(?: .{1,40})?|access denied|forbidden|unauthorized|permission denied|(?:contenu|page|espace) (?:reservee?|protegee?|privee?)(?: (?:a|aux|par) .{1,40})?|mot de passe (?:requis|oublie)|password required|session (?:expiree|expired))`,
  ],
  [
    'domaine',
    '(?:(?:ce|le|this|the) )?(?:nom de )?(?:domaine?|domain(?: name)?)(?: [\\w ]{1,40})? (?:est |is |may be |peut etre )?(?:a vendre|en vente|for sale|expiree?|expired|parked|parking|reserve|suspendu|suspended|available|disponible)(?: .{1,60})?|(?:buy|achetez) (?:this|ce) domaine?|[\\w ]{1,40} (?:is for sale|est a vendre)|(?:account|compte|site|hebergement|hosting) (?:has been |a ete |est )?(?:suspended|suspendu|desactive|expire)|welcome to nginx|apache2? (?:\\w+ )?default page(?: it works)?|it works|index of(?: .{0,60})?|default (?:web ?site|plesk) page|(?:domain|web server s) default page|parked domain(?: name)?|domaine (?:parque|en parking)',
  ],
  [
    'barrage',
    'just a moment|un instant|attention required(?: cloudflare)?|(?:checking|verifying) (?:your browser|you are human)(?: .{1,60})?|verification (?:de securite|du navigateur|que vous etes humain)(?: .{1,40})?|(?:are you|etes vous) (?:a |un )?(?:robot|human|humain)|(?:re ?|h)?captcha|ddos protection(?: .{1,40})?|access to this page has been denied|pardon our interruption|one more step|security check',
  ],
  [
    'cookies',
    '(?:nous respectons|nous prenons soin de|le respect de|gerer|gestion de|parametres de) (?:votre|la) (?:vie privee|confidentialite)(?: .{1,40})?|votre (?:vie privee|confidentialite)(?: .{1,30})?|(?:gestion|utilisation|parametrage|politique|preferences?|consentement|gerer|accepter)(?: (?:de|des|aux|en matiere de|les|nos|vos))* cookies|(?:nous utilisons des |ce site utilise des )?cookies(?: .{1,40})?|we (?:value|respect) your privacy|(?:cookie|privacy) (?:consent|settings|preferences|notice)',
  ],
]

const WHOLE: readonly [NoPage, RegExp][] = HEADINGS.map(([kind, words]) => [kind, new RegExp(`^(?:${words})$`)])

/** Most headings are none of them. */
const ANY = new RegExp(`^(?:${HEADINGS.map(([, words]) => words).join('|')})$`)

/** What a heading says when it is that of an error, a closed door or a parked domain; null when it may name anything else. */
export function readNoPage(heading: string): NoPage | null {
  const words = fold(heading.slice(0, 200))
  if (words === '' || !ANY.test(words)) return null
  return WHOLE.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}
