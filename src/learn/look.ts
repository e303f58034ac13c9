import { frenchCount } from '../common/french.ts'
import { load } from '../common/markup.ts'
import { type Rejection, rejectionAt } from '../common/rejection.ts'
import { type FetchedDocument, HarvestError } from '../harvest/connector.ts'
import { formOf, unexpectedForm } from '../harvest/forms.ts'
import { notTheOffer } from '../harvest/html/not-the-offer.ts'
import { mayBeSheet } from '../harvest/zip-form.ts'
import { distinctKeys } from './distinct-keys.ts'
import { throughCalendar } from './doors/calendar.ts'
import type { DoorContext, Found } from './doors/door.ts'
import { throughLinkedData } from './doors/linked-data.ts'
import { throughPage } from './doors/page.ts'
import { throughRecords } from './doors/records.ts'
import { throughSheet } from './doors/sheet.ts'
import { throughTextFile } from './doors/text-file.ts'
import { throughWordpress, throughWordpressPosts } from './doors/wordpress.ts'
import { evidenceOf } from './evidence.ts'
import { mappingOf } from './mapping.ts'
import { marksOf } from './marks-of.ts'
import type { Known, Proposal } from './proposal.ts'
import { readUnit } from './read-unit.ts'
import { whyNothing } from './why-nothing.ts'

/**
 * Looks at an address or a file, finds by itself the best way in, and proposes a value for each field of each offer. Writes nothing.
 * @throws HarvestError when the document cannot be had
 */
export async function learnFrom(address: string, context: DoorContext, known: Known): Promise<Proposal> {
  const found = await foundAt(address, context)
  const offers = found.units.map(unit => readUnit(unit, context.lexicon, undefined, context.near))
  const keys = distinctKeys(
    offers.map(({ key }) => key),
    offers.map(marksOf),
  )
  return {
    kind: found.kind,
    found: found.found,
    offers: offers.map((offer, at) => ({ ...offer, key: keys[at] ?? offer.key })),
    notOffers: [
      ...found.notOffers,
      ...(found.unread ?? []).map(({ where, message }) => ({ words: where, because: message })),
    ],
    mapping: mappingOf(found, offers, known),
  }
}

/** What stands behind the best door of an address: units that nobody has read yet. @throws HarvestError when the document cannot be had, or is of a form that nobody reads */
export async function foundAt(address: string, context: DoorContext): Promise<Found> {
  const document = await context.fetcher.get(address)
  return (await doorOf(document, address, context)) ?? none(document)
}

/** @param asked address before redirects */
async function doorOf(document: FetchedDocument, asked: string, context: DoorContext): Promise<Found | null> {
  const form = formOf(document)
  if (form === 'un fichier PDF') return throughTextFile(document.address, 'pdf', context)
  if (form === 'un document Word (.docx)') return throughTextFile(document.address, 'docx', context)
  if (mayBeSheet(form)) return throughSheet(document, context.near)
  if (form === 'un calendrier iCal') return throughCalendar(document.address, context)
  if (form === 'du texte') return throughSheet(document, context.near)
  if (!isPage(document) && form === 'un fichier JSON')
    return (await throughLinkedData(document, context)) ?? throughRecords(document, context)
  if (!isPage(document) && form === 'un fichier XML') return throughRecords(document, context)
  if (!isPage(document))
    throw new HarvestError('document-inattendu', unexpectedForm(document, READ).message, 'partenaire', document.address)
  const fault = notTheOffer(document, asked)
  if (fault !== null) throw fault
  const wordpress = await throughWordpress(document, context)
  if (wordpress !== null && wordpress.units.length > 0) return wordpress
  const calendar = calendarLink(document)
  if (calendar !== null) {
    const found = await throughCalendar(calendar, context).catch(() => null)
    if (found !== null && found.units.length > 0) return found
  }
  const page = await throughPage(document, context)
  const told = mostTold(page)
  const linked = await throughLinkedData(document, context).catch(() => null)
  if (linked !== null && linked.units.length >= page.units.length && mostTold(linked) > told) return linked
  if (told >= 4 && page.units.length > 0) return page
  const posts = page.units.length === 0 ? await throughWordpressPosts(document, context).catch(() => null) : null
  if (posts !== null && posts.units.length > 0) return posts
  const files = fileLinks(document)
  for (const file of files.slice(0, MOST_FILES)) {
    const linked = await context.fetcher.get(file).catch(() => null)
    const inside = linked === null ? null : await doorOf(linked, file, context).catch(() => null)
    if (inside === null || inside.units.length === 0 || inside.kind === 'html') continue
    return withLeft(
      inside,
      files.filter(other => other !== file),
      document.address,
    )
  }
  // A title over links to files names no offer: what is told stands in the files.
  const bare = files.length > 0 && told === 0
  const shown = bare ? { ...page, units: [], found: 'aucune offre sur cette page, qui mène à des fichiers' } : page
  return page.units.length > 1 ? page : withLeft(shown, files, document.address)
}

