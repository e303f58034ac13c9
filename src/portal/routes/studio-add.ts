import { Hono } from 'hono'
import type { SourceConfig } from '../../config/source.ts'
import { GIVEN_KINDS, type GivenFile, typeOfName } from '../../studio/given-file.ts'
import { type From, type OpenLesson, type Studio, TeachingRefused } from '../../studio/studio.ts'
import { studioFieldOf } from '../../studio/studio-fields.ts'
import { actorOf } from '../access/people.ts'
import type { Desk } from '../desk/desk.ts'
import { doorsPage } from '../studio/doors-page.ts'
import { askedLine, lineOptions, linesOf, readLine } from '../studio/line-choice.ts'
import { ADD_PATH, lessonPath, placeOfOffer } from '../studio/paths.ts'
import type { PortalEnv } from '../web/env.ts'
import type { FieldErrors } from '../web/form.ts'
import { type Frame, member, type PortalContext, text } from '../web/frame.ts'
import { sourcePath } from './paths.ts'

/** A source that is taught under its own id. */
interface Asked {
  source: SourceConfig
  /** Of `config/`, when it has one. */
  file: string | null
  /** Lines of the convention that its offers answer. */
  actions: string[]
  /** What was «mal lu»: offer and field. */
  key: string
  field: string
}

/** «Ajouter une source»: a page or a file is looked at, and becomes a lesson; also that of a source that is known already. */
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

  /** The source that is named; null: a new one. `undefined`: none such can be taught. */
  function askedSource(say: (name: string) => string): Asked | null | undefined {
    const id = say('source')
    if (id === '') return null
    const source = desk.sources().find(each => each.id === id && each.role === 'offers')
    const known = studio.known(id)
    if (source === undefined || known === null) return undefined
    return { source, ...known, key: say('cle'), field: studioFieldOf(say('champ'))?.name ?? '' }
  }
  const fromForm = (form: FormData) => askedSource(name => text(form, name, name === 'cle' ? 1000 : 100))

  async function doors(
    c: PortalContext,
    asked: Asked | null,
    over: { line?: string; address?: string; errors?: FieldErrors } = {},
  ) {
    const convention = desk.convention()
    const {
      line = asked === null
        ? askedLine(name => c.req.query(name), convention)
        : askedLine(name => (name === 'partenaire' ? asked.source.partner : asked.actions[0]), convention),
      address = asked?.source.address ?? c.req.query('adresse') ?? '',
      errors = {},
    } = over
    const { source = null, file = null, key = '', field = '' } = asked ?? {}
    return frame.show(
      c,
      {
        title: source === null ? 'Ajouter une source' : `Enseigner ${source.name}`,
        trail: [
          { href: '/sources', label: 'Sources' },
          ...(source === null ? [] : [{ href: sourcePath(source.id), label: source.name }]),
        ],
        styles: ['/assets/studio.css'],
        main: doorsPage({
          token: await frame.field(c),
          options: source === null ? lineOptions(convention) : linesOf(source.partner, convention),
          line,
          address,
          errors,
          source: source === null ? null : { id: source.id, file, key, field },
        }),
      },
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }
  app.get(ADD_PATH, c => {
    const asked = askedSource(name => c.req.query(name) ?? '')
    return asked === undefined ? frame.notFound(c) : doors(c, asked)
  })

  async function look(c: PortalContext, asked: Asked | null, from: From, blamed: string) {
    const form = c.get('form')
    const line = text(form, 'pour', 200)
    const typed = { line, ...(from.file === null && { address: from.address }) }
    const who = readLine(line, desk.convention())
    if (who === null || (asked !== null && who.partner !== asked.source.partner))
      return doors(c, asked, {
        ...typed,
        errors: { pour: 'Partenaire et action : choisissez de qui est cette source.' },
      })
    const { partner, partnerName, action, title } = who
    const name = asked?.source.name ?? freeName(title === null ? partnerName : `${title}, ${partnerName}`)
    const by = actorOf(member(c))
    try {
      const again = asked && (await studio.reopen(asked.source.id, againWords(from), by, { ...from, action }))
      const own = asked && { source: asked.source.id, because: firstWords(asked) }
      const open = again ?? (await studio.look({ ...from, name, partner, partnerName, action, ...own }, by))
      return c.redirect(asked === null ? lessonPath(open.id) : placeOfOffer(open, asked.key, asked.field), 303)
    } catch (error) {
      if (!(error instanceof TeachingRefused)) throw error
      return doors(c, asked, { ...typed, errors: { [blamed]: error.message } })
    }
  }

  /** Another file for a source that is read from one, for the same line as before. */
  async function lookAgain(c: PortalContext, { source }: Asked, file: GivenFile) {
    let open: OpenLesson | null
    try {
      open = await studio.reopen(source.id, againWords({ address: null, file }), actorOf(member(c)), {
        address: null,
        file,
      })
    } catch (error) {
      if (!(error instanceof TeachingRefused)) throw error
      return frame.back(c, sourcePath(source.id), error.message, 'bad')
    }
    return open === null ? frame.notFound(c) : c.redirect(lessonPath(open.id), 303)
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
    const form = c.get('form')
    const asked = fromForm(form)
    if (asked === undefined) return frame.notFound(c)
    const typed = text(form, 'adresse', 2000)
    const address = /^[a-z]+:/i.test(typed) ? typed : `https://${typed}`
    if (typed === '' || !URL.canParse(address))
      return doors(c, asked, {
        line: text(form, 'pour', 200),
        address: typed,
        errors: {
          adresse:
            'Adresse de la page : collez-la telle que le navigateur la montre, par exemple https://www.exemple.fr/nos-ateliers.',
        },
      })
    return look(c, asked, { address: new URL(address).href, file: null }, 'adresse')
  })

  app.post(`${ADD_PATH}/fichier`, async c => {
    const form = c.get('form')
    const asked = fromForm(form)
    if (asked === undefined) return frame.notFound(c)
    const given = form.get('fichier')
    const pasted = text(form, 'colle', 200_000)
    const line = text(form, 'pour', 200)
    const file = given instanceof File && given.size > 0 ? given : null
    if (file === null && pasted === '')
      return doors(c, asked, { line, errors: { fichier: 'Fichier : choisissez-en un, ou collez un tableau.' } })
    const name = (file?.name ?? 'tableau-colle.csv').replaceAll(/[\\/\0]/g, '-').slice(-120)
    const type = typeOfName(name)
    if (type === null)
      return doors(c, asked, {
        line,
        errors: {
          fichier: `Fichier : « ${name} » n’est pas de ceux que le robot lit (${GIVEN_KINDS.join(', ').toUpperCase()}).`,
        },
      })
    const body = file === null ? new TextEncoder().encode(pasted) : new Uint8Array(await file.arrayBuffer())
    const kept = await studio.give(body, { name, type })
    return asked !== null && line === ''
      ? lookAgain(c, asked, kept)
      : look(c, asked, { address: null, file: kept }, 'fichier')
  })
  return app
}

const againWords = ({ address, file }: From): string =>
  file === null ? `Nouvelle adresse : ${address}` : `Nouveau fichier : ${file.name}.`

/** Why a source of the files is being taught. */
function firstWords({ file, field }: Asked): string {
  const label = studioFieldOf(field)?.label
  const wrong = label === undefined ? '' : `Mal lu : ${label}. `
  return `${wrong}Une fois enregistré, ce que vous enseignez compte à la place de ${file === null ? 'ce qui est lu' : 'son fichier'}.`
}
