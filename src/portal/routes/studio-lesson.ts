import type { Context } from 'hono'
import { parisDay } from '../../common/paris-day.ts'
import type { DocumentStore } from '../../harvest/document-store.ts'
import type { Choices } from '../../studio/choices.ts'
import { chosen, type Lesson, withStep } from '../../studio/lesson.ts'
import { escapeHtml, linesPage } from '../../studio/safe-page.ts'
import { safePageApart } from '../../studio/safe-page-apart.ts'
import { type OpenLesson, TeachingRefused } from '../../studio/studio.ts'
import { studioField } from '../../studio/studio-fields.ts'
import { ActionRefused } from '../actions.ts'
import { configurationPage } from '../studio/configuration-page.ts'
import { readOf } from '../studio/field-part.ts'
import { type LessonView, lessonPage, MOST_NAME } from '../studio/lesson-page.ts'
import { ADD_PATH, lessonPath, lessonPlace } from '../studio/paths.ts'
import { readChoice } from '../studio/read-choice.ts'
import { readStructure, structuresFor } from '../studio/structure-part.ts'
import { about } from '../web/about.ts'
import { actor, type PortalContext, text } from '../web/frame.ts'
import type { StudioPages } from '../web/pages.ts'
import { ABOVE, sourcePath } from './paths.ts'

