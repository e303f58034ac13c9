import { Hono } from 'hono'
import { GIVEN_KINDS, type GivenFile, typeOfName } from '../../studio/given-file.ts'
import { type NewLesson, type Studio, TeachingRefused } from '../../studio/studio.ts'
import { actorOf } from '../access/people.ts'
import type { Desk } from '../desk/desk.ts'
import { doorsPage } from '../studio/doors-page.ts'
import { askedLine, lineOptions, readLine } from '../studio/line-choice.ts'
import { ADD_PATH, lessonPath } from '../studio/paths.ts'
import type { PortalEnv } from '../web/env.ts'
import type { FieldErrors } from '../web/form.ts'
import { type Frame, member, type PortalContext, text } from '../web/frame.ts'
import { sourcePath } from './paths.ts'

/** «Ajouter une source»: a page or a file is looked at, and becomes a lesson. */
export function studioAddRoutes({
  desk,
  frame,
  studio,
}: {
  desk: Desk
  frame: Frame
  studio: Studio
}): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()

  async function doors(c: PortalContext, over: { line?: string; address?: string; errors?: FieldErrors } = {}) {
    const {
      line = askedLine(name => c.req.query(name), desk.convention()),
      address = c.req.query('adresse') ?? '',
      errors = {},
    } = over
    const view = { token: await frame.field(c), options: lineOptions(desk.convention()), line, address, errors }
    return frame.show(
      c,
      {
        title: 'Ajouter une source',
        trail: [{ href: '/sources', label: 'Sources' }],
        styles: ['/assets/studio.css'],
        main: doorsPage(view),
      },
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }
  app.get(ADD_PATH, c => doors(c))

  async function look(
    c: PortalContext,
    asked: Omit<NewLesson, 'name' | 'partner' | 'partnerName' | 'action'> & {
      address: string | null
      file: GivenFile | null
    },
    blamed: string,
  ) {
    const form = c.get('form')
    const line = text(form, 'pour', 200)
    const who = readLine(line, desk.convention())
    const address = text(form, 'adresse', 2000)
    if (who === null)
      return doors(c, { line, address, errors: { pour: 'Partenaire et action : choisissez de qui est cette source.' } })
    const { partner, partnerName, action, title } = who
    const name = freeName(title === null ? partnerName : `${title}, ${partnerName}`)
    try {
      const { id } = await studio.look(
        { ...asked, name, partner, partnerName, action } as NewLesson,
        actorOf(member(c)),
      )
      return c.redirect(lessonPath(id), 303)
    } catch (error) {
      if (!(error instanceof TeachingRefused)) throw error
      return doors(c, { line, address, errors: { [blamed]: error.message } })
    }
  }

  /** Another file for a source that is read from one. */
  async function lookAgain(c: PortalContext, source: string, file: GivenFile) {
    try {
      const open = await studio.reopen(source, `Nouveau fichier : ${file.name}.`, actorOf(member(c)), file)
      return open === null ? frame.notFound(c) : c.redirect(lessonPath(open.id), 303)
    } catch (error) {
      if (!(error instanceof TeachingRefused)) throw error
      return frame.back(c, sourcePath(source), error.message, 'bad')
    }
  }

  /** Not the name of another source. */
  function freeName(wanted: string): string {
    const taken = new Set(desk.sources().map(each => each.name))
    for (let n = 1; ; n += 1) {
      const name = n === 1 ? wanted.slice(0, 110) : `${wanted.slice(0, 110)} (${n})`
      if (!taken.has(name)) return name
    }
  }

  app.post(`${ADD_PATH}/page`, async c => {
    const typed = text(c.get('form'), 'adresse', 2000)
    const address = /^[a-z]+:/i.test(typed) ? typed : `https://${typed}`
    if (typed === '' || !URL.canParse(address))
      return doors(c, {
        line: text(c.get('form'), 'pour', 200),
        address: typed,
        errors: {
          adresse:
            'Adresse de la page : collez-la telle que le navigateur la montre, par exemple https://www.exemple.fr/nos-ateliers.',
        },
      })
    return look(c, { address: new URL(address).href, file: null }, 'adresse')
  })

  app.post(`${ADD_PATH}/fichier`, async c => {
    const form = c.get('form')
    const given = form.get('fichier')
    const pasted = text(form, 'colle', 200_000)
    const line = text(form, 'pour', 200)
    const file = given instanceof File && given.size > 0 ? given : null
    if (file === null && pasted === '')
      return doors(c, { line, errors: { fichier: 'Fichier : choisissez-en un, ou collez un tableau.' } })
    const name = (file?.name ?? 'tableau-colle.csv').replaceAll(/[\\/\0]/g, '-').slice(-120)
    const type = typeOfName(name)
    if (type === null)
      return doors(c, {
        line,
        errors: {
          fichier: `Fichier : « ${name} » n’est pas de ceux que le robot lit (${GIVEN_KINDS.join(', ').toUpperCase()}).`,
        },
      })
    const body = file === null ? new TextEncoder().encode(pasted) : new Uint8Array(await file.arrayBuffer())
    const kept = await studio.give(body, { name, type })
    const known = text(form, 'source', 100)
    return known === '' ? look(c, { address: null, file: kept }, 'fichier') : lookAgain(c, known, kept)
  })
  return app
}
