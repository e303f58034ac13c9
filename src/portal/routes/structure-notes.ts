import { html } from 'hono/html'
import { isUpToDate } from '../../census/count-census.ts'
import type { StructureRow } from '../../census/structure-rows.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Member } from '../../dora/members.ts'
import { DoraError } from '../../dora/port.ts'
import type { NoteKind } from '../../ledger/structure-notes.ts'
import { cleanTyped } from '../declare/clean-typed.ts'
import { contactWords, lastContacts } from '../desk/last-contacts.ts'
import { isNoteKind, NOTE_KINDS, writeNote } from '../desk/structure-notes.ts'
import { readStructureRow } from '../desk/structure-rows.ts'
import type { Html } from '../layout.ts'
import { type StructureView, structurePage } from '../pages/structure-page.ts'
import { about } from '../web/about.ts'
import { areaField, type FieldErrors, inputField, postForm, selectField } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { dayError } from './day-error.ts'
import { ABOVE, structurePath } from './paths.ts'

/** What is typed of a call or a letter. */
interface Typed {
  kind: NoteKind
  day: string
  note: string
}

/** Addresses and numbers of people are DORA's to keep. */
const PERSONAL = /\S+@\S+\.\w|(?:\+33|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b/

/** One structure of DORA, whoever follows it: its services, and the calls and letters that people note about it. */
export function structureNoteRoutes({ app, desk, frame }: Pages): void {
  const today = () => parisDay(desk.clock.now())
  const aStructure = about({ app, frame }, c => readStructureRow(desk, c.req.param('slug') ?? ''))

  async function page(
    c: PortalContext,
    row: StructureRow,
    typed: Typed,
    { errors, members = null }: { errors?: FieldErrors; members?: readonly Member[] | null } = {},
  ): Promise<Response> {
    const standing = await Array.fromAsync(desk.ledger.census.standing())
    const services = standing.filter(({ structure }) => structure === row.slug)
    const late = services.filter(each => each.status === 'PUBLISHED' && !isUpToDate(each, today()))
    const view = {
      row,
      services,
      late: new Set(late.map(({ slug }) => slug)),
      members,
      partner: row.followed ? await partnerOf(row.slug) : null,
      notes: (await desk.ledger.structureNotes.list(row.slug)).get(row.slug) ?? [],
      pages: desk.doraPages,
      today: today(),
    }
    const form = postForm(`${structurePath(row.slug)}/note`, await frame.field(c), noteFields(typed, errors))
    return frame.show(c, {
      title: row.name,
      trail: [ABOVE.offers, ABOVE.structures],
      errors,
      main: structurePage(view, form),
    })
  }

  /** Who is called and written to for a structure that the robot follows. */
  async function partnerOf(slug: string): Promise<StructureView['partner']> {
    const contact = (await lastContacts(desk)).get(slug)
    if (contact === undefined || contact.partner === null) return null
    return { id: contact.partner, name: desk.partnerName(contact.partner), told: contactWords(contact) }
  }

  aStructure.get('/structures/:slug', async (c, row) => {
    const typed: Typed = { kind: 'appel', day: today(), note: '' }
    if (c.req.query('membres') !== 'oui') return page(c, row, typed)
    try {
      return await page(c, row, typed, { members: await desk.actions.members(row.slug) })
    } catch (error) {
      if (error instanceof DoraError) return frame.back(c, structurePath(row.slug), error.message, 'bad')
      throw error
    }
  })
  aStructure.post('/structures/:slug/note', async (c, row) => {
    const form = c.get('form')
    const kind = text(form, 'quoi', 40)
    const typed: Typed = {
      kind: isNoteKind(kind) ? kind : 'appel',
      day: text(form, 'jour', 10),
      note: cleanTyped(text(form, 'note', 2000)),
    }
    const errors: FieldErrors = {
      ...dayError(typed.day, today()),
      ...(PERSONAL.test(typed.note)
        ? { note: 'N’écrivez ici ni adresse électronique ni téléphone d’une personne : DORA les tient.' }
        : {}),
    }
    if (Object.keys(errors).length > 0) return page(c, row, typed, { errors })
    return frame.act(c, structurePath(row.slug), async by => {
      const isNew = await writeNote(desk.ledger, row, { ...typed, by })
      return `C’est ${isNew ? '' : 'déjà '}noté : ${NOTE_KINDS[typed.kind].toLowerCase()}.`
    })
  })
}

function noteFields({ kind, day, note }: Typed, errors?: FieldErrors): Html {
  const options = Object.entries(NOTE_KINDS).map(([value, label]) => ({ value, label }))
  return html`${selectField({ name: 'quoi', label: 'Ce qui a été fait', value: kind, options, required: true })}
${inputField({ name: 'jour', label: 'Le', type: 'date', value: day, errors, required: true })}
${areaField({ name: 'note', label: 'Note', rows: 3, value: note, errors, hint: 'Ce qui a été dit, ce qui reste à faire. Ni adresse ni téléphone d’une personne.' })}
<p class="actions"><button>Noter</button></p>`
}
