import { html } from 'hono/html'
import { frenchCount, frenchNumber } from '../../common/french.ts'
import { countColumn, type Fragment, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import { shortName } from '../map/area-map.ts'
import type { CoverageReport, LineAccount, ReceivedCount } from '../report-contract.ts'

/** Where an action is received, territory by territory, and where it is not. Empty for what pays no offer, and for a report of before this was counted. */
export function placesOfAction(report: CoverageReport, line: LineAccount, links: ReportLinks): Fragment | string {
  if (report.received === null || !line.offer) return ''
  const counts = new Map(report.received.filter(each => each.line === line.id).map(each => [each.epci, each]))
  const epci = report.areas.filter(area => area.kind === 'epci')
  const without = epci.filter(({ code }) => !counts.has(code)).map(({ name }) => shortName(name))
  const where =
    counts.size === 0
      ? 'Aucun service de cette action, publié ou en attente, ne reçoit dans le département.'
      : `Rien, ni publié ni en attente, ne reçoit dans ${frenchCount(without.length, 'autre EPCI', 'autres EPCI')} : ${without.join(', ')}.`
  return html`${
    counts.size === 0
      ? ''
      : table(
          'Où cette action reçoit',
          [
            { header: 'EPCI', cell: ({ name, code }) => linked(name, links.area?.(code)), row: true },
            countColumn<(typeof epci)[number]>('Services publiés', ({ code }) => counts.get(code)?.published ?? 0),
            countColumn<(typeof epci)[number]>('En attente', ({ code }) => counts.get(code)?.waiting ?? 0),
          ],
          epci.filter(({ code }) => counts.has(code)),
        )
  }${without.length === 0 ? '' : html`<p>${where}</p>`}`
}

/** An action as it stands in one territory. */
interface Here {
  line: LineAccount
  here: Pick<ReceivedCount, 'published' | 'waiting'>
  /** Names of the other territories where it has a published service. */
  elsewhere: string[]
}

const NONE = { published: 0, waiting: 0 }

/** Each action of the convention as it stands in one territory: published there, waiting there, or not there at all. @param code of the EPCI */
export function actionsHere(report: CoverageReport, code: string, links: ReportLinks): Fragment | string {
  if (report.received === null) return ''
  const names = new Map(report.areas.map(area => [area.code, shortName(area.name)]))
  const byLine = Map.groupBy(report.received, each => each.line)
  const rows = report.lines.map((line): Here => {
    const counts = byLine.get(line.id) ?? []
    const elsewhere = counts.filter(({ epci, published }) => epci !== code && published > 0)
    return {
      line,
      here: counts.find(({ epci }) => epci === code) ?? NONE,
      elsewhere: elsewhere.map(({ epci }) => names.get(epci) ?? epci),
    }
  })
  const asked = rows.filter(({ line }) => line.offer)
  const alike = Map.groupBy(report.lines, ({ title }) => title)
  // Two actions of one title are told apart by who carries them.
  const nameOf = ({ title, partners }: LineAccount) =>
    (alike.get(title)?.length ?? 0) < 2 ? title : `${title} (${partners.map(({ name }) => name).join(', ')})`
  const published = asked.filter(({ here }) => here.published > 0).length
  const waiting = asked.filter(({ here }) => here.published === 0 && here.waiting > 0).length
  const none = asked.length - published - waiting
  return html`<h2 id="actions">Les actions de la convention, ici</h2>
<p class="lead">Sur ${frenchCount(asked.length, 'action qui demande', 'actions qui demandent')} une offre : ${frenchNumber(published)} ${published < 2 ? 'a un service publié' : 'ont un service publié'} qui reçoit ici, ${frenchNumber(waiting)} ${waiting < 2 ? 'en a un' : 'en ont un'} en attente, ${frenchNumber(none)} ${none < 2 ? 'n’a rien' : 'n’ont rien'} qui reçoive ici. Un service qui reçoit ailleurs peut être ouvert aux habitants d’ici.</p>
${table(
  'Action par action, ici',
  [
    { header: 'Fiche', cell: ({ line }) => line.fiche, number: true },
    { header: 'Action', cell: ({ line }) => linked(nameOf(line), links.line?.(line.id)), row: true },
    { header: 'Ici', cell: standingHere },
    countColumn<Here>('Services publiés ici', ({ here }) => here.published),
    countColumn<Here>('En attente ici', ({ here }) => here.waiting),
    { header: 'Publiée aussi à', cell: ({ elsewhere }) => (elsewhere.length === 0 ? '–' : elsewhere.join(', ')) },
  ],
  rows,
)}`
}

function standingHere({ line, here }: Here): Fragment {
  if (!line.offer) return html`<span class="state quiet">sans offre à référencer</span>`
  if (here.published > 0) return html`<span class="state good">publiée</span>`
  return here.waiting > 0 ? html`<span class="state warn">en attente</span>` : html`<span class="state bad">rien</span>`
}
