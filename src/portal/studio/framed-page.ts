import type { DocumentStore } from '../../harvest/document-store.ts'
import { escapeHtml, linesPage } from '../../studio/safe-page.ts'
import { safePageApart } from '../../studio/safe-page-apart.ts'
import type { OpenLesson } from '../../studio/studio.ts'
import { studioField } from '../../studio/studio-fields.ts'
import type { PortalContext } from '../web/frame.ts'
import { readOf } from './field-part.ts'

const STYLE =
  'body{font:16px/1.5 "Source Sans 3",system-ui,sans-serif;margin:1rem;color:#1b1f23;background:#fff;overflow-wrap:anywhere}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.25rem .5rem;vertical-align:top}.hit{background:#fbf0d9;outline:2px solid #c98a1b}.pointing *{cursor:pointer}.pointing :hover:not(:has(:hover)){background:#e3eff1}'

/** The page as it was read, harmless: its words in their order, those that were taken marked. */
export async function framedPage(
  c: PortalContext,
  { lesson, tried }: OpenLesson,
  documents: Pick<DocumentStore, 'get'>,
): Promise<Response> {
  const at = Math.max(1, Math.trunc(Number(c.req.query('offre') ?? 1)) || 1)
  const one = tried.offers[at - 1]
  const field = studioField(c.req.query('champ') ?? '')
  const hits =
    one === undefined
      ? []
      : field === undefined
        ? Object.values(one.fields).map(({ words }) => words)
        : [readOf(field, one)?.words ?? '']
  const link = one?.fields.lien_source?.value
  const page = lesson.pages.find(({ address }) => address === link) ?? lesson.pages[0]
  const type = page?.headers['content-type']
  const body = page && /html/i.test(type ?? 'html') && lesson.file === null ? await documents.get(page.hash) : null
  const safe = body === null ? null : await safePageApart({ body, contentType: type }, hits)
  const shown =
    safe ??
    (one === undefined ? '<p>Rien à montrer.</p>' : linesPage(one.offer?.service.nom ?? one.name, one.lines, hits))
  return c.html(
    `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${escapeHtml(lesson.name)}, telle que lue</title><style>${STYLE}</style></head><body>${shown}</body></html>`,
  )
}
