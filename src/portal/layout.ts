import { html, raw } from 'hono/html'

/** Safe HTML made by hono's `html` template. */
export type Html = ReturnType<typeof html>

export interface PageParts {
  /** Also the h1, unless the page brings its own heading. */
  title: string
  /** Path of the page, to mark it in the navigation. */
  path: string
  main: Html | Html[] | string
  /** Entries of the navigation, by audience. */
  links?: { href: string; label: string }[]
  /** One line above everything, e.g. that this is a sandbox. */
  notice?: string | null
}

const PUBLIC_LINKS = [
  { href: '/', label: 'Accueil' },
  { href: '/rapport', label: 'Rapport de couverture' },
  { href: '/sources', label: 'Sources' },
  { href: '/passages', label: 'Passages' },
]

/** The frame of every page: one h1, skip link, navigation, footer; no script, no inline style. */
export function page(parts: PageParts): Html {
  const links = parts.links ?? PUBLIC_LINKS
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${parts.title} – dora-sync</title>
<link rel="stylesheet" href="/assets/theme.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#contenu">Aller au contenu</a>
<header class="banner"><div class="frame">
<a class="brand" href="/">dora-sync</a>
<nav aria-label="Navigation principale"><ul>${links.map(link => html`<li><a href="${link.href}"${current(link.href, parts.path)}>${link.label}</a></li>`)}</ul></nav>
</div></header>
<main id="contenu" tabindex="-1"><div class="frame">
${parts.notice ? html`<p class="notice">${parts.notice}</p>` : ''}
<h1>${parts.title}</h1>
${parts.main}
</div></main>
<footer><div class="frame"><ul>
<li>Référencement de l’offre d’insertion dans DORA</li>
<li><a href="/robot">Le robot qui lit les sites</a></li>
</ul></div></footer>
</body>
</html>`
}

function current(href: string, path: string): Html | string {
  const here = href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
  return here ? raw(' aria-current="page"') : ''
}
