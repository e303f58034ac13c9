import { existsSync, readdirSync, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { typesetPage } from '../common/typeset-page.ts'

/** The sample partner sites, served on 127.0.0.1: `http://127.0.0.1:<port>/<source id>/…` shows `mappings/<source id>/sample/…`. */
export interface SampleSites {
  /** Without final slash. */
  url: string
  /** Address of a source's entry page or file. */
  address(source: string, page: string): string
  close(): Promise<void>
}

/**
 * Pages written by us in the shape of partners' sites, for the embedded run, the tests and `check-source`. Conditional GET is answered by ETag.
 * @param options.mappings folder that holds one folder per source
 * @param options.port 0 = any free one
 */
export async function serveSampleSites(options: { mappings: string; port?: number }): Promise<SampleSites> {
  const app = new Hono()
  app.use(etag())
  app.get('/robots.txt', c => c.text('User-agent: *\nAllow: /\n'))
  app.get('/', c => c.html(typesetPage(homePage(options.mappings))))
  app.use('/:source/*', async (c, next) => {
    const file = fileOf(options.mappings, c.req.path)
    if (!file) return c.notFound()
    return serveStatic({ path: file })(c, next)
  })
  const server = await new Promise<ReturnType<typeof serve>>(resolve => {
    const started = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: '127.0.0.1' }, () => resolve(started))
  })
  const bound = server.address()
  const url = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : options.port}`
  return {
    url,
    address: (source, page) => `${url}/${source}/${page === 'index.html' ? '' : page}`,
    close: () => new Promise((resolve, reject) => server.close(error => (error ? reject(error) : resolve()))),
  }
}

/** Path of the file that answers a request, or null when there is none or when the path leaves the samples. */
function fileOf(mappings: string, path: string): string | null {
  const [, source = '', ...rest] = decodeURIComponent(path).split('/')
  const root = join(mappings, source, 'sample')
  const wanted = normalize(join(root, ...rest))
  if (wanted !== root && !wanted.startsWith(root + sep)) return null
  const candidates = extname(wanted)
    ? [wanted]
    : [join(wanted, 'index.html'), wanted, `${wanted}.html`, `${wanted}.json`]
  return candidates.find(file => existsSync(file) && statSync(file).isFile()) ?? null
}

function homePage(mappings: string): string {
  const sources = readdirSync(mappings, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(mappings, entry.name, 'sample')))
    .map(entry => `<li><a href="/${entry.name}/">${entry.name}</a></li>`)
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Sites d’exemple</title><h1>Sites d’exemple</h1>
<p>Pages écrites pour dora-sync : ce ne sont pas les sites des partenaires.</p><ul>${sources.join('')}</ul></html>`
}
