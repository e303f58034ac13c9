import { frenchCount, frenchDate } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Bilan, ExpenseGroup, Told } from './bilan-contract.ts'

export interface DocumentColumn {
  header: string
  kind: 'text' | 'number' | 'euros'
  /** Characters, for sheets; a share of the width elsewhere. */
  width: number
}

export type DocumentCell = string | number | null

export interface DocumentRow {
  cells: DocumentCell[]
  /** A row that adds those above, or everything. */
  role?: 'subtotal' | 'total'
  /** Columns that the first cell runs over; default 1. */
  span?: number
}

export type Block =
  /** `level` 1 begins a new sheet of a workbook, with the short name `sheet`. */
  | { kind: 'heading'; level: 1 | 2; text: string; sheet?: string; id?: string }
  | { kind: 'text'; text: string }
  | { kind: 'table'; caption: string; columns: DocumentColumn[]; rows: DocumentRow[] }

/** The part that lists the empty boxes. */
const MISSING = 'manque'

const part = (text: string, sheet: string, id: string): Block => ({ kind: 'heading', level: 1, text, sheet, id })

/** A column, with the cell that it takes from a row. */
type Filled<Row> = readonly [
  header: string,
  kind: DocumentColumn['kind'],
  width: number,
  cell: (row: Row, at: number, all: readonly Row[]) => DocumentCell,
]

function tableOf<Row>(caption: string, rows: readonly Row[], columns: readonly Filled<Row>[]) {
  return {
    kind: 'table' as const,
    caption,
    columns: columns.map(([header, kind, width]): DocumentColumn => ({ header, kind, width })),
    rows: rows.map((row, at): DocumentRow => ({ cells: columns.map(([, , , cell]) => cell(row, at, rows)) })),
  }
}

/** The account as a document: the one text that the page, the DOCX, the PDF and the workbooks are made from. Pure. */
export function bilanDocument(bilan: Bilan): Block[] {
  const { convention, territory } = bilan
  return [
    part(`Bilan final, ${convention.title}`, 'Bilan', 'bilan'),
    {
      kind: 'text',
      text: `${territory}. Convention du ${frenchDate(convention.start)} au ${frenchDate(convention.end)}. État au ${frenchDate(bilan.date)}. À remettre au plus tard le ${frenchDate(bilan.due)} (article 3.2).`,
    },
    { kind: 'text', text: missingSentence(bilan) },
    {
      kind: 'text',
      text: `Actions financées par l’État : ministère chargé du travail, de la santé et des solidarités, et préfet (${territory}). Article 3.4 : le logo est apposé par le signataire.`,
    },
    part('Article 3.2 – Mise en œuvre du plan d’actions', 'Mise en œuvre', 'mise-en-oeuvre'),
    implementation(bilan),
    part('Annexe 3 – Bilan financier, volet 1', 'Annexe 3, volet 1', 'annexe-3-volet-1'),
    expenses(bilan, bilan.volet1, 1),
    part('Annexe 3 – Bilan financier, volet 2', 'Annexe 3, volet 2', 'annexe-3-volet-2'),
    expenses(bilan, bilan.volet2, 2),
    part('Annexe 4 – Volet 1, mise en place de la chefferie de projet', 'Annexe 4, volet 1', 'annexe-4-volet-1'),
    labelled('Indicateurs qualitatifs du volet 1', bilan.pilotage),
    part(
      'Annexe 4 – Volet 2, § 2-a : parcours d’accompagnement mobilisables',
      'Annexe 4, parcours',
      'annexe-4-parcours',
    ),
    parcours(bilan),
    part(
      'Annexe 4 – Volet 2, § 2-b : nouveaux entrants et orientation',
      'Annexe 4, orientation',
      'annexe-4-orientation',
    ),
    labelled('Nouveaux entrants et orientation en 15 jours', bilan.orientation),
    part('Ce qui manque encore', 'Ce qui manque', MISSING),
    missing(bilan),
  ]
}

/** What people sign; what is still missing stands after their names, and only while something is. */
export function whatIsSigned(blocks: readonly Block[]): { signed: Block[]; unsigned: Block[] } {
  const at = blocks.findIndex(block => block.kind === 'heading' && block.id === MISSING)
  const unsigned = at === -1 ? [] : blocks.slice(at)
  const empty = unsigned.every(block => block.kind !== 'table' || block.rows.length === 0)
  return { signed: blocks.slice(0, at === -1 ? undefined : at), unsigned: empty ? [] : unsigned }
}

/** «12 cases sur 41 restent à remplir ; il reste 123 jours jusqu’au 31 mars 2027.» */
export function missingSentence({ missing, required, due, left }: Bilan): string {
  const time =
    left >= 0
      ? `il reste ${frenchCount(left, 'jour')} jusqu’au ${frenchDate(due)}`
      : `le ${frenchDate(due)} est passé depuis ${frenchCount(-left, 'jour')}`
  return missing === 0
    ? `Toutes les cases obligatoires sont remplies (${required}) ; ${time}.`
    : `${frenchCount(missing, 'case')} sur ${required} ${missing < 2 ? 'reste' : 'restent'} à remplir ; ${time}.`
}

/** Where a value comes from, for who reads the account. */
export function originOf(told: Told<unknown>): string {
  switch (told.from) {
    case null:
      return 'à remplir'
    case 'convention':
      return 'Convention'
    case 'offre':
      return 'Offre du partenaire, lue par le robot'
    case 'calcul':
      return 'Calculé'
    case 'personne':
      return `${told.by ?? ''}, le ${frenchDate(parisDay(new Date(told.at ?? '')))}`
  }
}

/** A line of expenses, or a row that adds those above. */
type ExpenseRow =
  | { group: ExpenseGroup; line: ExpenseGroup['lines'][number] }
  | { label: string; of: readonly ExpenseGroup[] }

