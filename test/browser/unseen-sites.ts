import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeXlsx } from 'hucre/xlsx'

/** What one audience of the journeys is given: names of its own, so that no two of them tell the same offer. */
export interface Season {
  blocks: readonly [string, string, string, string]
  rounds: readonly [string, string, string]
  talks: readonly [string, string]
  rows: readonly [string, string]
}

export const SEASONS = {
  'with JavaScript': {
    blocks: ['Lire et écrire', 'Parler en public', 'Compter pour travailler', 'Mon premier ordinateur'],
    rounds: ['Réparer son vélo', 'Passer le code', 'Louer une voiture'],
    talks: ['Le café des parents', 'La table des aidants'],
    rows: ['Couture solidaire', 'Cuisine du marché'],
  },
  'on a phone, without JavaScript': {
    blocks: ['Semer au printemps', 'Tailler les arbres', 'Composter chez soi', 'Bouturer les rosiers'],
    rounds: ['Prendre le bus', 'Marcher ensemble', 'Partager sa voiture'],
    talks: ['Le goûter des voisins', 'La pause des jeunes'],
    rows: ['Menuiserie douce', 'Terre et poterie'],
  },
} as const satisfies Record<string, Season>

const DAYS = ['lundi', 'mardi', 'jeudi', 'vendredi'] as const
const day = (at: number) => DAYS[at % DAYS.length] ?? 'lundi'

/** Four blocks, their facts in sentences and lists: one of them says its hours in words that no label announces. */
function blocksPage({ blocks }: Season): string {
  const block = (name: string, at: number) =>
    `<div class="wp-block-group"><h3>${name}</h3><p>On apprend à son rythme, à trois ou quatre autour d’une table, avec un formateur.</p><ul><li><b>Public :</b> demandeurs d’emploi</li><li><b>Permanence :</b> le ${day(at)} de 9 h à 11 h</li><li><b>Adresse :</b> 8 rue des Exemples, 35000 Rennes</li><li><b>Coût :</b> gratuit</li></ul><p>Pour s’inscrire, appelez le 02 99 00 11 33. Sans rendez-vous le premier jour.</p></div>`
  // Nothing of this may run, load, send or move in the frame where it is shown.
  const hostile =
    '<style>@import url(https://mal.example/a.css);</style><form action="https://mal.example/b"><input autofocus onfocus="alert(1)"></form><img src="https://mal.example/c" alt="" onerror="alert(2)"><iframe src="https://mal.example/d"></iframe><meta http-equiv="refresh" content="0;url=https://mal.example/e">'
  return page('Nos temps forts', `<h1>Apprendre ensemble</h1>${hostile}${blocks.map(block).join('')}`)
}

/** A list of cards; each leads to a page whose facts stand in boxes, icons for labels. */
const roundsList = (season: Season, base: string) =>
  page(
    'Bouger',
    `<h1>Bouger autour de Rennes</h1><div class="grid">${season.rounds.map((name, at) => `<div class="card"><h2><a href="${base}/fiche-${at + 1}.html">${name}</a></h2><p>Une aide concrète pour se déplacer.</p></div>`).join('')}</div>`,
  )
const roundPage = (name: string, at: number) =>
  page(
    name,
    `<h1>${name}</h1><p>Une demi-journée avec un animateur, en petit groupe, pour se déplacer seul ensuite.</p><div class="facts"><div class="fact"><i class="icon-user"></i><span>Pour qui ?</span><p>Bénéficiaires du RSA et demandeurs d’emploi</p></div><div class="fact"><i class="icon-clock"></i><span>Quand ?</span><p>Chaque ${day(at)} de 14 h à 17 h</p></div><div class="fact"><i class="icon-pin"></i><span>Où ?</span><p>Maison des mobilités, 21 rue des Exemples, 35200 Rennes</p></div><div class="fact"><i class="icon-euro"></i><span>Prix</span><p>5 € la séance</p></div></div><p>Renseignements : 02 99 00 22 44 ou <a href="mailto:bouger@asso.example">bouger@asso.example</a>. Inscription par téléphone.</p>`,
  )

