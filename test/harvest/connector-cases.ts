import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { docxOf, pdfOf } from './office-files.ts'
import type { Answer } from './test-site.ts'

/** One offer as the contract suite knows it; every case shows it in its own shape. */
export interface Sample {
  id: string
  nom: string
  description: string
}

/** How one connector shows a list of offers; the suite is the same for all. */
export interface ConnectorCase {
  kind: string
  /** Shown beside the kind when a connector has several cases. */
  variant?: string
  settings: Record<string, unknown>
  entry: string
  /** A whole site that shows these offers. */
  site(offers: readonly Sample[]): Promise<Record<string, Answer>>
  /** Raw field that carries `nom`. */
  nom: string
  /** Key that an offer gets. */
  key(id: string): string
  /** Documents the site of three offers takes: more than one means list and detail, or pages. */
  documents: number
  /** Takes away one document (not the first), or cuts the file short: the harvest can no longer be complete. */
  damage(pages: Record<string, Answer>): Record<string, Answer>
  /** What the damaged harvest must be. */
  damaged: 'partial' | 'drifted'
  /** Same kind of document, but its structure changed. */
  drifted: Answer
  /** A site that truly has no offer, when the shape can say so. */
  empty?: Record<string, Answer>
}

const esc = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
const json = (value: unknown, headers: Record<string, string> = {}): Answer => ({
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json', ...headers },
})
const xml = (body: string): Answer => ({ body, headers: { 'content-type': 'application/xml' } })
const file = (body: Uint8Array, type = 'application/octet-stream'): Answer => ({
  body,
  headers: { 'content-type': type },
})

function without(pages: Record<string, Answer>, path: string): Record<string, Answer> {
  if (!(path in pages)) throw new Error(`the case has no ${path}`)
  return { ...pages, [path]: { body: 'panne', status: 500 } }
}

/** Cuts a text or file in two. */
function cut(pages: Record<string, Answer>, path: string, share = 0.6): Record<string, Answer> {
  const page = pages[path]
  if (page === undefined || typeof page === 'function') throw new Error(`nothing to cut at ${path}`)
  const { body, ...rest } = typeof page === 'string' ? { body: page } : page
  return { ...pages, [path]: { ...rest, body: body.slice(0, Math.floor(body.length * share)) } }
}

const OTHER_PAGE =
  '<!doctype html><html lang="fr"><title>Site refait</title><main><h2>Bienvenue</h2><p>Notre site change.</p></main></html>'

const detail = (offer: Sample) =>
  `<!doctype html><html lang="fr"><meta charset="utf-8"><h1>${esc(offer.nom)}</h1><div class="texte"><p>${esc(offer.description)}</p></div></html>`

const htmlList: ConnectorCase = {
  kind: 'html',
  variant: 'list and detail',
  entry: '/offres',
  settings: {
    list: { items: 'article', link: 'h2 a', next: 'a[rel=next]', empty: '.aucune' },
    fields: { nom: { select: 'h1', required: true }, description: '.texte' },
  },
  async site(offers) {
    const pages: Record<string, Answer> = {}
    const lists = [offers.slice(0, 2), offers.slice(2)].filter(part => part.length > 0)
    for (const [at, part] of lists.entries()) {
      const items = part.map(
        offer => `<article><h2><a href="/offres/${offer.id}.html">${esc(offer.nom)}</a></h2></article>`,
      )
      const next = at + 1 < lists.length ? `<a rel="next" href="/offres?page=${at + 2}">Suite</a>` : ''
      pages[at === 0 ? '/offres' : `/offres?page=${at + 1}`] =
        `<!doctype html><meta charset="utf-8">${items.join('')}${next}`
    }
    for (const offer of offers) pages[`/offres/${offer.id}.html`] = detail(offer)
    return pages
  },
  nom: 'nom',
  key: id => `offres_${id}`,
  documents: 5,
  damage: pages => without(pages, '/offres?page=2'),
  damaged: 'partial',
  drifted: OTHER_PAGE,
  empty: { '/offres': '<p class="aucune">Aucune offre en ce moment.</p>' },
}

