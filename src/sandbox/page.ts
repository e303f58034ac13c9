import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import { frenchCount, frenchDate, frenchNumber, frenchTime } from '../common/french.ts'
import { fieldLabel } from '../dora/field-label.ts'
import type { DoraStatus } from '../dora/port.ts'
import type { Account } from './accounts.ts'
import type { LogEntry } from './log.ts'
import type { SandboxApp } from './sandbox-app.ts'
import type { StoredService } from './stored.ts'

type Html = ReturnType<typeof html>

const CSS = readFileSync(new URL('./data/page.css', import.meta.url), 'utf8')
/** Lines of the log on the page, the last first. */
const LOG_LINES = 100

const STATUS: Record<DoraStatus, { label: string; tone: string }> = {
  PUBLISHED: { label: 'publié', tone: 'good' },
  DRAFT: { label: 'brouillon', tone: 'warn' },
  SUGGESTION: { label: 'suggestion', tone: 'warn' },
  ARCHIVED: { label: 'archivé', tone: '' },
}

/** What the sandbox holds and what was asked of it; `?service=<slug>` shows one service, `?ecritures=1` only writes. */
export function sandboxPage(sandbox: SandboxApp, query: URLSearchParams): Html {
  const slug = query.get('service')
  if (slug !== null) return servicePage(sandbox, slug)
  const { state, log } = sandbox
  const services = [...state.services.values()].sort((a, b) => b.modifiedAt - a.modifiedAt)
  const writesOnly = query.get('ecritures') === '1'
  const lines = writesOnly ? log.filter(entry => entry.write) : log
  const count = (status: DoraStatus): number => services.filter(service => service.status === status).length
  return frame(
    'DORA d’essai',
    html`
<p class="notice">Ceci n’est pas DORA. C’est une imitation, pour essayer sans rien changer au vrai annuaire : structures,
numéros SIRET et services sont des exemples.</p>
<dl class="counts">
${tile('Structures', state.structures.size)}
${tile('Services publiés', count('PUBLISHED'))}
${tile('Brouillons', count('DRAFT'))}
${tile('Services archivés', count('ARCHIVED'))}
${tile('Écritures reçues', log.filter(entry => entry.committed).length)}
</dl>
<h2 id="journal">Journal des requêtes</h2>
<p>${writesOnly ? html`Écritures seulement. <a href="/#journal">Tout montrer</a>` : html`Les plus récentes d’abord. <a href="/?ecritures=1#journal">Écritures seulement</a>`}</p>
${logTable(lines.slice(-LOG_LINES).reverse(), lines.length)}
<h2 id="services">Services</h2>
<div class="wide" tabindex="0" role="region" aria-label="Tableau des services"><table>
<caption>${frenchCount(services.length, 'service')}, les derniers modifiés d’abord</caption>
<thead><tr><th scope="col">Service</th><th scope="col">Structure</th><th scope="col">État</th><th scope="col">Modifié le</th><th scope="col">Par</th></tr></thead>
<tbody>${services.map(service => serviceRow(service, sandbox))}</tbody></table></div>
<h2 id="structures">Structures</h2>
<div class="wide" tabindex="0" role="region" aria-label="Tableau des structures"><table>
<caption>${frenchCount(state.structures.size, 'structure')}</caption>
<thead><tr><th scope="col">Structure</th><th scope="col">Commune</th><th scope="col">SIRET</th><th scope="col">Services</th></tr></thead>
<tbody>${[...state.structures.values()].map(
      structure => html`<tr><th scope="row">${structure.name}</th><td>${structure.city}</td><td class="code">${structure.siret ?? 'aucun'}</td>
<td>${frenchNumber(services.filter(service => service.structure === structure.slug).length)}</td></tr>`,
    )}</tbody></table></div>
<h2 id="comptes">Comptes d’essai</h2>
<div class="wide" tabindex="0" role="region" aria-label="Tableau des comptes"><table>
<caption>À mettre dans l’en-tête « Authorization : Token … ». Ils n’ouvrent rien ailleurs.</caption>
<thead><tr><th scope="col">Compte</th><th scope="col">Rôle</th><th scope="col">Jeton</th></tr></thead>
<tbody>${state.accounts.map(
      account =>
        html`<tr><th scope="row">${account.name}</th><td>${roleOf(account, sandbox)}</td><td class="code">${account.token}</td></tr>`,
    )}</tbody></table></div>`,
  )
}

