import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { REPORT_CSS } from '../../coverage/report-css.ts'
import type { PortalEnv } from '../web/env.ts'

/** The only files served, with their types. */
const ASSETS = {
  'theme.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'live.js': 'text/javascript; charset=utf-8',
}

export function assetRoutes(): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  for (const [file, type] of Object.entries(ASSETS)) {
    const text = readFileSync(new URL(`../assets/${file}`, import.meta.url), 'utf8')
    const body = file === 'theme.css' ? `${text}\n${REPORT_CSS}\n` : text
    app.get(`/assets/${file}`, c => c.body(body, 200, { 'content-type': type, 'cache-control': 'max-age=3600' }))
  }
  return app
}
