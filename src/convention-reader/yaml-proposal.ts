import { Document, isNode } from 'yaml'
import { slugify } from '../common/text.ts'
import { sameName } from './budget.ts'
import { type EarlierConvention, type EarlierLine, earlierLines } from './earlier-lines.ts'
import { ProposedPartners } from './proposed-partners.ts'
import type { BudgetItem, FicheRead, PeriodRead, Proposal, Read, VoletRead } from './reading.ts'
import { sharedAmount, stateAmounts } from './state-amounts.ts'

/** A value, and the words that justify it as a comment beside it. */
interface Noted {
  value: unknown
  note: string
}

const from = (read: Read<unknown>): Noted => ({ value: read.value, note: ` ligne ${read.line} : ${read.words}` })

/**
 * The proposal in the shape of `config/conventions/<year>.yaml`: what was read with its line and words as comments, what a person must still fill left empty
 * (publics, territory, content). Loads as it is when the sums hold; otherwise loading says which do not.
 * @param department code of the département, which such a text does not give
 * @param earlier conventions already known: their partners keep their ids, and an action that goes on is linked to what it was
 */
export function proposalYaml(
  proposal: Proposal,
  department: string,
  earlier: readonly EarlierConvention[] = [],
): string {
  const { totals, fiches } = proposal
  const period = { start: totals.period?.start ?? null, end: totals.period?.end ?? null }
  const past = earlier.filter(each => each.period.start < (period.start?.value ?? '9999'))
  const around: Around = {
    partners: new ProposedPartners(earlier.flatMap(each => each.partners)),
    before: earlierLines(past),
    taken: new Set(past.flatMap(({ fiches: known }) => known.flatMap(({ lines }) => lines.map(({ id }) => id)))),
    period,
    department,
  }
  const sum = (part: 'state' | 'department') => fiches.reduce((all, fiche) => all + (fiche[part].total?.value ?? 0), 0)
  const volet1 = totals.stateVolet1?.value ?? 0
  const headings = new Map(totals.planHeadings.map(({ fiche, heading }) => [fiche, heading]))
  const proposed = fiches.map(fiche => proposeFiche(fiche, around, headings.get(fiche.number) ?? null))
  const content = {
    title: { value: `Convention ${proposedName(proposal)}`.trim(), note: ' à nommer' },
    department,
    period: { start: noted(period.start, '2000-01-01'), end: noted(period.end, '2000-12-31') },
    totals: {
      stateVolet1: noted(totals.stateVolet1, 0),
      stateVolet2: noted(totals.stateVolet2, sum('state')),
      departmentVolet2: noted(totals.planDepartment, sum('department')),
      state: noted(totals.state, volet1 + sum('state')),
      ceilingVolet2: noted(totals.ceilingVolet2, null),
    },
    ...(volet1 > 0
      ? {
          volet1: [
            {
              id: 'v1/forfait',
              nature: 'Forfait de l’État',
              object: { value: 'Préparation de la réforme', note: ' à détailler d’après le plan de financement' },
              state: noted(totals.stateVolet1, 0),
            },
          ],
        }
      : {}),
    partners: around.partners.list(),
    fiches: proposed,
    excluded: fiches.flatMap(fiche =>
      fiche.excluded.map(name => ({
        name: name.value,
        fiche: fiche.number,
        reason: `Ligne ${name.line} : ${name.words}`,
      })),
    ),
  }
  return render(content)
}

/** The year that a convention is called by: the first that it begins before the middle of. Empty when the text gives no period. */
export function proposedName({ totals }: Pick<Proposal, 'totals'>): string {
  const [start, end] = [totals.period?.start?.value ?? '', totals.period?.end?.value ?? '']
  const year = Number(start.slice(0, 4))
  if (year === 0) return ''
  return String(start.slice(5) >= '07' && end.slice(0, 4) > start.slice(0, 4) ? year + 1 : year)
}

const noted = (read: Read<unknown> | null, otherwise: unknown): Noted =>
  read ? from(read) : { value: otherwise, note: ' non trouvé dans le texte' }

/** What every fiche is read with. */
interface Around {
  partners: ProposedPartners
  before: ReturnType<typeof earlierLines>
  /** Ids of the conventions of before: none is given to another action. */
  taken: ReadonlySet<string>
  period: Pick<PeriodRead, 'start' | 'end'>
  department: string
}

interface ProposedLine {
  slug: string
  volet: VoletRead | null
  /** Null: not read, for a person to say. */
  payee: string | null
  item: BudgetItem | null
}