function servicePage(sandbox: SandboxApp, slug: string): Html {
  const service = sandbox.state.services.get(slug)
  if (!service)
    return frame(
      'Service introuvable',
      html`<p>Aucun service ne porte l’identifiant <span class="code">${slug}</span>.</p>${back()}`,
    )
  const history = sandbox.state.history.filter(entry => entry.kind === 'service' && entry.slug === slug)
  const entries = Object.entries(service).filter(
    ([key]) => !['slug', 'createdAt', 'modifiedAt', 'publishedAt'].includes(key),
  )
  return frame(
    service.name,
    html`
<p>${STATUS[service.status].label}, identifiant <span class="code">${slug}</span>, modifié le ${instant(service.modifiedAt)}.</p>
<dl class="fiche">${entries.map(([key, value]) => html`<dt>${fieldLabel(key) ?? key}</dt><dd>${shown(value, key, service, sandbox)}</dd>`)}</dl>
<h2>Écritures</h2>
${
  history.length === 0
    ? html`<p>Aucune depuis le démarrage.</p>`
    : html`<ul>${history.map(entry => html`<li>${instant(entry.at)} : ${entry.account}, ${ACTIONS[entry.action]} ${entry.fields.map(field => fieldLabel(field) ?? field).join(', ')}</li>`)}</ul>`
}
${back()}`,
  )
}

const ACTIONS = { create: 'création', update: 'modification', confirm: 'confirmation' }

function shown(value: unknown, key: string, service: StoredService, sandbox: SandboxApp): string {
  if (key === 'accessConditions' || key === 'requirements' || key === 'credentials')
    return (
      service[key]
        .map(number => sandbox.state.choices[key].find(choice => choice.value === number)?.label ?? number)
        .join(', ') || '–'
    )
  if (Array.isArray(value)) return value.join(', ') || '–'
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  return value === null || value === '' ? '–' : String(value)
}

function serviceRow(service: StoredService, { state }: SandboxApp): Html {
  const { label, tone } = STATUS[service.status]
  return html`<tr><th scope="row"><a href="/?service=${encodeURIComponent(service.slug)}">${service.name}</a></th>
<td>${state.structures.get(service.structure)?.name ?? service.structure}</td><td class="${tone}">${label}</td>
<td class="when">${instant(service.modifiedAt)}</td><td>${service.lastEditor ?? '–'}</td></tr>`
}

function logTable(lines: LogEntry[], total: number): Html {
  if (total === 0) return html`<p>Aucune requête pour l’instant.</p>`
  return html`<div class="wide" tabindex="0" role="region" aria-label="Tableau des requêtes"><table>
<caption>${frenchCount(lines.length, 'ligne')} sur ${frenchNumber(total)}</caption>
<thead><tr><th scope="col">Heure</th><th scope="col">Requête</th><th scope="col">Compte</th><th scope="col">Réponse</th><th scope="col">Effet</th></tr></thead>
<tbody>${lines.map(
    entry => html`<tr><td class="when">${frenchTime(new Date(entry.at))}</td><td class="code">${entry.method} ${entry.path}</td>
<td>${entry.account || '–'}</td><td class="${entry.status >= 500 || entry.status === 0 ? 'bad' : entry.status >= 400 ? 'warn' : ''}">${entry.status === 0 ? 'aucune' : entry.status}</td>
<td>${effectOf(entry)}</td></tr>`,
  )}</tbody></table></div>`
}

function effectOf(entry: LogEntry): string {
  const fault = entry.fault === null ? '' : ` (panne demandée : ${entry.fault})`
  if (entry.committed) return `écrit${fault}`
  return entry.write ? `rien d’écrit${fault}` : `lecture${fault}`
}

function roleOf(account: Account, { state }: SandboxApp): string {
  if (!account.active) return 'compte désactivé'
  if (account.isStaff) return 'équipe de DORA'
  const mine = state.members.filter(member => member.email === account.email).map(member => member.structure)
  const member = mine.length > 0 ? `membre de ${mine.join(', ')}` : 'compte sans structure'
  return account.isManager ? `gestionnaire, département ${account.departments.join(', ')}, ${member}` : member
}

function tile(label: string, value: number): Html {
  return html`<div><dt>${label}</dt><dd>${frenchNumber(value, 0)}</dd></div>`
}

function back(): Html {
  return html`<p><a href="/">Retour à la liste</a></p>`
}

/** Microseconds → «24 novembre 2026, 14 h 30». */
function instant(micros: number): string {
  const date = new Date(micros / 1000)
  return `${frenchDate(date)}, ${frenchTime(date)}`
}

function frame(title: string, main: Html): Html {
  const name = 'DORA d’essai'
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === name ? name : `${title} – ${name}`}</title>
<link rel="icon" href="data:,">
<style>${raw(CSS)}</style>
</head>
<body>
<a class="skip" href="#contenu">Aller au contenu</a>
<header><h1>${title}</h1></header>
<main id="contenu" tabindex="-1">${main}</main>
<footer>Imitation de DORA livrée avec dora-sync.</footer>
</body>
</html>`
}