const htmlItems: ConnectorCase = {
  kind: 'html',
  variant: 'several offers on one page',
  entry: '/ateliers',
  settings: {
    page: { structure: 'footer' },
    items: 'section.offre',
    empty: '.aucune',
    fields: { nom: { select: 'h2', required: true }, description: 'p' },
  },
  site: async offers => ({
    '/ateliers': `<!doctype html><meta charset="utf-8">${offers.map(offer => `<section class="offre" id="${offer.id}"><h2>${esc(offer.nom)}</h2><p>${esc(offer.description)}</p></section>`).join('')}<footer>Prélude</footer>`,
  }),
  nom: 'nom',
  key: id => id,
  documents: 1,
  damage: pages => ({ ...pages, '/ateliers': OTHER_PAGE }),
  damaged: 'drifted',
  drifted: OTHER_PAGE,
  empty: { '/ateliers': '<p class="aucune">Aucun atelier.</p>' },
}

const htmlSitemap: ConnectorCase = {
  kind: 'html',
  variant: 'sitemap',
  entry: '/',
  settings: {
    sitemap: { match: '/fiches/' },
    fields: { nom: { select: 'h1', required: true }, description: '.texte' },
  },
  async site(offers) {
    const pages: Record<string, Answer> = {
      '/robots.txt': { body: 'User-agent: *\nSitemap: /plan.xml\n', headers: { 'content-type': 'text/plain' } },
    }
    const loc = (path: string) => `<url><loc>${path}</loc></url>`
    pages['/robots.txt'] = (request, response) =>
      response.end(`User-agent: *\nAllow: /\nSitemap: http://${request.headers.host}/plan.xml\n`)
    pages['/plan.xml'] = (request, response) =>
      response.end(
        `<urlset>${[...offers.map(offer => `/fiches/${offer.id}`), '/contact'].map(path => loc(`http://${request.headers.host}${path}`)).join('')}</urlset>`,
      )
    for (const offer of offers) pages[`/fiches/${offer.id}`] = detail(offer)
    return pages
  },
  nom: 'nom',
  key: id => `fiches_${id}`,
  documents: 4,
  damage: pages => without(pages, '/fiches/b2'),
  damaged: 'partial',
  drifted: OTHER_PAGE,
}

const jsonLd: ConnectorCase = {
  kind: 'json-ld',
  entry: '/formations',
  settings: { list: { items: 'li', link: 'a', empty: '.aucune' }, types: ['Course'], required: ['name'] },
  async site(offers) {
    const pages: Record<string, Answer> = {
      '/formations': `<ul>${offers.map(offer => `<li><a href="/formations/${offer.id}">x</a></li>`).join('')}</ul>`,
    }
    for (const offer of offers)
      pages[`/formations/${offer.id}`] =
        `<!doctype html><meta charset="utf-8"><script type="application/ld+json">${JSON.stringify({
          '@context': 'https://schema.org',
          '@graph': [
            { '@type': 'WebPage', name: 'page' },
            {
              '@type': 'Course',
              name: offer.nom,
              description: offer.description,
              author: { '@type': 'Person', name: 'Une Salariée' },
            },
          ],
        })}</script>`
    return pages
  },
  nom: 'name',
  key: id => `formations_${id}`,
  documents: 4,
  damage: pages => without(pages, '/formations/b2'),
  damaged: 'partial',
  drifted: OTHER_PAGE,
  empty: { '/formations': '<p class="aucune">Rien</p>' },
}

const microdata: ConnectorCase = {
  kind: 'json-ld',
  variant: 'microdata',
  entry: '/agenda',
  settings: { types: ['Event'], required: ['name'] },
  site: async offers => ({
    '/agenda': `<!doctype html><meta charset="utf-8"><main>${offers.map(offer => `<div itemscope itemtype="https://schema.org/Event"><a itemprop="url" href="/agenda/${offer.id}"><b itemprop="name">${esc(offer.nom)}</b></a><p itemprop="description">${esc(offer.description)}</p></div>`).join('')}</main>`,
  }),
  nom: 'name',
  key: id => `agenda_${id}`,
  documents: 1,
  damage: pages => ({ ...pages, '/agenda': OTHER_PAGE }),
  damaged: 'drifted',
  drifted: OTHER_PAGE,
}

