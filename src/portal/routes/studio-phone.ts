import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import { isDay } from '../../common/is-day.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Convention } from '../../convention/convention.ts'
import { sameSaid } from '../../normalise/statements/same-said.ts'
import type { Statement, Typed } from '../../normalise/statements/statement.ts'
import { ActionRefused } from '../actions.ts'
import { checkTyped } from '../declare/check.ts'
import { missingOf } from '../declare/missing.ts'
import { overAlready } from '../declare/over-already.ts'
import { FORM_QUESTIONS } from '../declare/questions.ts'
import { typedForm } from '../declare/typed-form.ts'
import { sayInTurn } from '../desk/say-in-turn.ts'
import { declarePage } from '../pages/declare.ts'
import { askedLine, readLine } from '../studio/line-choice.ts'
import { ADD_PATH } from '../studio/paths.ts'
import { areaField, type FieldErrors, inputField } from '../web/form.ts'
import { actor, type PortalContext, text } from '../web/frame.ts'
import type { StudioPages } from '../web/pages.ts'
import { ABOVE, sourcePath } from './paths.ts'

const PATH = `${ADD_PATH}/telephone`

/** Nothing but a telephone call: the declaration, filled in with the partner, and the call noted beside it. */
export function studioPhoneRoutes({ app, desk, frame, studio }: StudioPages): void {
  const today = () => parisDay(desk.clock.now())
  const saidToday = ({ at }: Pick<Statement, 'at'>) => parisDay(new Date(at)) === today()
  const lineOf = (c: PortalContext, form?: FormData) =>
    readLine(
      form ? text(form, 'pour', 200) : (c.req.query('pour') ?? askedLine(name => c.req.query(name), desk.convention())),
      desk.convention(),
    )

  async function page(
    c: PortalContext,
    line: NonNullable<ReturnType<typeof readLine>>,
    over: {
      values: Typed
      errors?: FieldErrors
      unpublished?: boolean
      call?: { day: string; person: string; note: string }
    },
  ) {
    const { values, errors, unpublished = false, call = { day: today(), person: '', note: '' } } = over
    return frame.show(c, {
      title: `Déclarer avec ${line.partnerName}`,
      trail: [ABOVE.sources, { href: ADD_PATH, label: 'Ajouter une source' }],
      errors,
      main: declarePage({
        values,
        errors,
        unpublished,
        field: await frame.field(c),
        lines: [],
        by: {
          action: PATH,
          lead: html`<p>Remplissez avec le partenaire, au téléphone. ${line.title === null ? '' : html`Ce que la convention dit de « ${line.title} » est déjà là : corrigez ce qui n’est plus vrai.`} Ce que vous écrivez vaut sa déclaration, et porte votre nom.</p>`,
          before: html`<input type="hidden" name="pour" value="${line.partner} ${line.action ?? ''}"><h2>L’appel</h2>
${inputField({ name: 'jour', label: 'Jour de l’appel', type: 'date', value: call.day, errors, required: true })}
${inputField({ name: 'personne', label: 'À qui vous avez parlé', value: call.person, errors, required: true })}
${areaField({ name: 'note', label: 'Ce qui a été dit', rows: 2, value: call.note, errors })}`,
          button: 'Enregistrer et simuler',
        },
      }),
    })
  }

  app.get(PATH, async c => {
    const line = lineOf(c)
    if (line === null) return c.redirect(ADD_PATH, 303)
    return page(c, line, { values: conventionAnswers(desk.convention(), line) })
  })

  app.post(PATH, async c => {
    const form = c.get('form')
    const line = lineOf(c, form)
    if (line === null) return c.redirect(ADD_PATH, 303)
    const typed = typedForm(form)
    const call = { day: text(form, 'jour', 10), person: text(form, 'personne', 200), note: text(form, 'note', 2000) }
    const { values, errors } = checkTyped(typed, FORM_QUESTIONS, desk.convention().department)
    Object.assign(errors, overAlready(values, today()))
    if (!isDay(call.day) || call.day > today())
      errors.jour = 'Jour de l’appel : donnez le jour, au plus tard aujourd’hui.'
    if (call.person.length < 2) errors.personne = 'À qui vous avez parlé : donnez son nom.'
    const missing = missingOf(values, line.partner, desk.convention(), today())
    if (Object.keys(errors).length > 0) return page(c, line, { values: typed, errors: { ...missing, ...errors }, call })
    if (Object.keys(missing).length > 0 && text(form, 'quand-meme', 1) !== '1')
      return page(c, line, { values: typed, errors: missing, unpublished: true, call })
    return keep(c, line, values, call)
  })

  async function keep(
    c: PortalContext,
    { partner, partnerName, action }: NonNullable<ReturnType<typeof readLine>>,
    values: Typed,
    call: { day: string; person: string; note: string },
  ): Promise<Response> {
    const by = actor(c)
    const source =
      desk
        .sourcesOf(partner)
        .map(({ id }) => id)
        .toSorted()[0] ?? (await studio.openByPhone({ partner, partnerName, action }, by))
    const fields = {
      id: `t${desk.clock.now().getTime().toString(36)}`,
      ...values,
      ...(action === null ? {} : { action }),
      date_maj: today(),
    }
    const title = `Nouvelle offre, au téléphone : ${values.nom}`
    const body = { kind: 'declaration', fields, from: 'formulaire' } as const
    const again = await desk.ledger.transaction(async shelves => {
      const { statements, events } = shelves
      await sayInTurn(shelves, partner)
      // A button pressed twice finds what its first press noted.
      const before = await statements.list({ partner, state: 'accepted', limit: 100 })
      if (before.some(each => saidToday(each) && sameSaid(each, { partner, offer: null, body }))) return true
      const reason = `Appel du ${frenchDate(call.day)} avec ${call.person}${call.note === '' ? '.' : ` : ${call.note}`}`
      const { id } = await statements.note({ partner, offer: null, title, body, by }, reason)
      await events.add({
        actor: by,
        action: 'offre-declaree-au-telephone',
        source,
        detail: { statement: id, ...call },
      })
      return false
    })
    if (again)
      return frame.back(
        c,
        sourcePath(source),
        'Cette offre et cet appel étaient déjà notés aujourd’hui, avec les mêmes réponses.',
      )
    return frame.act(c, sourcePath(source), async () => {
      await desk.ledger.sources.ask(source, by)
      try {
        await desk.actions.runNow(source, by, { dry: true })
      } catch (error) {
        if (!(error instanceof ActionRefused)) throw error
        return `L’offre et l’appel sont notés. ${error.message}`
      }
      return 'L’offre et l’appel sont notés, et une simulation est lancée : son plan vous sera montré ici pour que vous décidiez.'
    })
  }
}

/** What the convention says of an action, as answers of the declaration. Pure. */
function conventionAnswers(
  { fiches }: Pick<Convention, 'fiches'>,
  { partnerName, action }: { partnerName: string; action: string | null },
): Typed {
  const line = fiches.flatMap(fiche => fiche.lines).find(({ id }) => id === action)
  if (line === undefined) return { structure_nom: partnerName }
  return {
    structure_nom: partnerName,
    nom: line.title,
    description: line.content,
    type: line.type ?? '',
    thematiques: line.thematiques.join(','),
    publics: line.publics.join(','),
    mobilisable_par: (line.mobilisablePar ?? []).join(','),
    zone_eligibilite: line.zoneInferred ? '' : line.zone.join(', '),
  }
}