/** The first seven columns are those of the model (annexe 3); what was planned and where the figure comes from stand after them. */
function expenses({ convention }: Bilan, groups: readonly ExpenseGroup[], volet: 1 | 2): Block {
  const year = convention.start.slice(0, 4)
  const rows: ExpenseRow[] = groups.flatMap(group => [
    ...group.lines.map(line => ({ group, line })),
    { label: `Sous-total, ${group.title}`, of: [group] },
  ])
  const table = tableOf(
    `État des dépenses, contractualisation pour l’insertion et l’emploi ${year}, volet ${volet}`,
    [...rows, { label: `Total du volet ${volet}`, of: groups }],
    [
      ['Nature de la dépense', 'text', 26, row => ('line' in row ? row.group.title : row.label)],
      ['Unité (si pertinent)', 'text', 12, ofLine(line => line.unit || null)],
      ['Nombre d’unités', 'number', 11, ofLine(line => line.units.value)],
      ['Coût unitaire', 'euros', 12, ofLine(line => line.unitCost.value)],
      ['Date ou période', 'text', 24, ofLine(line => line.period)],
      ['Objet de la dépense', 'text', 40, ofLine(line => line.object)],
      ['Montant', 'euros', 15, row => ('line' in row ? row.line.spent.value : spent(row.of))],
      ['Montant prévu', 'euros', 15, row => ('line' in row ? row.line.planned : sum(row.of, each => each.planned))],
      [
        'Dont part de l’État prévue',
        'euros',
        15,
        row => ('line' in row ? row.line.plannedState : sum(row.of, each => each.plannedState)),
      ],
      ['Origine du montant', 'text', 22, row => ('line' in row ? originOf(row.line.spent) : partly(row.of))],
    ],
  )
  const adding = table.rows.map((row, at): DocumentRow => {
    if (at === rows.length) return { ...row, role: 'total', span: 6 }
    return rows[at] && 'of' in rows[at] ? { ...row, role: 'subtotal', span: 6 } : row
  })
  return { ...table, rows: adding }
}

const ofLine = (cell: (line: ExpenseGroup['lines'][number]) => DocumentCell) => (row: ExpenseRow) =>
  'line' in row ? cell(row.line) : null
const sum = (groups: readonly ExpenseGroup[], pick: (group: ExpenseGroup) => number) =>
  groups.reduce((total, group) => total + pick(group), 0)
/** Null while nothing was said to be spent. */
const spent = (groups: readonly ExpenseGroup[]) =>
  groups.some(group => group.lines.some(line => line.spent.value !== null)) ? sum(groups, group => group.spent) : null

/** A sum of some of the amounts says so: it is not what was spent. Null: of all, or of none. */
function partly(groups: readonly ExpenseGroup[]): string | null {
  const lines = groups.flatMap(group => group.lines)
  const told = lines.filter(line => line.spent.value !== null).length
  return told === 0 || told === lines.length
    ? null
    : `Somme de ${frenchCount(told, 'montant')} sur ${lines.length} : ${lines.length - told < 2 ? 'un manque' : 'les autres manquent'}`
}

function implementation({ implementation: lines }: Bilan): Block {
  // The title of a fiche, and what was done, are said once.
  type Lines = typeof lines
  const first = ({ fiche }: Lines[number], at: number, all: readonly Lines[number][]) =>
    at === 0 || all[at - 1]?.fiche !== fiche
  return tableOf('Action par action', lines, [
    ['Fiche', 'text', 26, (line, ...at) => (first(line, ...at) ? `${line.fiche} – ${line.title}` : String(line.fiche))],
    ['Action', 'text', 36, line => line.action],
    ['Porteur', 'text', 24, line => line.carriers],
    ['Période', 'text', 24, line => line.period],
    ['Dans DORA', 'text', 14, line => line.state],
    ['Services publiés', 'number', 10, line => line.services],
    ['Ce qui a été fait', 'text', 44, (line, ...at) => (first(line, ...at) ? line.done.value : null)],
    ['Origine', 'text', 20, (line, ...at) => (first(line, ...at) ? originOf(line.done) : null)],
  ])
}

function labelled(caption: string, lines: Bilan['pilotage']): Block {
  return tableOf(caption, lines, [
    ['Indicateur', 'text', 60, ({ label }) => label],
    ['Valeur', 'text', 40, ({ told }) => told.value],
    ['Origine', 'text', 40, ({ told }) => originOf(told)],
  ])
}

function parcours(bilan: Bilan): Block {
  return tableOf('Fichier des parcours', bilan.parcours, [
    ['Nom', 'text', 26, row => row.name],
    ['Porteur', 'text', 16, row => row.partner],
    ['Durée', 'text', 12, row => row.duration.value],
    ['Contenu de l’offre de service', 'text', 36, row => row.content.value],
    ['Heures par semaine', 'number', 11, row => row.hours.value],
    ['Individuel ou collectif', 'text', 12, row => row.modes.value],
    ['Public cible', 'text', 26, row => row.public.value],
    ['Coût unitaire', 'euros', 12, row => row.unitCost.value],
    ['Places financées', 'number', 11, row => row.places.value],
    ['Ce que dit aussi le texte', 'text', 24, row => row.also || null],
  ])
}

function missing({ boxes }: Bilan): Block {
  const left = boxes.filter(box => box.required && (box.answer === null || box.again))
  const why = { never: 'jamais remplie', again: 'remplie avant la fin de la convention : à redire' }
  return tableOf('Cases à remplir', left, [
    ['Où', 'text', 22, box => box.asked],
    ['Case', 'text', 80, box => box.label],
    ['Pourquoi', 'text', 40, box => why[box.answer === null ? 'never' : 'again']],
  ])
}
