import type { Context } from 'hono'
import { cutWhole } from '../../common/cut-whole.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { DocumentStore } from '../../harvest/document-store.ts'
import type { Choices } from '../../studio/choices.ts'
import { chosen, type Lesson } from '../../studio/lesson.ts'
import { LessonMoved } from '../../studio/lesson-moved.ts'
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
import { WAITING_SCRIPT } from '../web/form.ts'
import { actor, type PortalContext, text } from '../web/frame.ts'
import type { StudioPages } from '../web/pages.ts'
import { pressedOnce } from '../web/pressed-once.ts'
import { ABOVE, SOURCES_PATH, sourcePath } from './paths.ts'

/** Times an answer is read again over what others said at the same moment. */
const MOST_TURNS = 5
const MOVED =
  'Quelqu’un d’autre vient de changer cette leçon : rien n’a été fait. Voici ce qu’elle donne maintenant ; regardez, puis recommencez.'
const ANSWERED =
  'Quelqu’un d’autre vient de répondre à la même question : sa réponse est tenue, la vôtre n’est pas enregistrée. Redites-la si c’est la bonne.'

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
        scripts: ['/assets/studio.js', WAITING_SCRIPT],
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

  const unreadable = (c: PortalContext, why: string) =>
    frame.refuse(c, 409, 'Cette source ne se lit pas en ce moment', why)
  /** Kept, dropped, or never there: the back button leads to it all the same. */
  const gone = (c: PortalContext) =>
    frame.refuse(
      c,
      404,
      'Cette leçon n’est plus ouverte',
      'Elle a été enregistrée ou abandonnée. Si elle a été enregistrée, sa source est dans la liste.',
      { href: SOURCES_PATH, label: 'Voir les sources' },
    )

  /** The lesson, or the page that says why it cannot be read now. */
  async function opened(c: PortalContext, then: (open: OpenLesson) => Promise<Response> | Response): Promise<Response> {
    try {
      const open = await studio.open(idOf(c))
      return open === null ? gone(c) : await then(open)
    } catch (error) {
      if (!(error instanceof TeachingRefused)) throw error
      return unreadable(c, error.message)
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
  async function step(c: PortalContext, open: OpenLesson, choices: Choices, place: string): Promise<Response> {
    await studio.choose(open, choices, actor(c))
    return c.redirect(place, 303)
  }

  /** The same, over what somebody else answered meanwhile: answers are apart, field by field. */
  async function inTurn(c: PortalContext, then: Parameters<typeof opened>[1]): Promise<Response> {
    for (let left = MOST_TURNS; left > 0; left -= 1)
      try {
        return await opened(c, then)
      } catch (error) {
        if (!(error instanceof LessonMoved)) throw error
      }
    return moved(c)
  }
  const moved = (c: PortalContext) => frame.back(c, lessonPath(idOf(c)), MOVED, 'bad')

  app.post(`${base}/choisir`, c => {
    let before: string | null = null
    return inTurn(c, async open => {
      const form = c.get('form')
      const read = readChoice(form, open, desk.convention().department)
      const at = Number(text(form, 'offre', 4)) || 1
      const field = studioField(text(form, 'champ', 60))?.name ?? ''
      if (read === null) return frame.notFound(c)
      if (read.kind === 'wrong') return show(c, { open, at, field, errors: read.errors, typed: read.typed }, 422)
      const name = open.tried.offers[at - 1]?.name ?? ''
      const now = answerTo(chosen(open.lesson), field, name)
      const place = `${lessonPlace(open.id, at)}#champ-${field}`
      if (before !== null && before !== now)
        return answerTo(read.choices, field, name) === now
          ? c.redirect(place, 303)
          : frame.back(c, place, ANSWERED, 'bad')
      before = now
      return step(c, open, read.choices, place)
    })
  })
  app.post(`${base}/ecarter`, c => {
    let wanted: { name: string; out: boolean } | null = null
    return inTurn(c, async open => {
      const at = Number(text(c.get('form'), 'offre', 4)) || 1
      const one = open.tried.offers[at - 1]
      if (one === undefined) return frame.notFound(c)
      const before = chosen(open.lesson)
      wanted ??= { name: one.name, out: !before.out.includes(one.name) }
      const { name } = wanted
      // Somebody else said the same meanwhile.
      if (before.out.includes(name) === wanted.out) return c.redirect(lessonPlace(open.id, at), 303)
      const out = wanted.out ? [...before.out, name] : before.out.filter(each => each !== name)
      return step(c, open, { ...before, out }, lessonPlace(open.id, at))
    })
  })
  /** A line that was left out of all offers is read again. */
  app.post(`${base}/reprendre`, c =>
    inTurn(c, async open => {
      const at = Number(text(c.get('form'), 'offre', 4)) || 1
      const before = chosen(open.lesson)
      const without = before.without.filter(zone => zone !== text(c.get('form'), 'ligne'))
      // Pressed twice, it is back already.
      if (without.length === before.without.length) return c.redirect(lessonPlace(open.id, at), 303)
      return step(c, open, { ...before, without }, lessonPlace(open.id, at))
    }),
  )
  for (const [path, by] of [
    ['annuler', -1],
    ['refaire', 1],
  ] as const)
    aLesson.post(`${base}/${path}`, async c => {
      try {
        await studio.go(idOf(c), by, actor(c))
      } catch (error) {
        if (error instanceof LessonMoved) return moved(c)
        if (!(error instanceof TeachingRefused)) throw error
        return unreadable(c, error.message)
      }
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

  /** What came of keeping a lesson. */
  type Kept =
    | { source: string; sentence: string }
    | { over: Parameters<typeof show>[1] }
    | { unreadable: string }
    | null
  const once = pressedOnce<Kept>()

  app.post(`${base}/garder`, async c => {
    const kept = await once(idOf(c), () => readAndKeep(c.get('form'), idOf(c), actor(c)))
    if (kept === null) return gone(c)
    if ('unreadable' in kept) return unreadable(c, kept.unreadable)
    if ('over' in kept) return show(c, kept.over, 422)
    return frame.back(c, sourcePath(kept.source), kept.sentence)
  })

  async function readAndKeep(form: FormData, id: string, by: string): Promise<Kept> {
    try {
      const open = await studio.open(id)
      return open && (await keep(form, open, by))
    } catch (error) {
      if (!(error instanceof TeachingRefused)) throw error
      return { unreadable: error.message }
    }
  }

  async function keep(form: FormData, open: OpenLesson, by: string): Promise<Kept> {
    const { id } = open
    const name = text(form, 'nom_source')
    const answer = readStructure(form, await structuresFor(desk, open.lesson.partnerName))
    if ('errors' in answer) return { over: { open, keepErrors: answer.errors } }
    if (open.lesson.source === null && name.length < 3)
      return { over: { open, keepErrors: { nom_source: 'Nom de la source : trois lettres au moins.' } } }
    const lesson = {
      ...open.lesson,
      structure: answer.structure ?? open.lesson.structure,
      ...(open.lesson.source === null && { name }),
    }
    const wrong = (why: string): Kept => ({
      over: { open: { ...open, lesson }, keepErrors: { [lesson.source === null ? 'nom_source' : 'garder']: why } },
    })
    if (lesson.source === null && name.length > MOST_NAME)
      return wrong(`Nom de la source : ${MOST_NAME} caractères au plus, ${name.length} reçus.`)
    try {
      await studio.save(open, lesson, by)
    } catch (error) {
      if (!(error instanceof LessonMoved)) throw error
      return lookAgain(id)
    }
    try {
      const source = await studio.keep(id, by, noteOf(lesson))
      return { source, sentence: await simulate(source, lesson, by) }
    } catch (error) {
      if (error instanceof LessonMoved) return lookAgain(id)
      if (!(error instanceof TeachingRefused)) throw error
      return wrong(error.message)
    }
  }

  /** What somebody answered meanwhile is looked at before it is kept. */
  async function lookAgain(id: string): Promise<Kept> {
    const open = await studio.open(id)
    return open && { over: { open, keepErrors: { [open.lesson.source === null ? 'nom_source' : 'garder']: MOVED } } }
  }

  /** The first pass only shows what it would do. */
  async function simulate(source: string, lesson: Lesson, by: string): Promise<string> {
    const detail = { name: lesson.name, from: lesson.file?.name ?? lesson.address }
    await desk.ledger.events.add({ actor: by, action: 'source-enseignee', source, detail })
    await desk.ledger.sources.ask(source, by)
    try {
      await desk.actions.runNow(source, by, { dry: true })
    } catch (error) {
      if (!(error instanceof ActionRefused)) throw error
      return `La source est enregistrée. ${error.message}`
    }
    return 'La source est enregistrée, et sa simulation est lancée : son plan vous sera montré ici pour que vous décidiez.'
  }
}

/** What is said of that field, for all and for that offer, as text to compare. */
function answerTo({ fields, offers }: Choices, field: string, offer: string): string {
  return JSON.stringify([offer, fields[field] ?? null, offers[offer]?.[field] ?? null])
}

function noteOf(lesson: Lesson): string {
  if (lesson.because !== null) return cutWhole(lesson.because.split(/\.(?:\s|$)/)[0] ?? '', 200)
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
