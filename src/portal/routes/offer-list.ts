import { parisDay } from '../../common/paris-day.ts'
import { actionWords } from '../../convention/action-words.ts'
import type { OfferLine } from '../../ledger/offers-page.ts'
import { askedColumns, chosenColumns } from '../list/chosen-columns.ts'
import { exportList, fileAnswer, MOST_EXPORTED } from '../list/export-list.ts'
import { readOffer } from '../offer/read-offer.ts'
import { offerLabel } from '../offer-label.ts'
import { readChoice } from '../offers/bulk.ts'
import { OFFER_COLUMNS, type OfferColumn, type OfferNames } from '../offers/columns.ts'
import { epcisOf } from '../offers/epcis-of.ts'
import { offerQuery, readFilters } from '../offers/filters.ts'
import { offerListPage } from '../offers/list-page.ts'
import { KEYS_SCRIPT } from '../pages/keys-part.ts'
import { member, type PortalContext } from '../web/frame.ts'
import { LIVE_SCRIPT } from '../web/live-part.ts'
import type { Pages } from '../web/pages.ts'
import { offerPath } from './paths.ts'

const EXPORTED_AT_ONCE = 500

/** Every offer, searched, filtered and sorted; the same as a file. */
export function offerListRoutes({ app, desk, frame }: Pages): void {
  const names = {
    source: desk.sourceName,
    partner: (source: string) => desk.partnerName(desk.source(source)?.partner ?? ''),
  }
  const questionOf = (c: PortalContext) => {
    const filters = readFilters(c.req.query())
    const known = { sources: desk.sources(), partnerName: desk.partnerName, now: desk.clock.now() }
    return { filters, query: offerQuery(filters, known) }
  }

  app.get('/offres', async c => {
    const { filters, query } = questionOf(c)
    const { apres, voir } = c.req.query()
    const chosen = voir ? readChoice(voir) : null
    const field = await frame.field(c)
    const page = await desk.ledger.offers.page({ ...query, ...(apres ? { after: apres } : {}) })
    const convention = desk.convention()
    const own = new Set(desk.sources().map(each => each.partner))
    return frame.show(c, {
      title: 'Offres',
      help: 'offre',
      scripts: [KEYS_SCRIPT, LIVE_SCRIPT],
      purpose: 'Tout ce que le robot suit, et ce que le public en voit dans DORA.',
      main: offerListPage({
        page,
        from: apres ?? '',
        epcis: epcisOf(convention.department),
        saved: await desk.ledger.savedLists.of(member(c).id),
        beside: chosen === null ? null : await readOffer(desk, chosen.source, chosen.key, field),
        field,
        filters,
        columns: chosenColumns(OFFER_COLUMNS, askedColumns(c)),
        asked: askedColumns(c),
        names,
        sources: desk.sources(),
        partners: desk.partners().filter(({ id }) => own.has(id)),
        actions: convention.fiches.flatMap(({ lines }) =>
          lines.filter(({ offer }) => offer).map(({ id }) => ({ value: id, label: actionWords(convention, id) })),
        ),
        today: parisDay(desk.clock.now()),
        doraPages: desk.doraPages,
      }),
    })
  })

  app.get('/offres.xlsx', async c => {
    const { query } = questionOf(c)
    const lines: OfferLine[] = []
    for (let after: string | null = ''; after !== null && lines.length < MOST_EXPORTED; ) {
      const page = await desk.ledger.offers.page({ ...query, size: EXPORTED_AT_ONCE, ...(after ? { after } : {}) })
      lines.push(...page.lines)
      after = page.corrected === null ? page.next : null
    }
    const columns = chosenColumns(OFFER_COLUMNS, askedColumns(c))
    const file = await exportOffers(lines, columns, names, line => `${desk.publicUrl()}${offerPath(line)}`)
    return fileAnswer(c, file, 'offres.xlsx')
  })
}

/** The list as it is shown, all its pages in one sheet of a workbook. @param address of the page of an offer */
const exportOffers = (
  lines: readonly OfferLine[],
  columns: readonly OfferColumn[],
  names: OfferNames,
  address: (line: OfferLine) => string,
): Promise<Uint8Array> =>
  exportList({
    title: 'Offres d’insertion',
    sheet: 'Offres',
    head: 'Offre',
    rows: lines,
    name: offerLabel,
    columns: columns.map(({ label, number, words }) => ({
      label,
      words: (line: OfferLine) => words(line, names),
      ...(number ? { number, value: (line: OfferLine) => line.score } : {}),
    })),
    address,
  })
