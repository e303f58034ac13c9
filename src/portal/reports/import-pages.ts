import { html } from 'hono/html'
import { frenchCount, frenchDateTime } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import { YamlFileError } from '../../config/yaml-file.ts'
import { parseConvention } from '../../convention/load.ts'
import type { Check, Proposal } from '../../convention-reader/reading.ts'
import { spoiltWords } from '../../convention-reader/repairs.ts'
import { proposalYaml, proposedName } from '../../convention-reader/yaml-proposal.ts'
import { periodWords } from '../../coverage/bilan/period-words.ts'
import { WITHDRAWN } from '../../ledger/conventions.ts'
import { actorOf } from '../access/people.ts'
import { ActionRefused } from '../actions.ts'
import type { Unusable } from '../desk/desk.ts'
import { refusedConvention } from '../desk/refused-convention.ts'
import type { Html } from '../layout.ts'
import { state, table } from '../pages/table.ts'
import { CONVENTIONS_PATH } from '../routes/paths.ts'
import { areaField, type FieldErrors, fileField, inputField, postForm, WAITING_SCRIPT } from '../web/form.ts'
import { member, type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { proposeApart } from './propose-apart.ts'

const PATH = CONVENTIONS_PATH
const NOTHING_GIVEN = { error: 'Choisissez un fichier, ou collez le texte.' }
const OUTCOMES = {
  juste: ['juste', 'good'],
  écart: ['écart', 'bad'],
  douteux: ['à regarder', 'warn'],
} as const

/** A convention imported from its text: read, checked, corrected on the page, then kept as a new version. */
export function importPages({ app, desk, frame }: Pages): void {
  const trail = [
    { href: '/rapport', label: 'Rapport' },
    { href: '/rapport/bilan', label: 'Bilans' },
  ]
  const department = () => desk.convention().department

  /** @param sent what was pasted, and why it could not be read */
  async function importPage(c: PortalContext, sent?: { pasted: string; errors: FieldErrors }): Promise<Response> {
    await desk.reloadConventions()
    const kept = await desk.ledger.conventions.list()
    const field = await frame.field(c)
    const inFiles = new Set(desk.conventions().map(({ id }) => id))
    return frame.show(c, {
      title: 'Importer une convention',
      trail,
      scripts: [WAITING_SCRIPT],
      errors: sent?.errors,
      main: html`${refused(desk).map(each => refusedPart(each, inFiles.has(each.convention.id), field))}
<p>Donnez le texte signé, en PDF ou en texte (reconnaissance de caractères). Le robot propose les actions et les montants, vérifie les sommes, et vous corrigez avant de garder.</p>
${postForm(
  `${PATH}/lire`,
  field,
  html`${fileField({ name: 'fichier', label: 'Fichier PDF ou texte', either: true, accept: '.pdf,.txt,text/plain,application/pdf', errors: sent?.errors })}
${areaField({ name: 'texte', label: 'Ou le texte, collé ici', either: true, rows: 8, value: sent?.pasted, errors: sent?.errors })}
<div class="actions"><button>Lire le texte</button></div>`,
  { upload: true, waiting: 'Le robot lit ce texte. Cela prend quelques secondes : ce qu’il propose s’affichera ici.' },
)}
${table({
  caption: 'Versions gardées',
  columns: ['Convention', 'Version', 'Par', 'Le'],
  rows: kept.map(each => [
    each.body === WITHDRAWN
      ? html`${each.convention} ${state('retirée', 'quiet')}`
      : html`<a href="${PATH}/${each.convention}/${each.version}">${each.convention}</a>`,
    each.version,
    personName(each.by),
    frenchDateTime(each.at),
  ]),
  empty: 'Aucune convention n’a encore été importée : celles des fichiers de configuration servent.',
})}`,
    })
  }
  app.get(PATH, c => importPage(c))

  app.post(`${PATH}/lire`, async c => {
    const form = c.get('form')
    const sent = await givenIn(form)
    const names = spoiltWords(desk.conventions().flatMap(each => each.partners))
    const proposal = sent === null ? NOTHING_GIVEN : await proposeApart({ given: sent.given, names }, sent.name)
    if ('error' in proposal) {
      const pasted = typeof sent?.given === 'string' ? sent.given : ''
      return importPage(c, { pasted, errors: { [pasted === '' ? 'fichier' : 'texte']: proposal.error } })
    }
    return edit(
      c,
      { name: proposedName(proposal), yaml: proposalYaml(proposal, department(), desk.conventions()) },
      { proposal },
    )
  })

  app.get(`${PATH}/:name/:version`, async c => {
    const { name, version } = c.req.param()
    const kept = (await desk.ledger.conventions.list()).find(
      each => each.convention === name && String(each.version) === version,
    )
    if (!kept || kept.body === WITHDRAWN) return frame.notFound(c)
    // What the checks refuse is said at once: that is why somebody opens it.
    const wrong = problemIn(kept.body)
    return edit(c, { name, yaml: kept.body }, wrong === null ? {} : { errors: { yaml: wrong } })
  })

  app.post(`${PATH}/:name/:version/retirer`, async c => {
    const { name, version } = c.req.param()
    const by = member(c).name
    return frame.act(c, PATH, async actor => {
      await desk.reloadConventions()
      const shown = refused(desk).find(({ convention: of }) => of.id === name && String(of.version) === version)
      if (!shown || !(await desk.ledger.conventions.withdraw(name, shown.convention.version, by)))
        throw new ActionRefused(`La convention ${name} a changé entre-temps : rien n’est retiré. Voici où elle en est.`)
      await desk.reloadConventions()
      await desk.ledger.events.add({
        actor,
        action: 'convention-retiree',
        detail: { convention: name, version: shown.convention.version },
      })
      return `La convention ${name} est retirée. Ses versions restent ici : en garder une de nouveau la remet.`
    })
  })

  app.post(`${PATH}/garder`, async c => {
    const who = member(c)
    const form = c.get('form')
    const typed = { name: text(form, 'nom', 40), yaml: text(form, 'yaml', 200_000) }
    const errors: FieldErrors = {}
    if (!/^[a-z0-9][a-z0-9-]*$/.test(typed.name))
      errors.nom = 'Nom : attendu une année ou un mot court, en minuscules, par exemple 2025.'
    try {
      const convention = parseConvention(typed.yaml, 'convention')
      if (convention.department !== department())
        errors.yaml = `Convention : département « ${convention.department} », attendu « ${department()} ».`
      const other = desk.conventions().find(each => each.id === typed.name)
      if (other && !errors.nom && another(other.period, convention.period))
        errors.nom = `Nom : ${typed.name} est celui de « ${other.title} », ${periodWords(other.period.start, other.period.end)}. Donnez-en un autre pour une autre période.`
    } catch (error) {
      errors.yaml = wrongIn(error)
    }
    if (Object.keys(errors).length > 0) return edit(c, typed, { errors })
    return frame.act(c, '/rapport/bilan', async () => {
      const version = await desk.ledger.conventions.add(typed.name, typed.yaml, who.name)
      await desk.reloadConventions()
      await desk.ledger.events.add({
        actor: actorOf(who),
        action: 'convention-importee',
        detail: { convention: typed.name, version },
      })
      return `La convention ${typed.name} est gardée, version ${version}.`
    })
  })

  async function edit(
    c: PortalContext,
    typed: { name: string; yaml: string },
    shown: { proposal?: Proposal; errors?: FieldErrors },
  ): Promise<Response> {
    return frame.show(c, {
      title: 'Relire la convention',
      trail: [...trail, { href: PATH, label: 'Importer une convention' }],
      errors: shown.errors,
      main: html`${shown.proposal ? checks(shown.proposal) : ''}
${postForm(
  `${PATH}/garder`,
  await frame.field(c),
  html`${inputField({ name: 'nom', label: 'Nom', required: true, value: typed.name, hint: 'L’année, par exemple 2025', errors: shown.errors })}
${areaField({ name: 'yaml', label: 'Convention', required: true, rows: 30, value: typed.yaml, hint: 'Chaque valeur est suivie de la ligne du texte où elle a été lue. Une action qui continue garde son identifiant, ou dit l’ancien (was) : relisez ces liens. Corrigez, puis gardez : les sommes sont vérifiées de nouveau.', errors: shown.errors })}
<div class="actions"><button>Garder comme nouvelle version</button></div>`,
)}`,
    })
  }
}

/** @throws what is no problem of the text */
function wrongIn(error: unknown): string {
  if (!(error instanceof YamlFileError)) throw error
  return `Convention : ${error.message}`
}

function problemIn(yaml: string): string | null {
  try {
    parseConvention(yaml, 'convention')
    return null
  } catch (error) {
    return wrongIn(error)
  }
}

type Refused = Unusable & Required<Pick<Unusable, 'convention'>>
const refused = (desk: Pages['desk']) =>
  desk.problems().filter((each): each is Refused => each.convention !== undefined)

/** @param served another of that name is read in its place */
function refusedPart({ convention, message }: Refused, served: boolean, field: Html): Html {
  const path = `${PATH}/${convention.id}/${convention.version}`
  return html`<section class="notice bad"><h2>${refusedConvention(convention)}</h2>
<ul>${message.split('\n').map(line => html`<li>${line}</li>`)}</ul>
<p>${served ? 'Celle du fichier de configuration est lue à sa place.' : 'Aucune n’est lue à sa place.'} Corrigez-la, ou retirez-la : ses versions restent dans la liste.</p>
<div class="actions"><a class="button" href="${path}">Corriger<span class="hidden"> la convention ${convention.id}</span></a>
${postForm(`${path}/retirer`, field, html`<button class="second">Retirer<span class="hidden"> la convention ${convention.id}</span></button>`, { class: 'inline' })}</div></section>`
}

type Period = { start: string; end: string }
/** A version corrects one date at the most: with two others, it is another convention. */
const another = (a: Period, b: Period) => a.start !== b.start && a.end !== b.end

function outcome(found: Check['outcome']): Html {
  const [word, tone] = OUTCOMES[found]
  return state(word, tone)
}

function checks({ checks: all, repairs, fiches }: Proposal): Html {
  return html`<p>${frenchCount(fiches.length, 'fiche lue', 'fiches lues')}, ${frenchCount(repairs.length, 'mot réparé', 'mots réparés')}.</p>
${table({
  caption: 'Vérifications, ce qui est à regarder d’abord',
  columns: ['Sujet', 'Résultat', 'Précision', 'Lignes du texte'],
  rows: all
    .toSorted((a, b) => Number(a.outcome === 'juste') - Number(b.outcome === 'juste'))
    .map(check => [check.subject, outcome(check.outcome), check.message, check.lines.join(', ')]),
  empty: 'Rien à vérifier.',
})}`
}

/** What was sent: pasted, or a file; null: neither. */
async function givenIn(form: FormData): Promise<{ given: string | Uint8Array; name: string } | null> {
  const pasted = text(form, 'texte', 1_000_000)
  if (pasted !== '') return { given: pasted, name: '' }
  const file = form.get('fichier')
  if (!(file instanceof File) || file.size === 0) return null
  return { given: new Uint8Array(await file.arrayBuffer()), name: file.name }
}
