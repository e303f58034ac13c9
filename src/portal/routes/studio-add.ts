import { html } from 'hono/html'
import { cutWhole, endWhole } from '../../common/cut-whole.ts'
import type { SourceConfig } from '../../config/source.ts'
import { GIVEN_KINDS, type GivenFile, typeOfName } from '../../studio/given-file.ts'
import { type From, type OpenLesson, TeachingRefused } from '../../studio/studio.ts'
import { studioFieldOf } from '../../studio/studio-fields.ts'
import type { Html } from '../layout.ts'
import { askedLine, lineOptions, linesOf, readLine } from '../studio/line-choice.ts'
import { ADD_PATH, lessonPath, placeOfOffer } from '../studio/paths.ts'
import {
  areaField,
  type FieldErrors,
  fileField,
  inputField,
  postForm,
  selectField,
  WAITING_SCRIPT,
} from '../web/form.ts'
import { actor, type PortalContext, text } from '../web/frame.ts'
import type { StudioPages } from '../web/pages.ts'
import { pressedOnce } from '../web/pressed-once.ts'
import { ABOVE, CONVENTIONS_PATH, sourcePath } from './paths.ts'

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
export function studioAddRoutes({ app, desk, frame, studio }: StudioPages): void {
  const once = pressedOnce<OpenLesson>()
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
    over: { line?: string; address?: string; pasted?: string; errors?: FieldErrors } = {},
  ) {
    const convention = desk.convention()
    const {
      line = asked === null
        ? askedLine(name => c.req.query(name), convention)
        : askedLine(name => (name === 'partenaire' ? asked.source.partner : asked.actions[0]), convention),
      address = asked?.source.address ?? c.req.query('adresse') ?? '',
      pasted = '',
      errors = {},
    } = over
    const { source = null, file = null, key = '', field = '' } = asked ?? {}
    return frame.show(c, {
      title: source === null ? 'Ajouter une source' : `Enseigner ${source.name}`,
      trail: [ABOVE.sources, ...(source === null ? [] : [{ href: sourcePath(source.id), label: source.name }])],
      styles: ['/assets/studio.css'],
      scripts: [WAITING_SCRIPT],
      errors,
      main: doorsPage({
        token: await frame.field(c),
        options: source === null ? lineOptions(convention) : linesOf(source.partner, convention),
        line,
        address,
        pasted,
        errors,
        source: source === null ? null : { id: source.id, file, key, field },
      }),
    })
  }
  app.get(ADD_PATH, c => {
    const asked = askedSource(name => c.req.query(name) ?? '')
    return asked === undefined ? frame.notFound(c) : doors(c, asked)
  })

  /** @param door controls of the form that was sent: the one that says where from, and whose */
  async function look(c: PortalContext, asked: Asked | null, from: From, door: { from: string; line: string }) {
    const form = c.get('form')
    const line = text(form, 'pour', 200)
    const pasted = text(form, 'colle', MOST_PASTED)
    const typed = { line, pasted, ...(from.file === null && { address: from.address }) }
    const who = readLine(line, desk.convention())
    if (who === null || (asked !== null && who.partner !== asked.source.partner))
      return doors(c, asked, {
        ...typed,
        errors: { [door.line]: 'Partenaire et action : choisissez de qui est cette source.' },
      })
    const { partner, partnerName, action, title } = who
    const name = asked?.source.name ?? freeName(title === null ? partnerName : `${title}, ${partnerName}`)
    const by = actor(c)
    try {
      const press = JSON.stringify([by, asked?.source.id, line, from.address, from.file?.hash])
      const open = await once(press, async () => {
        const again = asked && (await studio.reopen(asked.source.id, againWords(from), by, { ...from, action }))
        const own = asked && { source: asked.source.id, because: firstWords(asked) }
        return again ?? studio.look({ ...from, name, partner, partnerName, action, ...own }, by)
      })
      return c.redirect(asked === null ? lessonPath(open.id) : placeOfOffer(open, asked.key, asked.field), 303)
    } catch (error) {
      if (!(error instanceof TeachingRefused)) throw error
      return doors(c, asked, { ...typed, errors: { [door.from]: error.message } })
    }
  }

  /** Another file for a source that is read from one, for the same line as before. */
  async function lookAgain(c: PortalContext, { source }: Asked, file: GivenFile) {
    let open: OpenLesson | null
    try {
      open = await studio.reopen(source.id, againWords({ address: null, file }), actor(c), {
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
      const name = n === 1 ? cutWhole(wanted, 110) : `${cutWhole(wanted, 110)} (${n})`
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
    return look(c, asked, { address: new URL(address).href, file: null }, { from: 'adresse', line: 'pour' })
  })

  app.post(`${ADD_PATH}/fichier`, async c => {
    const form = c.get('form')
    const asked = fromForm(form)
    if (asked === undefined) return frame.notFound(c)
    const given = form.get('fichier')
    const pasted = text(form, 'colle', MOST_PASTED)
    const line = text(form, 'pour', 200)
    const file = given instanceof File && given.size > 0 ? given : null
    const empty = given instanceof File && given.name !== '' && file === null
    if (empty || (file === null && pasted === '')) {
      const why = empty ? `« ${given.name} » est vide.` : 'choisissez-en un, ou collez un tableau.'
      return doors(c, asked, { line, pasted, errors: { fichier: `Fichier : ${why}` } })
    }
    const name = endWhole((file?.name ?? 'tableau-colle.csv').replaceAll(/[\\/\0]/g, '-'), 120)
    const type = typeOfName(name)
    if (type === null)
      return doors(c, asked, {
        line,
        pasted,
        errors: {
          fichier: `Fichier : « ${name} » n’est pas de ceux que le robot lit (${GIVEN_KINDS.join(', ').toUpperCase()}).`,
        },
      })
    const body = file === null ? new TextEncoder().encode(pasted) : new Uint8Array(await file.arrayBuffer())
    const kept = await studio.give(body, { name, type })
    return asked !== null && line === ''
      ? lookAgain(c, asked, kept)
      : look(
          c,
          asked,
          { address: null, file: kept },
          { from: file === null ? 'colle' : 'fichier', line: 'pour-fichier' },
        )
  })
}

/** Characters of a table that is pasted. */
const MOST_PASTED = 200_000

const againWords = ({ address, file }: From): string =>
  file === null ? `Nouvelle adresse : ${address}` : `Nouveau fichier : ${file.name}.`

/** Why a source of the files is being taught. */
function firstWords({ file, field }: Asked): string {
  const label = studioFieldOf(field)?.label
  const wrong = label === undefined ? '' : `Mal lu : ${label}. `
  return `${wrong}Une fois enregistré, ce que vous enseignez compte à la place de ${file === null ? 'ce qui est lu' : 'son fichier'}.`
}

interface DoorsView {
  token: Html
  options: { value: string; label: string }[]
  /** The line that is asked for; empty: to choose. */
  line: string
  address: string
  pasted: string
  errors: FieldErrors
  /** The source that is taught under its own id, with the field that was read wrong; null: a new one. */
  source: { id: string; file: string | null; key: string; field: string } | null
}

/** The three ways in: a page, a file, a telephone call. */
function doorsPage({ token, options, line, address, pasted, errors, source }: DoorsView): Html {
  const who = (id: string) =>
    selectField({
      name: 'pour',
      id,
      label: 'Partenaire et action',
      required: true,
      value: line,
      errors,
      options: [{ value: '', label: 'à choisir' }, ...options],
    })
  const known =
    source === null
      ? ''
      : html`<input type="hidden" name="source" value="${source.id}"><input type="hidden" name="cle" value="${source.key}"><input type="hidden" name="champ" value="${source.field}">`
  return html`${source?.file ? html`<p class="notice">Cette source est décrite dans un fichier de la configuration. Une fois enregistré, ce que vous lui enseignez compte à la place de ce fichier ; sa page permet de revenir au fichier.</p>` : ''}
<p>Donnez une adresse ou un fichier : le robot regarde, dit ce qu’il a trouvé, et propose une réponse pour chaque champ. Vous corrigez en montrant. Rien n’est envoyé à DORA avant votre accord.</p>
${source === null ? html`<p class="hint">Un partenaire n’est pas dans la liste ? Elle vient des conventions et de leurs avenants : il y entre avec le texte qui le nomme, par <a href="${CONVENTIONS_PATH}">Importer une convention</a>.</p>` : ''}
<div class="doors">
<section aria-labelledby="une-page"><h2 id="une-page">Une page du site</h2>
${postForm(
  `${ADD_PATH}/page`,
  token,
  html`${known}${who('pour')}
${inputField({ name: 'adresse', label: 'Adresse de la page', inputmode: 'url', value: address, errors, required: true, hint: 'Celle qui présente l’offre ou la liste des offres. Elle est lue poliment : le robot respecte ce que le site demande.' })}
<p class="hint">La lire prend quelques secondes, parfois une minute. Appuyez une fois, et gardez cette page ouverte.</p>
<p><button>Regarder cette page</button></p>`,
  {
    waiting:
      'Le robot lit cette page. Cela prend quelques secondes, parfois une minute : ce qu’il a trouvé s’affichera ici.',
  },
)}</section>
<section aria-labelledby="un-fichier"><h2 id="un-fichier">Un fichier</h2>
${postForm(
  `${ADD_PATH}/fichier`,
  token,
  html`${known}${who('pour-fichier')}
${fileField({ name: 'fichier', label: 'Fichier', either: true, accept: GIVEN_KINDS.map(kind => `.${kind}`).join(','), hint: 'Choisissez-le ou glissez-le ici : XLSX, ODS, CSV, JSON, ICS, PDF ou DOCX, 20 Mo au plus.', errors })}
${areaField({ name: 'colle', label: 'Ou collez un tableau', either: true, rows: 4, value: pasted, hint: 'Des cellules copiées d’un tableur, avec leur ligne de titres.', errors })}
<p><button>Regarder ce fichier</button></p>`,
  {
    upload: true,
    waiting: 'Le robot lit ce fichier. Cela prend quelques secondes : ce qu’il a trouvé s’affichera ici.',
  },
)}</section>
<section aria-labelledby="un-appel"><h2 id="un-appel">Un appel téléphonique</h2>
<p>Le partenaire ne publie rien : remplissez la déclaration avec lui, au téléphone. Ce que la convention dit de l’action y est déjà.</p>
<form method="get" action="${ADD_PATH}/telephone">${who('pour-appel')}<p><button>Remplir avec lui</button></p></form></section>
</div>`
}
