import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { REPORT_CSS } from '../../coverage/report-css.ts'
import type { Pages } from '../web/pages.ts'

/** The only files served, with their types. */
const ASSETS = {
  'theme.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'keys.js': 'text/javascript; charset=utf-8',
  'print.js': 'text/javascript; charset=utf-8',
  'waiting.js': 'text/javascript; charset=utf-8',
  'studio.js': 'text/javascript; charset=utf-8',
  'studio.css': 'text/css; charset=utf-8',
}

/** What renews parts of a page (0BSD), as its package ships it. */
const HTMX = fileURLToPath(import.meta.resolve('htmx.org/dist/htmx.min.js'))

/** The typeface of the pages, Source Sans 3 (OFL), in the weights that the theme uses. */
const WEIGHTS = [400, 600, 700]
const FOR_A_YEAR = 'max-age=31536000, immutable'

export function assetRoutes({ app }: Pages): void {
  for (const [file, type] of Object.entries(ASSETS)) {
    const text = readFileSync(new URL(`../assets/${file}`, import.meta.url), 'utf8')
    const body = file === 'theme.css' ? `${text}\n${REPORT_CSS}\n` : text
    app.get(`/assets/${file}`, c => c.body(body, 200, { 'content-type': type, 'cache-control': 'max-age=3600' }))
  }
  const htmx = readFileSync(HTMX, 'utf8')
  app.get('/assets/htmx.js', c =>
    c.body(htmx, 200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'max-age=3600' }),
  )
  for (const weight of WEIGHTS) {
    const name = `source-sans-3-latin-${weight}-normal.woff2`
    const file = fileURLToPath(import.meta.resolve(`@fontsource/source-sans-3/files/${name}`))
    const body = new Uint8Array(readFileSync(file))
    app.get(`/assets/${name}`, c => c.body(body, 200, { 'content-type': 'font/woff2', 'cache-control': FOR_A_YEAR }))
  }
}
