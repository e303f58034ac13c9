/** Who the bot says it is, to sites and to the people behind them. */
export interface Identity {
  /** Product token: what a site writes after `User-agent:` in its robots.txt. */
  product: string
  version: string
  /** Public page about the bot (`/robot` of the portal). */
  page: string
  /** E-mail address or page of a person who answers. */
  contact: string
  /** The `User-Agent` header. */
  userAgent: string
}

/** Product token, RFC 9309: letters, `-` and `_` only. */
export const PRODUCT = 'DoraSyncBot'

/** @param facts.page absolute address of the portal's `/robot` page */
export function createIdentity(facts: { version: string; page: string; contact: string }): Identity {
  return {
    product: PRODUCT,
    ...facts,
    userAgent: `${PRODUCT}/${headerSafe(facts.version)} (+${headerSafe(facts.page)}; ${headerSafe(facts.contact)})`,
  }
}

/** A header carries visible ASCII only; parentheses would close the comment. */
function headerSafe(text: string): string {
  return text.replace(/[^\x21-\x27\x2A-\x7E]/g, '')
}

/** What the `/robot` page tells, in French: plain sentences, ready to show. */
export interface RobotFacts {
  name: string
  userAgent: string
  what: string
  why: string
  manners: string[]
  personalData: string[]
  /** Lines a site adds to its robots.txt to be left alone altogether. */
  robotsTxt: string
  howToStop: string[]
  contact: string
}

/** @param keptDays days after which stored pages are purged */
export function robotFacts(identity: Identity, keptDays: number): RobotFacts {
  return {
    name: identity.product,
    userAgent: identity.userAgent,
    what: 'Ce robot lit les pages et les fichiers dans lesquels les partenaires de l’insertion d’un département publient leurs offres.',
    why: 'Il aide à tenir à jour ces offres dans DORA, l’annuaire national des services d’insertion, pour que les professionnels et les personnes accompagnées les trouvent.',
    manners: [
      'Il ne lit que les sites des partenaires inscrits dans sa configuration, jamais le reste du web.',
      'Il respecte le fichier robots.txt, relu au moins une fois par jour, et le délai «\u00A0Crawl-delay\u00A0» s’il y figure.',
      'Il n’ouvre qu’une connexion à la fois par site et fait une pause entre deux pages (une seconde par défaut).',
      'Il demande seulement ce qui a changé depuis sa dernière visite, quand le site sait le dire.',
      'Il s’arrête de lui-même quand un site est en panne ou lui demande d’attendre.',
      'Il ne remplit aucun formulaire et n’ouvre aucune page protégée par un mot de passe.',
    ],
    personalData: [
      'Il ne retient que le contact professionnel que l’offre publie elle-même.',
      'Il ne retient ni le nom des salariés cités dans un article, ni celui des personnes accompagnées.',
      `Les copies des pages lues sont effacées au bout de ${keptDays}\u00A0jours.`,
    ],
    robotsTxt: `User-agent: ${identity.product}\nDisallow: /\n`,
    howToStop: [
      'Ajoutez les deux lignes ci-dessous au fichier robots.txt de votre site\u00A0: le robot ne reviendra plus, au plus tard le lendemain.',
      `Ou écrivez à ${identity.contact}\u00A0: nous arrêtons la lecture de votre site.`,
    ],
    contact: identity.contact,
  }
}
