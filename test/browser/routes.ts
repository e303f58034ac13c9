import type { Hono } from 'hono'
import type { SandboxPortal } from './sandbox-portal.ts'

/** The route of the running app that answers a GET of this path; null when none does. */
export function routeOf(app: Hono, path: string): string | null {
  const [handlers] = app.router.match('GET', path)
  for (const [[, route]] of handlers) if (route.method === 'GET') return route.path
  return null
}

/** Answers that are not pages, by what they are. */
const FILES = /^(?:application\/|text\/(?:css|javascript|plain|csv)|image\/|font\/)/

/**
 * Every GET route of the running app that answers a page. Those without a parameter are asked, by a stranger: what answers a file is not a page.
 * What sends a stranger to sign in, or has a parameter, counts as a page until `FILE_ROUTES` says otherwise.
 */
export async function htmlRoutes({ portal: { app } }: SandboxPortal): Promise<string[]> {
  const routes = [...new Set(app.routes.filter(route => route.method === 'GET').map(route => route.path))]
  const pages: string[] = []
  for (const route of routes) {
    if (FILE_ROUTES.has(route)) continue
    const answer = await app.request(`http://127.0.0.1${route}`)
    if (!FILES.test(answer.headers.get('content-type') ?? '')) pages.push(route)
  }
  return pages
}

/** Routes that a stranger cannot open and that answer files, or only lead elsewhere. */
export const FILE_ROUTES: ReadonlySet<string> = new Set([
  '/tableur/modele.xlsx',
  '/tableur/modele.ods',
  '/structures.xlsx',
  '/sources.xlsx',
  '/offres.xlsx',
  '/services.xlsx',
  '/rapport.json',
  '/rapport/fichier/:file',
  // A day's files; without an ending, leads to that day's version.
  '/rapport/:file',
  '/rapport/bilan/:id/fichier/:file',
  // What the studio frames: no page of ours.
  '/sources/apprendre/:lesson/page',
  // Leaves for the identity provider.
  '/connexion/compte',
])