const wordpress: ConnectorCase = {
  kind: 'wordpress',
  entry: '/',
  settings: { type: 'pages', required: ['title.rendered'] },
  async site(offers) {
    const pages: Record<string, Answer> = {
      '/': { body: '<h1>Association</h1>', headers: { link: '</wp-json/>; rel="https://api.w.org/"' } },
    }
    const parts = [offers.slice(0, 2), offers.slice(2)].filter((part, at) => part.length > 0 || at === 0)
    for (const [at, part] of parts.entries())
      pages[`/wp-json/wp/v2/pages?per_page=100&orderby=id&order=asc&page=${at + 1}`] = json(
        part.map(offer => ({
          id: offer.id,
          link: `http://127.0.0.1/${offer.id}`,
          author: 3,
          title: { rendered: `<em>${esc(offer.nom)}</em>` },
          content: { rendered: `<p>${esc(offer.description)}</p>` },
        })),
        { 'x-wp-total': String(offers.length), 'x-wp-totalpages': String(parts.length) },
      )
    return pages
  },
  nom: 'title.rendered',
  key: id => id,
  documents: 3,
  damage: pages => without(pages, '/wp-json/wp/v2/pages?per_page=100&orderby=id&order=asc&page=2'),
  damaged: 'partial',
  drifted: OTHER_PAGE,
}

const rssCase = (
  variant: string,
  wrap: (items: string[]) => string,
  item: (offer: Sample) => string,
  empty: string,
): ConnectorCase => ({
  kind: 'rss',
  variant,
  entry: '/flux',
  settings: { required: ['title'], recent: false },
  site: async offers => ({ '/flux': xml(wrap(offers.map(item))) }),
  nom: 'title',
  key: id => `guid-${id}`,
  documents: 1,
  damage: pages => cut(pages, '/flux'),
  damaged: 'partial',
  drifted: OTHER_PAGE,
  empty: { '/flux': xml(empty) },
})

const rss = rssCase(
  'RSS',
  items =>
    `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Flux</title><link>/</link>${items.join('')}</channel></rss>`,
  offer =>
    `<item><title><![CDATA[<a href="/x">${esc(offer.nom)}</a>]]></title><guid isPermaLink="false">guid-${offer.id}</guid><description>&lt;p&gt;${esc(esc(offer.description))}&lt;/p&gt;</description><dc:creator>Une Salariée</dc:creator></item>`,
  '<rss><channel><title>Flux</title></channel></rss>',
)
const atom = rssCase(
  'Atom',
  items => `<feed xmlns="http://www.w3.org/2005/Atom"><title>Flux</title>${items.join('')}</feed>`,
  offer =>
    `<entry><title>${esc(offer.nom)}</title><id>guid-${offer.id}</id><link rel="alternate" href="/x"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>${esc(offer.description)}</p></div></content></entry>`,
  '<feed xmlns="http://www.w3.org/2005/Atom"><title>Flux</title></feed>',
)
const rdf = rssCase(
  'RDF',
  items =>
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="/"><title>Flux</title></channel>${items.join('')}</rdf:RDF>`,
  offer =>
    `<item rdf:about="guid-${offer.id}"><title>${esc(offer.nom)}</title><description>${esc(offer.description)}</description></item>`,
  '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>Flux</title></channel></rdf:RDF>',
)

const genericXml: ConnectorCase = {
  kind: 'xml',
  entry: '/offres.xml',
  settings: { root: 'offres', item: 'offre', key: 'reference', required: ['intitule'] },
  site: async offers => ({
    '/offres.xml': xml(
      `<offres>${offers.map(offer => `<offre><reference>${offer.id}</reference><intitule>${esc(offer.nom)}</intitule><texte><![CDATA[${offer.description}]]></texte></offre>`).join('')}</offres>`,
    ),
  }),
  nom: 'intitule',
  key: id => id,
  documents: 1,
  damage: pages => cut(pages, '/offres.xml'),
  damaged: 'partial',
  drifted: xml('<catalogue><produit/></catalogue>'),
  empty: { '/offres.xml': xml('<offres></offres>') },
}

const lheoCase = (version: string, prefix: string): ConnectorCase => {
  const tag = (name: string, inside: string, attributes = '') =>
    `<${prefix}${name}${attributes}>${inside}</${prefix}${name}>`
  const root = (inside: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><${prefix}lheo xmlns${prefix === '' ? '' : ':lheo'}="http://lheo.gouv.fr/${version}">${tag('offres', inside)}</${prefix}lheo>`
  return {
    kind: 'lheo',
    variant: version,
    entry: '/lheo.xml',
    settings: {},
    site: async offers => ({
      '/lheo.xml': xml(
        root(
          offers
            .map(offer =>
              tag(
                'formation',
                `${tag('intitule-formation', esc(offer.nom))}${tag('objectif-formation', esc(offer.description))}${tag('resultats-attendus', '-')}${tag('action', tag('modalites-enseignement', '0'), ' numero="A"')}`,
                ` numero="${offer.id}"`,
              ),
            )
            .join(''),
        ),
      ),
    }),
    nom: 'intitule-formation',
    key: id => `${id}_A`,
    documents: 1,
    damage: pages => cut(pages, '/lheo.xml'),
    damaged: 'partial',
    drifted: xml('<catalogue/>'),
    empty: { '/lheo.xml': xml(root('')) },
  }
}