/** Files of a page that are opened. */
const MOST_FILES = 3

/** Several files of a page may hold an offer each: those that were not read are told. */
function withLeft(found: Found, files: readonly string[], address: string): Found {
  const left = files.length === 0 ? [] : [filesLeft(files, address)]
  return files.length < (found.kind === 'html' && found.units.length > 0 ? 2 : 1)
    ? found
    : { ...found, unread: [...(found.unread ?? []), ...left] }
}

const filesLeft = (files: readonly string[], address: string): Rejection =>
  rejectionAt('fichiers-non-lus', address, {
    received: files.join(', ').slice(0, 200),
    expected: 'des offres écrites sur des pages, ou dans un seul fichier',
    message: `Cette page mène à ${frenchCount(files.length, 'fichier')} qui n’${files.length === 1 ? 'est pas lu' : 'ont pas été lus'} (${files.slice(0, 3).map(nameOfFile).join(', ')}${files.length > 3 ? '…' : ''}). Si des offres y sont écrites : une source pour chacun, par son adresse ou en le déposant, ou demander au partenaire une page ou un tableau pour toutes.`,
    whose: 'partenaire',
  })

const nameOfFile = (address: string): string => `« ${new URL(address).pathname.split('/').at(-1)} »`

const READ = 'une page web, un tableur, un PDF, un document Word, un agenda ou un fichier JSON ou XML'

/** Written as XML, or after a remark, it is a page all the same. */
const isPage = (document: FetchedDocument): boolean =>
  formOf(document) === 'une page web' ||
  (/^\uFEFF?\s*</.test(document.text) && /<html[\s>]/i.test(document.text.slice(0, 4000)))

/** Kinds of facts that its best offer tells. */
const mostTold = ({ units }: Found): number => Math.max(0, ...units.map(({ lines }) => evidenceOf(lines).size))

/** A calendar that an agenda page offers. */
function calendarLink({ text, address }: FetchedDocument): string | null {
  if (!/agenda|calendrier|evenement|event/i.test(new URL(address).pathname)) return null
  const $ = load(text)
  const href =
    $('link[type="text/calendar"]').attr('href') ??
    $('a[href^="webcal:"], a[href*="ical=1"], a[href$=".ics"]').attr('href')
  const http = href?.replace(/^webcal:/, new URL(address).protocol)
  return http && URL.canParse(http, address) ? new URL(http, address).href : null
}

/** Files that a page leads to, spreadsheets first. */
function fileLinks({ text, address }: FetchedDocument): string[] {
  const $ = load(text)
  $('nav, header, footer, aside').remove()
  const links = $('a[href]')
    .toArray()
    .map(element => element.attribs.href ?? '')
    .filter(href => /\.(?:xlsx|ods|csv|docx|pdf|ics)(?:$|\?)/i.test(href) && URL.canParse(href, address))
    .map(href => new URL(href, address).href)
  const rank = (href: string) =>
    /\.(?:xlsx|ods|csv)/i.test(href) ? 0 : /\.ics/i.test(href) ? 1 : /\.pdf/i.test(href) ? 2 : 3
  return [...new Set(links)].sort((a, b) => rank(a) - rank(b))
}

const none = (document: FetchedDocument): Found => ({
  kind: 'html',
  found: `rien qui ressemble à une offre : ${whyNothing(document)}`,
  units: [],
  notOffers: [],
  harvest: { kind: 'html', fields: { nom: 'h1', texte: '.' } },
  reads: {},
})
