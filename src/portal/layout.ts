import { html, raw } from 'hono/html'
import { typesetPage } from '../common/typeset-page.ts'
import type { Visitor } from './access/people.ts'
import type { NamedContact } from './contact/named-contact.ts'
import { type Icon, icon } from './icon.ts'
import { helpOn, type Term } from './terms.ts'

/** Safe HTML made by hono's `html` template. */
export type Html = ReturnType<typeof html>

export interface NavigationLink {
  href: string
  label: string
  icon: Icon
}

export interface PageParts {
  /** Also the h1, unless the page brings its own heading. */
  title: string
  /** Path of the page, to mark it in the navigation. */
  path: string
  main: Html | Html[] | string
  /** What the page is for, in one sentence under the title. */
  purpose?: string
  /** Word of the glossary that a «?» beside that sentence explains. */
  help?: Term
  /** Entries of the navigation, by audience. */
  links?: NavigationLink[]
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
  /** Who to talk to: on each page that partners see. */
  contact?: NamedContact | null
  /** Self-hosted scripts that improve the page; it works without. */
  scripts?: string[]
  /** Style sheets of this page, besides the common one. */
  styles?: string[]
}

/** The navigation of each audience. */
export const LINKS: Record<Visitor['role'], NavigationLink[]> = {
  public: [
    { href: '/', label: 'Accueil', icon: 'globe' },
    { href: '/stats', label: 'Chiffres', icon: 'graph' },
    { href: '/connexion', label: 'Se connecter', icon: 'people' },
  ],
  gestionnaire: [
    { href: '/', label: 'Ma semaine', icon: 'tasklist' },
    { href: '/a-traiter', label: 'À traiter', icon: 'inbox' },
    { href: '/offres', label: 'Offres', icon: 'list-unordered' },
    { href: '/sources', label: 'Sources', icon: 'broadcast' },
    { href: '/partenaires', label: 'Partenaires', icon: 'people' },
    { href: '/passages', label: 'Passages', icon: 'history' },
    { href: '/rapport', label: 'Rapport', icon: 'graph' },
    { href: '/regles', label: 'Mes règles', icon: 'law' },
    { href: '/administration', label: 'Administration', icon: 'gear' },
  ],
  partenaire: [
    { href: '/mes-offres', label: 'Mes offres', icon: 'list-unordered' },
    { href: '/declarer', label: 'Déclarer une offre', icon: 'plus-circle' },
    { href: '/tableur', label: 'Envoyer un tableur', icon: 'upload' },
    { href: '/arreter', label: 'Ne plus être lu', icon: 'stop' },
  ],
  ddets: [
    { href: '/rapport', label: 'Rapport', icon: 'graph' },
    { href: '/rapport/archives', label: 'Rapports datés', icon: 'archive' },
    { href: '/rapport/definitions', label: 'Définitions', icon: 'book' },
    { href: '/stats', label: 'Chiffres publics', icon: 'globe' },
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
  const here = entryAbove(links, parts.path)
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${parts.failed ? 'Erreur : ' : ''}${parts.title} – dora-sync</title>
<link rel="stylesheet" href="/assets/theme.css">
${(parts.styles ?? []).map(href => html`<link rel="stylesheet" href="${href}">`)}
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${(parts.scripts ?? []).map(src => html`<script src="${src}" defer></script>`)}
</head>
<body>
<a class="skip" href="#contenu">Aller au contenu</a>
<div class="app">
<header class="side">
<p class="brand"><a href="/"><span class="mark" aria-hidden="true">ds</span><span>dora-sync<small>Offre d’insertion dans DORA</small></span></a></p>
<button type="button" class="menu-button second" popovertarget="menu">${icon('three-bars')}Menu</button>
<div id="menu" class="menu" popover>
<nav aria-label="Navigation principale"><ul>${links.map(link => html`<li><a href="${link.href}"${link.href === here ? raw(' aria-current="page"') : ''}>${icon(link.icon)}${link.label}</a></li>`)}</ul></nav>
${visitor && visitor.role !== 'public' ? html`<div class="who"><span>${visitor.name}</span>${parts.signOut ?? ''}</div>` : ''}
</div>
${parts.notice ? html`<p class="demo no-print">${parts.notice}</p>` : ''}
</header>
<div class="page">
${visitor?.role === 'gestionnaire' && parts.path !== '/offres' ? html`<form class="find no-print" method="get" action="/offres" role="search" aria-label="Chercher partout"><label class="hidden" for="chercher-partout">Chercher une offre</label>${icon('search')}<input id="chercher-partout" type="search" name="q" placeholder="Chercher une offre" maxlength="100"><button class="second">Chercher</button></form>` : ''}
<main id="contenu" tabindex="-1">
${parts.trail ? html`<nav class="trail" aria-label="Vous êtes ici"><ol>${parts.trail.map(step => html`<li><a href="${step.href}">${step.label}</a></li>`)}<li aria-current="page">${parts.title}</li></ol></nav>` : ''}
<h1>${parts.title}</h1>
${parts.purpose ? html`<p class="purpose">${parts.purpose}${parts.help ? helpOn(parts.help) : ''}</p>` : ''}
${parts.message ? html`<p class="notice ${parts.message.tone}" role="status">${parts.message.text}</p>` : ''}
${parts.main}
</main>
${parts.contact ? contactPart(parts.contact) : ''}
<footer><ul>
<li>Référencement de l’offre d’insertion dans DORA</li>
<li><a href="/accessibilite">Accessibilité : partiellement conforme</a></li>
<li><a href="/mentions-legales">Mentions légales</a></li>
<li><a href="/donnees-personnelles">Données personnelles</a></li>
<li><a href="/stats">Chiffres publics</a></li>
${visitor?.role === 'gestionnaire' ? html`<li><a href="/glossaire">Aide et glossaire</a></li>` : ''}
<li><a href="/robot">Le robot qui lit les sites</a></li>
</ul></footer>
</div>
</div>
</body>
</html>`
}

/** The entry under which a page stands: of those that lead to it, the longest address. */
function entryAbove(links: readonly NavigationLink[], path: string): string | undefined {
  const leading = links.filter(({ href }) => path === href || (href !== '/' && path.startsWith(`${href}/`)))
  return leading.toSorted((a, b) => a.href.length - b.href.length).at(-1)?.href
}

function contactPart({ name, body, email, phone }: NamedContact): Html {
  return html`<aside class="contact" aria-label="Votre contact"><p><strong>Une question ?</strong> ${name === null ? body : `${name}, ${body}`} : <a href="mailto:${email}">${email}</a>${phone === null ? '' : html`, <a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>`}</p></aside>`
}
