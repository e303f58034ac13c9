import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import { inForce } from '../../convention/in-force.ts'
import { decisions } from '../../coverage/decisions.ts'
import { type GapsAsked, gapsOf } from '../../coverage/gaps.ts'
import { geographyOf } from '../../coverage/geography.ts'
import { exportLinks, REPORT_PARTS, renderPart } from '../../coverage/html.ts'
import type { Fragment } from '../../coverage/html-parts.ts'
import type { ReportLinks } from '../../coverage/links.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import { actionSection } from '../../coverage/sections/action.ts'
import { areaSection } from '../../coverage/sections/area.ts'
import { communesWithout } from '../../coverage/sections/communes.ts'
import { prefetPages } from '../../coverage/sections/prefet.ts'
import { structureSection } from '../../coverage/sections/structures.ts'
import { officialGeography } from '../../reference/official-geography.ts'
import { labelOf, valuesOf } from '../../reference/referentiels.ts'
import type { Desk } from '../desk/desk.ts'
import type { Html } from '../layout.ts'
import { offerPath, partnerPath, pastPath } from '../routes/paths.ts'
import { postForm, selectField } from '../web/form.ts'
import { member, type PortalContext } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { areaServices, areaServicesTable } from './area-services.ts'
import { bilanSentence } from './bilan-of.ts'
import { beingComputed, computedNote } from './computed-note.ts'
import { isStartingPoint } from './versions.ts'

/** One report to look at: today's, or a frozen one under its own address. */
interface Looked {
  report: CoverageReport
  base: string
  files: string
  /** What is said of it above its first page. */
  note: Fragment | string
}

