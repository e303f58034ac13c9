import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import { frenchOrder } from '../../common/french-order.ts'
import type { SourceRow } from '../data.ts'
import { askedColumns, chosenColumns } from '../list/chosen-columns.ts'
import { exportList, fileAnswer } from '../list/export-list.ts'
import { type ListColumn, rowList } from '../list/row-list.ts'
import { KEYS_SCRIPT } from '../pages/keys-part.ts'
import { type SourceFilters, sourceListPage } from '../sources/list-page.ts'
import { ADD_PATH, START_PATH } from '../studio/paths.ts'
import type { PortalContext } from '../web/frame.ts'
import { isStill, LIVE_SCRIPT } from '../web/live-part.ts'
import type { Pages } from '../web/pages.ts'
import { SOURCES_FILE, SOURCES_PATH, sourcePath } from './paths.ts'

/** Letters of an answer that are read. */
const MOST_LETTERS = 200

/** The sources, searched, filtered and sorted; the same as a file. */
export function sourceListRoutes({ app, desk, data, frame }: Pages): void {
  const columns = sourceColumns(desk.partnerName)

  const isRunning = () =>
    desk.ledger.whileStill('whether a run is under way', async () =>
      (await desk.ledger.runs.heads(50)).some(run => run.ended === null),
    )

  async function asked(c: PortalContext) {
    const { q = '', etat = '', partenaire = '', tri = '' } = c.req.query()
    const [words, state, partner, by] = [q, etat, partenaire, tri].map(each => each.trim().slice(0, MOST_LETTERS)) as [
      string,
      string,
      string,
      string,
    ]
    const filters: SourceFilters = { q: words, etat: state, partenaire: partner, tri: by }
    const all = (await data.sources()).toSorted((a, b) => frenchOrder(a.name, b.name))
    const keep = (row: SourceRow) =>
      (state === '' || row.state.word === state) && (partner === '' || row.partner === partner)
    const found = rowList(all, columns, row => row.name).find({ q: words, by, keep })
    return { all, filters, found, shown: chosenColumns(columns, askedColumns(c)) }
  }

  app.get(SOURCES_PATH, async c => {
    const running = await isRunning()
    const { all, filters, found, shown } = await asked(c)
    return frame.show(c, {
      title: 'Sources',
      purpose:
        'Une page, un tableur ou un flux par source. Ouvrez-en une pour son horaire, une pause ou un passage tout de suite ; cochez-en plusieurs pour le faire d’un coup.',
      help: 'source',
      scripts: [LIVE_SCRIPT, KEYS_SCRIPT],
      main: html`${desk.studio ? html`<p class="actions"><a class="button" href="${ADD_PATH}">Ajouter une source</a> <a class="button second" href="${START_PATH}">Démarrer : la convention ligne par ligne</a></p>` : ''}${sourceListPage(
        {
          all,
          found,
          filters,
          every: columns,
          columns: shown,
          asked: askedColumns(c),
          partnerName: desk.partnerName,
          running,
          still: isStill(c),
          field: await frame.field(c),
        },
      )}`,
    })
  })

  app.get(SOURCES_FILE, async c => {
    const { found, shown } = await asked(c)
    const file = await exportList({
      title: 'Sources',
      sheet: 'Sources',
      head: 'Source',
      rows: found.rows,
      name: row => row.name,
      columns: shown,
      address: row => `${desk.publicUrl()}${sourcePath(row.id)}`,
    })
    return fileAnswer(c, file, 'sources.xlsx')
  })
}

/** What each column of the list of sources says. @param partnerName of a partner, by its id */
const sourceColumns = (partnerName: (id: string) => string): readonly ListColumn<SourceRow>[] => [
  { id: 'partenaire', label: 'Partenaire', words: row => partnerName(row.partner) },
  { id: 'adresse', label: 'Adresse', words: row => row.address ?? '' },
  { id: 'etat', label: 'État', usual: true, words: row => row.state.word },
  {
    id: 'succes',
    label: 'Dernier succès',
    usual: true,
    words: row => (row.lastSuccess === null ? 'jamais' : frenchDateTime(row.lastSuccess)),
    // Never comes before long ago.
    sort: row => (row.lastSuccess === null ? 0 : Date.parse(row.lastSuccess)),
  },
  {
    id: 'prochain',
    label: 'Prochain passage',
    usual: true,
    words: ({ nextRun }) => (nextRun === null ? 'à la demande' : frenchDateTime(nextRun)),
    sort: ({ nextRun }) => nextRun?.getTime() ?? null,
  },
  {
    id: 'offres',
    label: 'Offres',
    usual: true,
    number: true,
    words: row => String(row.offers),
    value: row => row.offers,
    sort: row => -row.offers,
  },
  { id: 'resultat', label: 'Dernier résultat', usual: true, words: row => row.lastOutcome ?? '' },
]