function proposeFiche(fiche: FicheRead, around: Around, heading: Read<string> | null) {
  const { partners } = around
  for (const partner of fiche.partners) partners.id(partner.value)
  const shared = sharedAmount(fiche)
  const alone = fiche.partners.length === 1 ? fiche.partners[0]?.value : undefined
  const payeeOf = (item: BudgetItem | null) => item?.payee ?? alone ?? null
  const lines: ProposedLine[] = shared
    ? fiche.volets.map(volet => ({ slug: shortName(volet), volet, payee: payeeOf(shared), item: null }))
    : stateAmounts(fiche).map(item => {
        const volet = fiche.volets.find(found => found.number === item.volet) ?? null
        const { payee, nature } = item
        const whose = nature === 'poste' ? 'poste' : (payee ?? '')
        const name = volet ? `${shortName(volet)} ${whose}`.trim() : whose
        return { slug: name, volet, payee, item }
      })
  if (lines.length === 0)
    lines.push({ slug: fiche.title?.value ?? 'ligne', volet: null, payee: payeeOf(null), item: null })
  const ids = new Set<string>()
  const total = noted(fiche.state.total, 0)
  const written = lines.map(line => writeLine(fiche, line, ids, around, shared ? null : total))
  return {
    number: fiche.number,
    title: noted(fiche.title, 'Intitulé introuvable'),
    heading: heading ? from(heading) : { value: '', note: ' rubrique de l’annexe 2 : à remplir' },
    state: total,
    department: noted(fiche.department.total, 0),
    lines: written,
    ...(shared
      ? {
          shared: [
            {
              lines: [...ids],
              amounts: { state: from(shared.amount), department: null },
              text: 'Un seul montant pour plusieurs volets',
            },
          ],
        }
      : {}),
  }
}

/** Amounts, dates, carrier and numbers as read; the rest for a person to fill. */
function writeLine(
  fiche: FicheRead,
  { slug, volet, payee, item }: ProposedLine,
  ids: Set<string>,
  { partners, before, taken, period, department }: Around,
  total: Noted | null,
) {
  const own = fiche.periods.find(
    found => volet !== null && found.labels.some(label => sameName(label, volet.acronym ?? volet.name.value)),
  )
  const dates = own ?? fiche.periods.find(found => found.labels.length === 0) ?? null
  const figures = fiche.figures.map(figure => `${figure.text} (ligne ${figure.line})`).join(' ; ')
  const post = item?.nature === 'poste'
  const paid = payee ?? (post ? 'Département' : null)
  const partner = paid === null ? null : partners.id(paid)
  const title = (volet?.name ?? fiche.title)?.value ?? ''
  return {
    ...named(fiche.number, slug, { ids, taken }, partner === null ? null : before(title, partner)),
    volet: volet?.number ?? null,
    title: volet ? from(volet.name) : (fiche.title?.value ?? 'Intitulé introuvable'),
    partners: partnersOf(partner, payee, item),
    amounts: item ? { state: from(item.amount), department: null } : total && { state: total, department: null },
    ...(post ? { nature: 'poste' } : {}),
    publics: [],
    publicsText: '',
    places: null,
    placesText: null,
    hoursPerWeek: null,
    weeks: null,
    hoursText: figures === '' ? null : { value: figures, note: ' chiffres de toute la fiche : à trier' },
    start: noted(dates?.start ?? period.start, '2000-01-01'),
    end: noted(dates?.end ?? period.end, '2000-12-31'),
    zone: [department],
    zoneText: '',
    offer: !post,
  }
}

/** Whom a line pays. What was not read is left empty, which keeps the proposal from being kept as it is. */
function partnersOf(partner: string | null, payee: string | null, item: BudgetItem | null) {
  const place = item ? ` ligne ${item.amount.line}, bénéficiaire non lu, à remplir` : ' bénéficiaire non lu, à remplir'
  if (partner === null) return { value: [], note: place }
  return payee === null
    ? [{ value: partner, note: ' poste dont personne n’est dit payé : Département supposé, à vérifier' }]
    : [partner]
}

/** Ids of the fiche so far, and those of the conventions of before. */
interface Ids {
  ids: Set<string>
  taken: ReadonlySet<string>
}

/** The id that the action had when it can be kept, else its own with the one that it had. */
function named(fiche: number, slug: string, { ids, taken }: Ids, before: EarlierLine | null) {
  const note = before === null ? '' : ` continue ${before.id} de la convention ${before.convention} : à vérifier`
  if (before?.id.startsWith(`${fiche}/`) && !ids.has(before.id)) {
    ids.add(before.id)
    return { id: { value: before.id, note } }
  }
  const id = uniqueId(fiche, slug, ids.union(taken))
  ids.add(id)
  return before === null ? { id } : { id: { value: id, note }, was: [before.id] }
}

const shortName = (volet: VoletRead) => volet.acronym ?? volet.name.value.split(' ').slice(0, 4).join(' ')

function uniqueId(fiche: number, words: string, taken: ReadonlySet<string>): string {
  const base = `${fiche}/${slugify(words) || 'ligne'}`
  let id = base
  for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`
  return id
}

/** YAML with the notes as comments at the end of their lines. */
function render(content: unknown): string {
  const notes: { path: (string | number)[]; note: string }[] = []
  const plain = strip(content, [], notes)
  const document = new Document(plain)
  document.commentBefore =
    ' Proposition lue dans le texte de la convention. À relire ligne à ligne : les commentaires donnent la ligne et les mots d’où vient chaque valeur.'
  for (const { path, note } of notes) {
    const node: unknown = document.getIn(path, true)
    if (isNode(node)) node.comment = note.slice(0, 160)
  }
  return document.toString({ lineWidth: 0 })
}

function strip(
  value: unknown,
  path: (string | number)[],
  notes: { path: (string | number)[]; note: string }[],
): unknown {
  if (Array.isArray(value)) return value.map((inner, i) => strip(inner, [...path, i], notes))
  if (value === null || typeof value !== 'object') return value
  if ('note' in value && 'value' in value) {
    notes.push({ path, note: String(value.note) })
    return value.value
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, strip(inner, [...path, key], notes)]))
}
