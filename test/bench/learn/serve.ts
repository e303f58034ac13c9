import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

type Route = { file: string; content_type: string; status: number; headers?: Record<string, string> }

/** Serves a folder by its serve.json on 127.0.0.1; the site's own address is put in place of itself by the one it is served at. */
export async function serveFolder(folder: string): Promise<{ url: string; close: () => Promise<void> }> {
  const { origin, ...routes } = JSON.parse(readFileSync(join(folder, 'serve.json'), 'utf8')) as {
    origin: string
  } & Record<string, Route>
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://x')
    const embed = asked.searchParams.has('_embed') ? routes[`${asked.pathname}?_embed`] : undefined
    const route = embed ?? routes[request.url ?? ''] ?? routes[asked.pathname]
    if (typeof route !== 'object') return response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>')
    const bytes = readFileSync(join(folder, route.file))
    const text = /^(?:text|application\/json)/.test(route.content_type)
    const here = (text: string) =>
      text.replaceAll(origin, url).replaceAll(origin.replaceAll('/', '\\/'), url.replaceAll('/', '\\/'))
    const body = text ? Buffer.from(here(bytes.toString('latin1')), 'latin1') : bytes
    return response.writeHead(route.status, { 'content-type': route.content_type, ...route.headers }).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, close: () => new Promise(resolve => server.close(() => resolve())) }
}
