import { frenchNumber } from '../common/french.ts'
import { HarvestError } from './connector.ts'
import type { Limits } from './limits.ts'

const quoted = (text: string) => `« ${text} »`
const seconds = (ms: number) => `${frenchNumber(ms / 1000)} s`
const pause = (ms: number) =>
  ms < 60_000
    ? seconds(ms)
    : ms < 3_600_000
      ? `${frenchNumber(ms / 60_000)} min`
      : Number.isFinite(ms)
        ? `${frenchNumber(ms / 3_600_000)} h`
        : 'sans fin'
const siteOf = (address: string) => (URL.canParse(address) ? `Le site ${new URL(address).host}` : 'Le site')
const megabytes = (bytes: number) => `${frenchNumber(bytes / 1024 / 1024)} Mo`

/** The catalogue: every reason why a document could not be had, with its stable code, its French sentence and whose move it is. */
export const harvestErrors = {
  badAddress: (address: string) =>
    new HarvestError(
      'adresse-invalide',
      `L’adresse ${quoted(address)} n’est pas une adresse web (http ou https).`,
      'configuration',
      address,
    ),
  credentials: (address: string) =>
    new HarvestError(
      'identifiants-dans-l-adresse',
      'Une adresse ne doit contenir ni nom d’utilisateur ni mot de passe.',
      'configuration',
      address,
    ),
  foreignHost: (address: string, host: string, hosts: readonly string[]) =>
    new HarvestError(
      'hote-inconnu',
      `Le site ${host} ne fait pas partie des sites de cette source (${hosts.join(', ')}). Ajoutez-le à « hosts » s’il est bien celui du partenaire.`,
      'configuration',
      address,
    ),
  forbiddenAddress: (address: string, cause?: unknown) =>
    new HarvestError(
      'adresse-interdite',
      'Cette adresse mène à un réseau privé ou local : le robot ne la lit jamais.',
      'configuration',
      address,
      { cause },
    ),
  outsideWindow: (address: string, window: string) =>
    new HarvestError(
      'hors-fenetre',
      `Cette source ne se lit qu’entre ${window.replace('-', ' et ')} (heure de Paris).`,
      'configuration',
      address,
    ),
  tooManyPages: (address: string, pages: number) =>
    new HarvestError(
      'trop-de-pages',
      `La lecture s’est arrêtée à ${frenchNumber(pages)} pages, le plafond de cette source.`,
      'configuration',
      address,
    ),
  tooLong: (address: string, limits: Limits) =>
    new HarvestError(
      'trop-long',
      `La lecture a dépassé ${frenchNumber(limits.runMs / 60_000)} minutes et s’est arrêtée.`,
      'configuration',
      address,
    ),
  robotsForbid: (address: string) =>
    new HarvestError(
      'robots-interdit',
      'Le fichier robots.txt du site demande de ne pas lire cette page.',
      'partenaire',
      address,
    ),
  robotsUnreachable: (address: string, cause?: unknown) =>
    new HarvestError('robots-injoignable', robotsMessage(address, cause), 'partenaire', address, { cause }),
  tooLongDelay: (address: string, ms: number, most: number) =>
    new HarvestError(
      'delai-demesure',
      `${siteOf(address)} demande au robot d’attendre ${pause(ms)} entre deux pages (${quoted('Crawl-delay')} de son fichier robots.txt) : au-delà de ${pause(most)}, le robot n’y lit rien. Au partenaire d’y demander moins au robot, ou de donner ses offres autrement : un fichier, ou le formulaire.`,
      'partenaire',
      address,
    ),
  parked: (address: string, host: string, minutes: number) =>
    new HarvestError(
      'hote-en-pause',
      `Le site ${host} a échoué plusieurs fois de suite : il est laissé tranquille encore ${frenchNumber(Math.ceil(minutes), 0)} min.`,
      'partenaire',
      address,
    ),
  status: (address: string, status: number) => statusError(address, status),
  tooManyRedirects: (address: string, redirects: number) =>
    new HarvestError(
      'trop-de-redirections',
      `Plus de ${redirects} redirections de suite : la page ne peut pas être atteinte.`,
      'partenaire',
      address,
    ),
  redirectLoop: (address: string) =>
    new HarvestError('redirection-en-boucle', 'La page renvoie vers elle-même sans fin.', 'partenaire', address),
  redirectNowhere: (address: string) =>
    new HarvestError('redirection-sans-but', 'La page renvoie ailleurs sans dire où.', 'partenaire', address),
  tooBig: (address: string, bytes: number) =>
    new HarvestError(
      'trop-gros',
      `La réponse dépasse ${megabytes(bytes)} une fois décompressée.`,
      'partenaire',
      address,
    ),
  unpacksTooBig: (address: string, bytes: number) =>
    new HarvestError(
      'fichier-demesure',
      `Le fichier ${address} dépasse ${megabytes(bytes)} une fois décompressé, la limite : il n’est pas ouvert.`,
      'partenaire',
      address,
    ),
  tooSlow: (address: string, ms: number, cause?: unknown) =>
    new HarvestError(
      'trop-lent',
      `Le site n’a pas répondu dans le temps prévu (${seconds(ms)}).`,
      'partenaire',
      address,
      {
        cause,
      },
    ),
  unreachable: (address: string, cause?: unknown) =>
    new HarvestError(
      'injoignable',
      'Le site n’a pas pu être joint, ou la réponse a été coupée.',
      'partenaire',
      address,
      {
        cause,
      },
    ),
  certificate: (address: string, cause?: unknown) =>
    new HarvestError('certificat', 'Le certificat de sécurité du site n’est pas valable.', 'partenaire', address, {
      cause,
    }),
  unknownHost: (address: string, cause?: unknown) =>
    new HarvestError('site-introuvable', 'Ce nom de site n’existe pas (ou plus).', 'partenaire', address, { cause }),
  missingKey: (address: string, name: string) =>
    new HarvestError(
      'cle-absente',
      `La clé ${name} n’est pas définie dans l’environnement du robot.`,
      'configuration',
      address,
    ),
  tooDeep: (address: string) =>
    new HarvestError(
      'page-trop-imbriquee',
      `La page ${address} n’est pas lue : elle imbrique plus de 1 000 éléments, ou donne plus de 1 000 attributs à un seul, ce qu’aucune vraie page ne fait.`,
      'partenaire',
      address,
    ),
  stopped: (address: string, cause?: unknown) =>
    new HarvestError('arrete', 'La lecture a été arrêtée avant la fin.', 'robot', address, { cause }),
} as const

