import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import { squeeze } from '../../common/text.ts'
import { beyondCap } from '../../harvest/beyond-cap.ts'
import { type FetchedDocument, HarvestError } from '../../harvest/connector.ts'
import { cutPage } from '../../harvest/html/cut-page.ts'
import { notTheOffer } from '../../harvest/html/not-the-offer.ts'
import { openPage } from '../../harvest/html/page.ts'
import { besideBlocks } from '../beside-blocks.ts'
import { footLines } from '../foot-lines.ts'
import { linesOfPage, type PageLines } from '../html-lines.ts'
import type { Line } from '../line.ts'
import { pageRoot } from '../page-root.ts'
import type { NotOffer } from '../proposal.ts'
import { nextPage } from './next-page.ts'

/** What one page of a site says. */
export interface OnePage {
  title: string
  lines: PageLines
  /** CSS selectors of the title and of the element that holds the text. */
  heading: string
  holder: string
  /** What surrounds the text and tells how to reach the association. */
  foot: Line[]
  /** Boxes that are no part of the text. */
  beside: NotOffer[]
  /** Address of the page that goes on with its list; null: none. */
  next: string | null
  /** It came without its end; null: it is whole. */
  cut: Rejection | null
  source: string
}

/** Reads a page that was answered. */
export function readOne(document: FetchedDocument): OnePage {
  const { $ } = openPage(document)
  const site = squeeze($('meta[property="og:site_name"]').attr('content') ?? '')
  const tab = squeeze($('title').first().text()).split(/\s[-–|·]\s/)[0] ?? ''
  const foot = footLines($)
  const beside = besideBlocks($)
  const next = nextPage($, document.address)
  const holder = HOLDERS.find(selector => $(selector).length === 1) ?? 'body'
  const root = pageRoot($)
  const lines = root === null ? { lines: [], tables: [], beyond: [] } : linesOfPage(root)
  const headings = $('h1')
    .toArray()
    .map(element => squeeze($(element).text()))
    .filter(text => text !== '' && text !== site)
  const inside = lines.lines.find(({ level }) => level === 1)?.text
  const title = inside ?? headings[0] ?? lines.lines.find(({ level }) => level === 2)?.text ?? tab
  const heading = HEADINGS.find(name => squeeze($(name).first().text()) === title) ?? 'h1'
  return {
    title: title || tab,
    lines,
    heading,
    holder,
    foot,
    beside,
    next,
    cut: cutPage(document),
    source: document.text,
  }
}

/** Nothing on it can be read, but the title of its tab perhaps. */
export const isEmpty = ({ title, lines }: OnePage): boolean =>
  title === '' || (lines.lines.length === 0 && lines.tables.length === 0)

const emptyPage = (address: string): HarvestError =>
  new HarvestError(
    'page-vide',
    'La page répond, mais aucun mot ne s’y lit : elle est vide, ou un programme la remplit dans le navigateur. Au partenaire de l’écrire sur la page.',
    'partenaire',
    address,
  )

/** Why a page that was answered is not the one that was asked for; null: it is. */
export const faultOf = (page: OnePage, document: FetchedDocument, asked: string): HarvestError | null =>
  notTheOffer(document, asked) ?? (isEmpty(page) ? emptyPage(asked) : null)

/** A page that was answered and is not the one that was asked for: an offer may be missing for it. */
export const notRead = ({ code, address, message, whose }: HarvestError): Rejection =>
  rejectionAt(code, address, { expected: 'la page d’une offre', message, whose })

/** What of a page could not be read. */
export const unreadOf = ({ lines, cut }: OnePage, address: string): Rejection[] => [
  ...lines.beyond.map(beyond => beyondCap(address, { what: 'Un tableau de la page', ...beyond })),
  ...(cut === null ? [] : [cut]),
]

const HOLDERS = ['main', '[role=main]', '#main-content', '#contenu', '#content', '.content', 'article']
const HEADINGS = ['h1', 'main h1', 'h2', 'title']