/** A site of WordPress, its own type of content behind its API: facts in headings and paragraphs, none in fields. */
function talksApi(season: Season, base: string, origin: string): Record<string, { type: string; body: string }> {
  const path = base.slice(1)
  const items = season.talks.map((name, at) => ({
    id: 700 + at,
    slug: `${path}-${at}`,
    link: `${origin}${base}/${at}/`,
    title: { rendered: name },
    content: {
      rendered: `<!-- wp:paragraph --><p>Un moment pour souffler et échanger entre personnes qui vivent la même chose, avec une médiatrice.</p><h4>Qui vient&nbsp;?</h4><p>Les familles et les parents isolés.</p><h4>Les rendez-vous</h4><p>Le ${day(at)}, de 15&nbsp;h à 17&nbsp;h&nbsp;30.</p><h4>Nous trouver</h4><p>2 place des Exemples<br>35300 Fougères</p><h4>Participation</h4><p>Libre et gratuite</p><p>On vous répond au 02&nbsp;99&nbsp;00&nbsp;33&nbsp;55.</p>`,
    },
  }))
  const types = { [`${path}-type`]: { slug: `${path}-type`, rest_base: path, has_archive: path } }
  const json = (value: unknown) => ({ type: 'application/json', body: JSON.stringify(value) })
  return {
    [`${base}/`]: {
      type: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="fr"><head><title>Rencontres</title><link rel="https://api.w.org/" href="${origin}/wp-json/"></head><body><div id="page"><h1>Rencontres</h1><div class="elementor-widget">${season.talks.map(name => `<div>${name}</div>`).join('')}</div></div></body></html>`,
    },
    '/wp-json/wp/v2/types': json(types),
    [`/wp-json/wp/v2/${path}`]: json(items),
  }
}

const page = (title: string, main: string) =>
  `<!doctype html><html lang="fr"><head><title>${title}</title><script>document.title = 'piège'</script></head><body><nav><a href="/">Accueil</a></nav><main>${main}</main></body></html>`

/** A workbook with a title over its table, and two rows of headings. */
export function rowsFile({ rows }: Season): Promise<Uint8Array> {
  const row = (name: string, at: number) => [
    name,
    'Apprendre un geste, à plusieurs, avec une professionnelle qui prend son temps.',
    'Demandeurs d’emploi',
    `${day(at)} 9h30-12h`,
    '12 rue des Exemples',
    '35000',
    'Rennes',
    '02 99 00 44 66',
    'Gratuit',
  ]
  const titles = ['', '', '', '', 'Où', '', '', 'Contact', '']
  const header = [
    'Intitulé',
    'En quelques mots',
    'Public visé',
    'Créneau',
    'Adresse',
    'CP',
    'Ville',
    'Téléphone',
    'Coût pour la personne',
  ]
  return writeXlsx({
    sheets: [{ name: 'Saison', rows: [['Nos ateliers de la saison'], [], titles, header, ...rows.map(row)] }],
  })
}

export interface UnseenSites {
  origin: string
  close(): Promise<void>
}

/** Serves every season under a folder of its own: /s0, /s1… */
export async function serveUnseenSites(): Promise<UnseenSites> {
  const answers = new Map<string, { type: string; body: string }>()
  const server = createServer((request, response) => {
    const found = answers.get((request.url ?? '').replace(/\?.*$/, ''))
    response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/html' })
    response.end(found?.body ?? '')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const html = (body: string) => ({ type: 'text/html; charset=utf-8', body })
  const types: Record<string, unknown> = {}
  for (const [rank, season] of Object.values(SEASONS).entries()) {
    answers.set(`/s${rank}/blocs`, html(blocksPage(season)))
    answers.set(`/s${rank}/bouger`, html(roundsList(season, `/s${rank}`)))
    for (const [at, name] of season.rounds.entries())
      answers.set(`/s${rank}/fiche-${at + 1}.html`, html(roundPage(name, at)))
    for (const [path, answer] of Object.entries(talksApi(season, `/rencontres-${rank}`, origin))) {
      if (path.endsWith('/types')) Object.assign(types, JSON.parse(answer.body))
      answers.set(path, answer)
    }
  }
  answers.set('/wp-json/wp/v2/types', { type: 'application/json', body: JSON.stringify(types) })
  return { origin, close: () => new Promise(resolve => server.close(() => resolve())) }
}