const ical: ConnectorCase = {
  kind: 'ical',
  entry: '/agenda.ics',
  settings: { required: ['summary'] },
  site: async offers => ({
    '/agenda.ics': {
      body: [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//essai//FR',
        ...offers.flatMap(offer => [
          'BEGIN:VEVENT',
          `UID:${offer.id}`,
          'DTSTART:20260105T090000Z',
          'DTEND:20260105T120000Z',
          'RRULE:FREQ=WEEKLY',
          `SUMMARY:${offer.nom.replace(/,/g, '\\,')}`,
          `DESCRIPTION:${offer.description.replace(/,/g, '\\,')}`,
          'ORGANIZER;CN=Une Salariée:mailto:une.salariee@example.org',
          'END:VEVENT',
        ]),
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
      headers: { 'content-type': 'text/calendar' },
    },
  }),
  nom: 'summary',
  key: id => id,
  documents: 1,
  damage: pages => cut(pages, '/agenda.ics'),
  damaged: 'partial',
  drifted: 'BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n',
  empty: { '/agenda.ics': 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n' },
}

const table = (offers: readonly Sample[]) => [
  ['Identifiant', 'Nom de l’offre', 'Description'],
  ['numéro', 'tel que connu', 'quelques phrases'],
  ...offers.map(offer => [offer.id, offer.nom, offer.description]),
]
const tableSettings = { key: 'identifiant', hintRows: 1, required: ['Nom de l’offre'] }

const csv: ConnectorCase = {
  kind: 'csv',
  entry: '/offres.csv',
  settings: tableSettings,
  site: async offers => ({
    '/offres.csv': file(
      new TextEncoder().encode(
        `\uFEFF${table(offers)
          .map(row => row.map(cell => `"${cell.replace(/"/g, '""')}"`).join(';'))
          .join('\r\n')}\r\n`,
      ),
      'text/csv',
    ),
  }),
  nom: 'Nom de l’offre',
  key: id => id,
  documents: 1,
  damage: pages => cut(pages, '/offres.csv', 0.97),
  damaged: 'partial',
  drifted: file(new TextEncoder().encode('Réf;Libellé\r\n1;x\r\n'), 'text/csv'),
  empty: { '/offres.csv': 'Identifiant;Nom de l’offre\r\nnuméro;tel que connu\r\n' },
}

const sheetCase = (kind: 'xlsx' | 'ods', write: (rows: string[][]) => Promise<Uint8Array>): ConnectorCase => ({
  kind,
  entry: `/offres.${kind}`,
  settings: tableSettings,
  site: async offers => ({ [`/offres.${kind}`]: file(await write(table(offers))) }),
  nom: 'Nom de l’offre',
  key: id => id,
  documents: 1,
  damage: pages => cut(pages, `/offres.${kind}`),
  damaged: 'partial',
  drifted: OTHER_PAGE,
})
const xlsx = sheetCase('xlsx', rows => writeXlsx({ sheets: [{ name: 'Offres', rows }] }))
const ods = sheetCase('ods', rows => writeOds({ sheets: [{ name: 'Offres', rows }] }))

const genericJson: ConnectorCase = {
  kind: 'json',
  entry: '/api/offres',
  settings: { items: 'data.offres', key: 'id', next: 'suivant', total: 'data.total', required: ['nom'] },
  async site(offers) {
    const pages: Record<string, Answer> = {}
    for (let at = 0; at === 0 || at < offers.length; at += 2)
      pages[at === 0 ? '/api/offres' : `/api/offres?debut=${at}`] = json({
        data: {
          total: offers.length,
          offres: offers
            .slice(at, at + 2)
            .map(offer => ({ id: offer.id, nom: offer.nom, detail: { texte: offer.description } })),
        },
        suivant: at + 2 < offers.length ? `/api/offres?debut=${at + 2}` : null,
      })
    return pages
  },
  nom: 'nom',
  key: id => id,
  documents: 2,
  damage: pages => without(pages, '/api/offres?debut=2'),
  damaged: 'partial',
  drifted: json({ error: 'moved' }),
  empty: { '/api/offres': json({ data: { total: 0, offres: [] } }) },
}

const grist: ConnectorCase = {
  kind: 'grist',
  entry: '/api/docs/d/tables/Offres/records',
  settings: { key: 'Code', required: ['Nom'] },
  site: async offers => ({
    '/api/docs/d/tables/Offres/records': json({
      records: offers.map((offer, at) => ({
        id: at + 1,
        fields: { Code: offer.id, Nom: offer.nom, Texte: offer.description, Publics: ['L', 'jeunes', 'familles'] },
      })),
    }),
  }),
  nom: 'Nom',
  key: id => id,
  documents: 1,
  damage: pages => cut(pages, '/api/docs/d/tables/Offres/records'),
  damaged: 'drifted',
  drifted: json({ error: 'table not found' }),
  empty: { '/api/docs/d/tables/Offres/records': json({ records: [] }) },
}

const arcgisPath = (offset: number) =>
  `/FeatureServer/0/query?where=1%3D1&outFields=*&returnGeometry=false&f=json&orderByFields=ObjectId&resultRecordCount=1000&resultOffset=${offset}`
const arcgis: ConnectorCase = {
  kind: 'arcgis',
  entry: '/FeatureServer/0',
  settings: { key: 'ID', required: ['NOM'] },
  async site(offers) {
    const pages: Record<string, Answer> = {}
    for (let at = 0; at === 0 || at < offers.length; at += 2)
      pages[arcgisPath(at)] = json({
        features: offers.slice(at, at + 2).map(offer => ({
          attributes: { ID: offer.id, NOM: offer.nom, PRESENTATION_DETAIL: offer.description, SIGLE: null },
        })),
        ...(at + 2 < offers.length ? { exceededTransferLimit: true } : {}),
      })
    return pages
  },
  nom: 'NOM',
  key: id => id,
  documents: 2,
  damage: pages => without(pages, arcgisPath(2)),
  damaged: 'partial',
  drifted: json({ error: { code: 400, message: 'Invalid URL' } }),
  empty: { [arcgisPath(0)]: json({ features: [] }) },
}

const odsPath = (offset: number) =>
  `/api/explore/v2.1/catalog/datasets/offres/records?limit=100&offset=${offset}&order_by=code`
const opendatasoft: ConnectorCase = {
  kind: 'opendatasoft',
  entry: '/api/explore/v2.1/catalog/datasets/offres/records',
  settings: { key: 'code', required: ['nom'] },
  async site(offers) {
    const pages: Record<string, Answer> = {}
    for (let at = 0; at === 0 || at < offers.length; at += 2)
      pages[odsPath(at)] = json({
        total_count: offers.length,
        results: offers.slice(at, at + 2).map(offer => ({ code: offer.id, nom: offer.nom, texte: offer.description })),
      })
    return pages
  },
  nom: 'nom',
  key: id => id,
  documents: 2,
  damage: pages => without(pages, odsPath(2)),
  damaged: 'partial',
  drifted: json({ message: 'dataset not found' }),
  empty: { [odsPath(0)]: json({ total_count: 0, results: [] }) },
}

const pdf: ConnectorCase = {
  kind: 'pdf',
  entry: '/annuaire.pdf',
  settings: {
    start: '^Fiche ',
    fields: { nom: { line: 2, required: true }, description: 'Présentation', code: { match: '^Fiche (\\S+)' } },
    key: 'code',
  },
  site: async offers => ({
    '/annuaire.pdf': file(
      pdfOf(
        offers.map((offer, at) => [
          'Annuaire 2026',
          `Fiche ${offer.id}`,
          offer.nom,
          'Présentation : ',
          offer.description,
          `page ${at + 1}`,
        ]),
      ),
      'application/pdf',
    ),
  }),
  nom: 'nom',
  key: id => id,
  documents: 1,
  damage: pages => ({ ...pages, '/annuaire.pdf': file(pdfOf([[]]), 'application/pdf') }),
  damaged: 'drifted',
  drifted: file(pdfOf([['Rapport annuel', 'Rien de tel ici']]), 'application/pdf'),
}

const docx: ConnectorCase = {
  kind: 'docx',
  entry: '/offres.docx',
  settings: { section: 'h1', fields: { nom: { select: 'h1', required: true }, description: 'p' } },
  site: async offers => ({
    '/offres.docx': file(docxOf(offers.flatMap(offer => [`# ${offer.nom}`, offer.description]))),
  }),
  nom: 'nom',
  key: id => ({ a1: 'atelier-cuisine', b2: 'permis-mobilite', c3: 'ecoute-et-acces-aux-droits' })[id] ?? id,
  documents: 1,
  damage: pages => cut(pages, '/offres.docx'),
  damaged: 'drifted',
  drifted: file(docxOf(['Un texte sans titre'])),
}

const conventionText = (offers: readonly Sample[]) =>
  offers
    .map((offer, at) =>
      [
        `FICHE ACTION ${at + 1}`,
        '',
        `Intitulé de l’action : ${offer.nom}`,
        '',
        'Contexte / Etat du préexistant : action nouvelle.',
        '',
        'Description de l’action :',
        '',
        offer.description,
        '',
        'Date de mise en place de l’action : 1er janvier 2024',
        '',
      ].join('\n'),
    )
    .join('\n')
const convention: ConnectorCase = {
  kind: 'convention',
  entry: '/convention.txt',
  settings: {},
  site: async offers => ({
    '/convention.txt': { body: conventionText(offers), headers: { 'content-type': 'text/plain; charset=utf-8' } },
  }),
  nom: 'titre',
  key: id => ({ a1: 'fiche-1', b2: 'fiche-2', c3: 'fiche-3' })[id] ?? id,
  documents: 1,
  damage: pages => ({ ...pages, '/convention.txt': 'Délibération' }),
  damaged: 'drifted',
  drifted: 'Délibération de la session du Département.',
}

const declarationForm: ConnectorCase = {
  kind: 'declaration',
  variant: 'form',
  entry: '/declaration',
  settings: {},
  site: async offers => ({
    '/declaration': json({
      offres: offers.map(offer => ({
        id: offer.id,
        nom: offer.nom,
        description: offer.description,
        structure_nom: 'Prélude',
        note_interne: 'à ne pas lire',
      })),
    }),
  }),
  nom: 'nom',
  key: id => id,
  documents: 1,
  damage: pages => cut(pages, '/declaration'),
  damaged: 'drifted',
  drifted: json({ reponses: [] }),
  empty: { '/declaration': json({ offres: [] }) },
}

const declarationSheet: ConnectorCase = {
  kind: 'declaration',
  variant: 'spreadsheet',
  entry: '/declaration.xlsx',
  settings: {},
  site: async offers => ({
    '/declaration.xlsx': file(
      await writeXlsx({
        sheets: [
          {
            name: 'Offres',
            rows: [
              ['Identifiant', 'Nom', 'Description', 'Nom de la structure'],
              [
                'Un identifiant à vous, qui ne change pas d’une fois à l’autre, par exemple 1, 2, 3.',
                'Le nom de l’offre, tel que le public le connaît.',
                '',
                '',
              ],
              ...offers.map(offer => [offer.id, offer.nom, offer.description, 'Prélude']),
            ],
          },
        ],
      }),
    ),
  }),
  nom: 'nom',
  key: id => id,
  documents: 1,
  damage: pages => cut(pages, '/declaration.xlsx'),
  damaged: 'partial',
  drifted: OTHER_PAGE,
}

export const connectorCases: readonly ConnectorCase[] = [
  htmlList,
  htmlItems,
  htmlSitemap,
  jsonLd,
  microdata,
  wordpress,
  rss,
  atom,
  rdf,
  genericXml,
  lheoCase('2.2', ''),
  lheoCase('2.3', 'lheo:'),
  ical,
  csv,
  xlsx,
  ods,
  genericJson,
  grist,
  arcgis,
  opendatasoft,
  pdf,
  docx,
  convention,
  declarationForm,
  declarationSheet,
]