/**
 * The site's robots.txt is the first thing that is asked of it: without any answer it is the site that is down, and people know no robots.txt.
 * @param cause what came instead: an error, or the status of the answer in words
 */
function robotsMessage(address: string, cause: unknown): string {
  const answer = /\b429\b/.test(String(cause)) ? 'demande de ralentir' : 'répond par une erreur'
  const what =
    cause instanceof Error
      ? 'ne répond pas'
      : `${answer} (${String(cause)}) quand le robot lui demande ce qu’il peut lire (robots.txt)`
  return `${siteOf(address)} ${what}. Rien n’a été lu ni changé, et la lecture est reprise au prochain passage. Si cela dure, au partenaire de voir avec qui héberge son site.`
}

function statusError(address: string, status: number): HarvestError {
  if (status === 401 || status === 403)
    return new HarvestError(
      'acces-refuse',
      `Le site refuse l’accès à cette page (réponse ${status}).`,
      'partenaire',
      address,
    )
  if (status === 404 || status === 410)
    return new HarvestError(
      'page-absente',
      `Cette page n’existe pas ou plus (réponse ${status}).`,
      'partenaire',
      address,
    )
  if (status === 429)
    return new HarvestError('ralentir', 'Le site demande de ralentir (réponse 429).', 'partenaire', address)
  if (status === 400 || status === 416 || status === 422)
    return new HarvestError(
      'demande-refusee',
      `Le site refuse cette demande (réponse ${status}).`,
      'partenaire',
      address,
    )
  if (status >= 500)
    return new HarvestError('site-en-panne', `Le site est en panne (réponse ${status}).`, 'partenaire', address)
  return new HarvestError(
    'reponse-inattendue',
    `Le site répond ${status}, ce que le robot ne sait pas lire.`,
    'partenaire',
    address,
  )
}
