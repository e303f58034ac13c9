/** Addresses of things whose keys come from partners: always encoded. */
export const offerPath = (offer: { source: string; key: string }, base = '/offres') =>
  `${base}/${encodeURIComponent(offer.source)}/${encodeURIComponent(offer.key)}`
export const sourcePath = (id: string) => `/sources/${encodeURIComponent(id)}`
export const planPath = (id: string) => `/plans/${encodeURIComponent(id)}`
export const operationPath = (id: string) => `/operations/${encodeURIComponent(id)}`
export const inboxPath = (id: string) => `/a-traiter/${encodeURIComponent(id)}`
export const partnerPath = (id: string) => `/partenaires/${encodeURIComponent(id)}`
/** The département as a past census found it. @param day `YYYY-MM-DD` */
export const pastPath = (day: string) => `/rapport/etat?au=${day}`
/** The sources, and the same as a file. */
export const SOURCES_PATH = '/sources'
export const SOURCES_FILE = '/sources.xlsx'
/** The services of the census, one by one, and the same as a file. */
export const SERVICES_PATH = '/services'
export const SERVICES_FILE = '/services.xlsx'
/** A structure that DORA holds, followed or not. */
export const structurePath = (slug: string) => `/structures/${encodeURIComponent(slug)}`
/** Where somebody is invited into a structure of DORA. */
export const invitePath = (structure: string) => `/structures/${encodeURIComponent(structure)}/inviter`
/** Jobs that were given up. */
export const ABANDONED_PATH = '/alertes#abandonnes'
/** Partners asked whether their offers are up to date. */
export const CAMPAIGNS_PATH = '/campagnes'
/** Conventions that were imported, and where another is. */
export const CONVENTIONS_PATH = '/conventions'
/** What DORA already has. */
export const SEARCH_DORA_PATH = '/dora'
/** Drafts of DORA that wait for a person. */
export const DRAFTS_PATH = '/a-traiter#brouillons'
/** What ends, and what to do about it. */
export const ENDING_PATH = '/a-surveiller'
/** Pages that stand above others, as the trail of those names them. */
export const ABOVE = {
  offers: { href: '/offres', label: 'Offres' },
  structures: { href: '/structures', label: 'Structures du département' },
  sources: { href: '/sources', label: 'Sources' },
  partners: { href: '/partenaires', label: 'Partenaires' },
  plans: { href: '/plans', label: 'Plans' },
  inbox: { href: '/a-traiter', label: 'À traiter' },
  administration: { href: '/administration', label: 'Administration' },
  ownOffers: { href: '/mes-offres', label: 'Mes offres' },
} as const