/** The report cut into pages with an address each, for today's (`/rapport/…`) and for each frozen one (`/rapport/version/<id>/…`). */
export function reportPages({ app, reports, desk, frame }: Pages): void {
  const today = async (c: PortalContext, show: (looked: Looked) => Promise<Response>) => {
    const computed = await reports.shown()
    if (!computed) return beingComputed(frame, c)
    const report = computed.value
    return show({ report, base: '/rapport', files: `/rapport/${report.date}`, note: computedNote(computed) })
  }
  const frozen = async (c: PortalContext, show: (looked: Looked) => Promise<Response>) => {
    const id = c.req.param('id') ?? ''
    const kept = await reports.version(id)
    if (kept === null) return frame.notFound(c)
    const base = `/rapport/version/${id}`
    const note = html`${isStartingPoint(kept.report) ? html`<p class="lead">Point de départ : ce rapport montre la convention seule, avant la première lecture, quand le robot ne suivait encore aucune offre.</p>` : ''}
<p class="quiet no-print">Ce rapport est figé : <a href="${base}">adresse permanente</a>, empreinte ${kept.fingerprint.slice(0, 12)}.</p>`
    return show({ report: kept.report, base, files: `/rapport/fichier/${id}`, note })
  }

  for (const [prefix, look] of [
    ['/rapport', today],
    ['/rapport/version/:id', frozen],
  ] as const) {
    app.get(prefix, c => look(c, looked => first(c, looked)))
    for (const path of prefix === '/rapport' ? REPORT_PARTS.map(({ id }) => id) : [':part'])
      app.get(`${prefix}/${path}`, c =>
        look(c, looked => {
          const part = REPORT_PARTS.find(({ id }) => id === (c.req.param('part') ?? path))
          if (part === undefined) return frame.notFound(c)
          return frame.show(c, {
            title: titled(looked, part.title),
            trail: trailOf(looked),
            main: html`${dated(looked)}${part.id === 'manques' ? gapsForm(looked.report, `${looked.base}/manques`, asked(c)) : ''}${renderPart(looked.report, part, { links: linksOf(c, looked), asked: asked(c) })}${part.id === 'manques' ? communesPart(looked.report, asked(c), linksOf(c, looked)) : ''}`,
          })
        }),
      )
    app.get(`${prefix}/actions/:fiche/:line`, c =>
      look(c, looked => {
        const id = `${c.req.param('fiche')}/${c.req.param('line')}`
        const title = looked.report.lines.find(line => line.id === id)?.title ?? ''
        return one(c, looked, 'actions', title, actionSection(looked.report, id, linksOf(c, looked)))
      }),
    )
    app.get(`${prefix}/territoires/:epci`, c =>
      look(c, async looked => {
        const { report, base } = looked
        const code = c.req.param('epci')
        const area = report.areas.find(each => each.kind === 'epci' && each.code === code)
        if (area === undefined) return frame.notFound(c)
        const links = linksOf(c, looked)
        const services =
          base === '/rapport'
            ? areaServicesTable(
                await areaServices(desk.ledger, report, code, geographyOf(report.department)),
                firstRow(c.req.query('apres')),
                { links, pages: desk.doraPages, path: `${base}/territoires/${code}`, lines: report.lines },
              )
            : ''
        return one(c, looked, 'territoires', area.name, areaSection(report, area, links, services))
      }),
    )
    app.get(`${prefix}/structures/:partner`, c =>
      look(c, looked => {
        const id = c.req.param('partner')
        const name = looked.report.structures.find(each => each.partner === id)?.name ?? desk.partnerName(id)
        const own = member(c).role === 'gestionnaire' && desk.partners().some(each => each.id === id)
        const section = structureSection(looked.report, id, linksOf(c, looked))
        return one(
          c,
          looked,
          'structures',
          name,
          section && own
            ? html`<p><a href="${partnerPath(id)}">Contacts, appels et liens de ce partenaire</a></p>${section}`
            : section,
        )
      }),
    )
  }

  async function first(c: PortalContext, { report, base, files, note }: Looked): Promise<Response> {
    const now = base === '/rapport'
    const staff = now && member(c).role === 'gestionnaire'
    const found = now ? await bilanSentence({ reports, desk }, report) : null
    return frame.show(c, {
      title: now ? 'Deux pages pour le préfet' : `Rapport de couverture au ${frenchDate(report.date)}`,
      ...(now ? {} : { trail: [{ href: '/rapport', label: 'Rapport' }] }),
      scripts: ['/assets/print.js'],
      main: html`<div class="no-print"><div class="actions"><button type="button" data-print hidden>Imprimer</button>${
        staff
          ? html`<a class="button second" href="/rapport/envoyer">Envoyer à la DDETS</a>${postForm('/rapport/figer', await frame.field(c), html`<button class="second">Figer le rapport d’aujourd’hui</button>`, { class: 'inline' })}`
          : ''
      }</div>
${note}${now ? alsoInForce(desk, reports.day()) : ''}</div>
${prefetPages(report, {
  decisions: decisions(report, found?.sentence ?? null),
  months: await reports.months().then(months => months.filter(({ month }) => month <= report.date.slice(0, 7))),
  base,
  area: code => `${base}/territoires/${code}`,
  ...(found ? { bilan: found.href } : {}),
})}
<section class="no-print"><h2>Le rapport complet</h2>
<ul>${REPORT_PARTS.map(({ id, title }) => html`<li><a href="${base}/${id}">${title}</a></li>`)}
${now ? html`<li><a href="/rapport/bilan">Bilans des conventions</a></li><li><a href="/rapport/archives">Rapports datés</a></li><li><a href="/rapport/comparaison">Comparer deux dates</a> : ce qui a changé depuis un mois, trois mois, un an</li>` : ''}</ul>
${exportLinks(files)}</section>`,
    })
  }

  /** One thing of the report on its own page. */
  async function one(
    c: PortalContext,
    looked: Looked,
    part: string,
    title: string,
    section: Fragment | null,
  ): Promise<Response> {
    if (section === null) return frame.notFound(c)
    const above = REPORT_PARTS.find(each => each.id === part)
    const trail = [...trailOf(looked), { href: `${looked.base}/${part}`, label: above?.title ?? part }]
    return frame.show(c, {
      title: titled(looked, title),
      trail,
      main: html`${dated(looked)}<div class="report">${section}</div>`,
    })
  }

  /** A reader goes to the report's own pages and to DORA; the gestionnaire, to the desk too. */
  function linksOf(c: PortalContext, { base }: Looked): ReportLinks {
    return {
      line: id => `${base}/actions/${id.split('/').map(encodeURIComponent).join('/')}`,
      structure: partner => `${base}/structures/${encodeURIComponent(partner)}`,
      page: id => `${base}/${id}`,
      area: code => `${base}/territoires/${code}`,
      past: pastPath,
      ...(desk.doraPages ? { service: desk.doraPages.service } : {}),
      ...(member(c).role === 'gestionnaire' ? { offer: (source, key) => offerPath({ source, key }) } : {}),
    }
  }
}

