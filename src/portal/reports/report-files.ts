import { Hono } from 'hono'
import { EXPORT_FORMATS, exportReport } from '../../coverage/export.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import type { Desk } from '../desk/desk.ts'
import type { PortalEnv } from '../web/env.ts'
import type { Frame, PortalContext } from '../web/frame.ts'
import type { Reports } from './reports.ts'

/** The files of today's report and of the frozen ones. */
export function reportFiles({ reports, desk, frame }: { reports: Reports; desk: Desk; frame: Frame }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const download = async (c: PortalContext, report: CoverageReport | null, form: string) => {
    const format = EXPORT_FORMATS.find(each => each === form)
    if (!format || !report) return frame.notFound(c)
    const asked = c.req.query('table')
    if (asked !== undefined && !/^[\w-]{1,60}$/.test(asked)) return frame.notFound(c)
    const exported = await exportReport(
      report,
      c.req.query('format') === 'csv-machine' && format === 'csv' ? 'csv-machine' : format,
      { ...(asked ? { table: asked } : {}), ...(desk.doraPages ? { links: { service: desk.doraPages.service } } : {}) },
    ).catch(() => null)
    if (!exported) return frame.notFound(c)
    return c.body(Buffer.from(exported.bytes), 200, {
      'content-type': exported.media,
      'content-disposition': `attachment; filename="${exported.fileName}"`,
    })
  }

  app.get('/rapport.json', async c => c.json(await reports.today()))

  app.get('/rapport/fichier/:file', async c => {
    const [, id = '', form = ''] = /^([\w-]+)\.([a-z-]+)$/.exec(c.req.param('file')) ?? []
    return download(c, id === '' ? null : ((await reports.version(id))?.report ?? null), form)
  })

  /** Of a day that is over: its last frozen version. Of today: what stands now, which is what the page of the report shows. */
  app.get('/rapport/:file', async c => {
    const [, date = '', form] = /^(\d{4}-\d\d-\d\d)(?:\.([a-z-]+))?$/.exec(c.req.param('file')) ?? []
    if (date === '') return frame.notFound(c)
    if (date === reports.day())
      return form === undefined ? c.redirect('/rapport', 303) : download(c, await reports.today(), form)
    const last = (await reports.frozen()).find(kept => kept.date === date)
    if (form !== undefined) return download(c, last ? ((await reports.version(last.id))?.report ?? null) : null, form)
    return last ? c.redirect(`/rapport/version/${last.id}`, 303) : frame.notFound(c)
  })
  return app
}
