import { html, raw } from 'hono/html'
import type { Visitor } from './access/people.ts'
import { typesetPage } from './typeset-page.ts'

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
  visitor?: Visitor
  /** The sign-out form of a visitor who is signed in. */
  signOut?: Html
  /** Where this page stands, from the top; the page itself is not among them. */
  trail?: { href: string; label: string }[]
  /** What an action just did: shown once, above the page. */
  message?: { tone: 'good' | 'bad'; text: string } | null
  /** The form of this page was refused: said in the title, which is what a screen reader says first. */
  failed?: boolean
  /** Self-hosted scripts that improve the page; it works without. */
  scripts?: string[]
}

/** The navigation of each audience. */
export const LINKS: Record<Visitor['role'], { href: string; label: string }[]> = {
  public: [
    { href: '/', label: 'Accueil' },
    { href: '/stats', label: 'Chiffres' },
    { href: '/connexion', label: 'Se connecter' },
  ],
  gestionnaire: [
    { href: '/a-traiter', label: 'À traiter' },
    { href: '/sources', label: 'Sources' },
    { href: '/passages', label: 'Passages' },
    { href: '/offres', label: 'Offres' },
    { href: '/partenaires', label: 'Partenaires' },
    { href: '/rapport', label: 'Rapport' },
    { href: '/administration', label: 'Administration' },
  ],
  partenaire: [
    { href: '/mes-offres', label: 'Mes offres' },
    { href: '/declarer', label: 'Déclarer une offre' },
    { href: '/tableur', label: 'Envoyer un tableur' },
    { href: '/arreter', label: 'Ne plus être lu' },
  ],
  ddets: [
    { href: '/rapport', label: 'Rapport' },
    { href: '/rapport/archives', label: 'Rapports datés' },
    { href: '/rapport/definitions', label: 'Définitions' },
    { href: '/stats', label: 'Chiffres publics' },
  ],
}

/** The frame of every page: one h1, skip link, navigation, footer; no inline script nor style; French typography throughout. */
export function page(parts: PageParts): Html {
  const made = whole(parts)
  const typeset = (text: unknown) => raw(typesetPage(String(text)))
  return made instanceof Promise ? made.then(typeset) : typeset(made)
}

function whole(parts: PageParts): Html {
  const links = parts.links ?? LINKS.public
  const { visitor } = parts
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${parts.failed ? 'Erreur\u00A0: ' : ''}${parts.title} – dora-sync</title>
<link rel="stylesheet" href="/assets/theme.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${(parts.scripts ?? []).map(src => html`<script src="${src}" defer></script>`)}
</head>
<body>
<a class="skip" href="#contenu">Aller au contenu</a>
<header class="banner"><div class="frame">
<a class="brand" href="/">dora-sync</a>
<nav aria-label="Navigation principale"><ul>${links.map(link => html`<li><a href="${link.href}"${current(link.href, parts.path)}>${link.label}</a></li>`)}</ul></nav>
${visitor && visitor.role !== 'public' ? html`<div class="who"><span>${visitor.name}</span>${parts.signOut ?? ''}</div>` : ''}
</div></header>
<main id="contenu" tabindex="-1"><div class="frame">
${parts.notice ? html`<p class="notice no-print">${parts.notice}</p>` : ''}
${parts.trail ? html`<nav class="trail" aria-label="Vous êtes ici"><ol>${parts.trail.map(step => html`<li><a href="${step.href}">${step.label}</a></li>`)}<li aria-current="page">${parts.title}</li></ol></nav>` : ''}
<h1>${parts.title}</h1>
${parts.message ? html`<p class="notice ${parts.message.tone}" role="status">${parts.message.text}</p>` : ''}
${parts.main}
</div></main>
<footer><div class="frame"><ul>
<li>Référencement de l’offre d’insertion dans DORA</li>
<li><a href="/accessibilite">Accessibilité&nbsp;: partiellement conforme</a></li>
<li><a href="/mentions-legales">Mentions légales</a></li>
<li><a href="/donnees-personnelles">Données personnelles</a></li>
<li><a href="/stats">Chiffres publics</a></li>
<li><a href="/robot">Le robot qui lit les sites</a></li>
</ul></div></footer>
</body>
</html>`
}

function current(href: string, path: string): Html | string {
  const here = href === '/' || href === '/rapport' ? path === href : path === href || path.startsWith(`${href}/`)
  return here ? raw(' aria-current="page"') : ''
}