/** A lesson: what was found, what to change, and keeping it. */
export function studioLessonRoutes({ app, desk, frame, studio }: StudioPages): void {
  const base = '/sources/apprendre/:lesson'
  const idOf = (c: Context) => c.req.param('lesson') ?? ''
  const aLesson = about({ app, frame }, c => studio.lessonOf(idOf(c)))

  async function show(c: PortalContext, over: Partial<LessonView> & Pick<LessonView, 'open'>, status: 200 | 422 = 200) {
    const { open } = over
    const wanted = over.at ?? Number(c.req.query('offre') ?? 1)
    const at = Math.min(Math.max(1, Math.trunc(wanted) || 1), Math.max(1, open.tried.offers.length))
    const field = over.field ?? c.req.query('champ') ?? ''
    const { lesson } = open
    return frame.show(
      c,
      {
        title: lesson.name,
        trail: [ABOVE.sources, ...(lesson.source === null ? [{ href: ADD_PATH, label: 'Ajouter une source' }] : [])],
        styles: ['/assets/studio.css'],
        scripts: ['/assets/studio.js'],
        main: lessonPage({
          ...over,
          open,
          at,
          field,
          structures: await structuresFor(desk, lesson.partnerName),
          token: await frame.field(c),
          today: parisDay(desk.clock.now()),
        }),
      },
      status,
    )
  }

  /** The lesson, or the page that says why it cannot be read now. */
  async function opened(c: PortalContext, then: (open: OpenLesson) => Promise<Response> | Response): Promise<Response> {
    try {
      const open = await studio.open(idOf(c))
      return open === null ? frame.notFound(c) : await then(open)
    } catch (error) {
      if (!(error instanceof TeachingRefused)) throw error
      return frame.refuse(c, 409, 'Cette source ne se lit pas en ce moment', error.message)
    }
  }

  app.get(base, c => opened(c, open => show(c, { open })))
  app.get(`${base}/page`, c => opened(c, open => framedPage(c, open, desk.ledger.documents)))
  aLesson.get(`${base}/configuration`, async (c, lesson) => {
    return frame.show(
      c,
      configurationPage(studio.configurationOf(lesson), { href: lessonPath(idOf(c)), label: lesson.name }),
    )
  })

  /** Keeps one more step, then shows the field again. */
  async function step(
    c: PortalContext,
    { id, lesson }: OpenLesson,
    choices: Choices,
    place: string,
  ): Promise<Response> {
    await studio.save(id, withStep(lesson, choices), actor(c))
    return c.redirect(place, 303)
  }

  app.post(`${base}/choisir`, c =>
    opened(c, async open => {
      const form = c.get('form')
      const read = readChoice(form, open, desk.convention().department)
      const at = Number(text(form, 'offre', 4)) || 1
      const field = studioField(text(form, 'champ', 60))?.name ?? ''
      if (read === null) return frame.notFound(c)
      if (read.kind === 'wrong') return show(c, { open, at, field, errors: read.errors, typed: read.typed }, 422)
      return step(c, open, read.choices, `${lessonPlace(open.id, at)}#champ-${field}`)
    }),
  )
  app.post(`${base}/ecarter`, c =>
    opened(c, async open => {
      const at = Number(text(c.get('form'), 'offre', 4)) || 1
      const one = open.tried.offers[at - 1]
      if (one === undefined) return frame.notFound(c)
      const before = chosen(open.lesson)
      const out = before.out.includes(one.name)
        ? before.out.filter(name => name !== one.name)
        : [...before.out, one.name]
      return step(c, open, { ...before, out }, lessonPlace(open.id, at))
    }),
  )
  for (const [path, by] of [
    ['annuler', -1],
    ['refaire', 1],
  ] as const)
    aLesson.post(`${base}/${path}`, async (c, lesson) => {
      const at = Math.min(Math.max(0, lesson.at + by), lesson.steps.length - 1)
      await studio.save(idOf(c), { ...lesson, at }, actor(c))
      return c.redirect(lessonPlace(idOf(c), Number(text(c.get('form'), 'offre', 4)) || 1), 303)
    })
  aLesson.post(`${base}/abandonner`, async (c, lesson) => {
    await studio.drop(idOf(c))
    return frame.back(
      c,
      lesson.source === null ? '/sources' : sourcePath(lesson.source),
      'La leçon est abandonnée : rien n’a été enregistré.',
    )
  })

  app.post(`${base}/garder`, c =>
    opened(c, async open => {
      const name = text(c.get('form'), 'nom_source')
      const { id } = open
      let { lesson } = open
      const answer = readStructure(c.get('form'), await structuresFor(desk, lesson.partnerName))
      if ('errors' in answer) return show(c, { open, keepErrors: answer.errors }, 422)
      if (lesson.source === null && name.length < 3)
        return show(c, { open, keepErrors: { nom_source: 'Nom de la source : trois lettres au moins.' } }, 422)
      if (lesson.source === null && name.length > MOST_NAME) {
        const told = `Nom de la source : ${MOST_NAME} caractères au plus, ${name.length} reçus.`
        return show(c, { open: { ...open, lesson: { ...lesson, name } }, keepErrors: { nom_source: told } }, 422)
      }
      lesson = {
        ...lesson,
        structure: answer.structure ?? lesson.structure,
        ...(lesson.source === null && { name }),
      }
      await studio.save(id, lesson, actor(c))
      try {
        const source = await studio.keep(id, actor(c), noteOf(lesson))
        return simulate(c, source, lesson)
      } catch (error) {
        if (!(error instanceof TeachingRefused)) throw error
        return show(c, { open: { ...open, lesson }, keepErrors: { nom_source: error.message } }, 422)
      }
    }),
  )

  /** The first pass only shows what it would do. */
  async function simulate(c: PortalContext, source: string, lesson: Lesson): Promise<Response> {
    const detail = { name: lesson.name, from: lesson.file?.name ?? lesson.address }
    await desk.ledger.events.add({ actor: actor(c), action: 'source-enseignee', source, detail })
    return frame.act(c, sourcePath(source), async () => {
      await desk.ledger.sources.ask(source, actor(c))
      try {
        await desk.actions.runNow(source, actor(c), { dry: true })
      } catch (error) {
        if (!(error instanceof ActionRefused)) throw error
        return `La source est enregistrée. ${error.message}`
      }
      return 'La source est enregistrée, et sa simulation est lancée : ouvrez son plan ci-dessous pour l’approuver.'
    })
  }
}

function noteOf(lesson: Lesson): string {
  if (lesson.because !== null) return (lesson.because.split(/\.(?:\s|$)/)[0] ?? '').slice(0, 200)
  const { fields, offers } = chosen(lesson)
  const names = new Set([...Object.keys(fields), ...Object.values(offers).flatMap(Object.keys)])
  const changed = [...names].map(name => studioField(name)?.label ?? name)
  if (lesson.source === null) return changed.length === 0 ? 'Telle que proposée' : `Corrigé : ${changed.join(', ')}`
  return changed.length === 0 ? 'Relue' : `Choisi : ${changed.join(', ')}`
}

const STYLE =
  'body{font:16px/1.5 "Source Sans 3",system-ui,sans-serif;margin:1rem;color:#1b1f23;background:#fff;overflow-wrap:anywhere}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.25rem .5rem;vertical-align:top}.hit{background:#fbf0d9;outline:2px solid #c98a1b}.pointing *{cursor:pointer}.pointing :hover:not(:has(:hover)){background:#e3eff1}'

/** The page as it was read, harmless: its words in their order, those that were taken marked. */
async function framedPage(
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