/** A day is read under one convention: the others in force are named, and their account tells where they are. */
function alsoInForce(desk: Desk, day: string): Fragment | string {
  const [, ...others] = inForce(desk.conventions(), day)
  return others.length === 0
    ? ''
    : html`<p>Aussi en vigueur : ${others.map(({ id, title, period }, at) => html`${at > 0 ? ' ; ' : ''}<a href="/rapport/bilan/${encodeURIComponent(id)}">${title}</a>, jusqu’au ${frenchDate(period.end)}`)}. Ses actions sont dans son bilan.</p>`
}

/** Of one thématique, the communes where there is nothing. */
function communesPart(report: CoverageReport, asked: GapsAsked, links: ReportLinks): Fragment | string {
  if (asked.thematique === undefined) return ''
  const communes = officialGeography().communesOfDepartment(report.department)
  return html`<div class="report">${communesWithout(gapsOf(report, asked), communes, links)}</div>`
}

/** Only words that the filters know. */
function asked(c: PortalContext): GapsAsked {
  const { epci, thematique, public: who } = c.req.query()
  return {
    ...(epci !== undefined && /^\d{9}$/.test(epci) ? { epci } : {}),
    ...(thematique !== undefined && valuesOf('categories').includes(thematique) ? { thematique } : {}),
    ...(who !== undefined && valuesOf('publics').includes(who) ? { public: who } : {}),
  }
}

const firstRow = (typed: string | undefined) => (/^\d{1,6}$/.test(typed ?? '') ? Number(typed) : 0)

const trailOf = ({ base, report }: Looked) => [
  { href: base, label: base === '/rapport' ? 'Rapport' : `Rapport au ${frenchDate(report.date)}` },
]

/** A frozen page says of which day it is. */
const titled = ({ base, report }: Looked, title: string) =>
  base === '/rapport' ? title : `${title}, au ${frenchDate(report.date)}`

const dated = ({ report }: Looked) => html`<p class="quiet">Au ${frenchDate(report.date)}. ${report.convention}.</p>`

/** Chooses an EPCI, a thématique and a public. @param path of the page */
function gapsForm({ areas }: CoverageReport, path: string, asked: GapsAsked): Html {
  const choice = (name: keyof GapsAsked, label: string, all: string, options: { value: string; label: string }[]) =>
    selectField({
      name,
      label,
      search: true,
      value: asked[name] ?? '',
      options: [{ value: '', label: all }, ...options],
    })
  const words = (list: 'categories' | 'publics') =>
    valuesOf(list).map(value => ({ value, label: labelOf(list, value) }))
  return html`<form method="get" action="${path}" class="row search no-print" role="search">
${choice(
  'epci',
  'Territoire',
  'tous les EPCI',
  areas.filter(area => area.kind === 'epci').map(({ code, name }) => ({ value: code, label: name })),
)}
${choice('thematique', 'Thématique', 'toutes', words('categories'))}
${choice(
  'public',
  'Public',
  'tous, sans distinction',
  words('publics').filter(({ value }) => value !== 'tous-publics'),
)}
<p><button>Montrer</button>${asked.epci || asked.thematique || asked.public ? html` <a href="${path}">Tout voir</a>` : ''}</p></form>`
}
