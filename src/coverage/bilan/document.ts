import { frenchCount, frenchDate } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Bilan, ExpenseGroup, Told } from './bilan.ts'

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

/** The account as a document: the one text that the page, the DOCX, the PDF and the workbooks are made from. Pure. */
export function bilanDocument(bilan: Bilan): Block[] {
  const { convention, territory } = bilan
  return [
    { kind: 'heading', level: 1, text: `Bilan final, ${convention.title}`, sheet: 'Bilan', id: 'bilan' },
    {
      kind: 'text',
      text: `${territory}. Convention du ${frenchDate(convention.start)} au ${frenchDate(convention.end)}. État au ${frenchDate(bilan.date)}. À remettre au plus tard le ${frenchDate(bilan.due)} (article 3.2).`,
    },
    { kind: 'text', text: missingSentence(bilan) },
    {
      kind: 'text',
      text: `Actions financées par l’État : ministère chargé du travail, de la santé et des solidarités, et préfet (${territory}). Article 3.4 : le logo est apposé par le signataire.`,
    },
    {
      kind: 'heading',
      level: 1,
      text: 'Article 3.2 – Mise en œuvre du plan d’actions',
      sheet: 'Mise en œuvre',
      id: 'mise-en-oeuvre',
    },
    implementation(bilan),
    {
      kind: 'heading',
      level: 1,
      text: 'Annexe 3 – Bilan financier, volet 1',
      sheet: 'Annexe 3, volet 1',
      id: 'annexe-3-volet-1',
    },
    expenses(bilan, bilan.volet1, 1),
    {
      kind: 'heading',
      level: 1,
      text: 'Annexe 3 – Bilan financier, volet 2',
      sheet: 'Annexe 3, volet 2',
      id: 'annexe-3-volet-2',
    },
    expenses(bilan, bilan.volet2, 2),
    {
      kind: 'heading',
      level: 1,
      text: 'Annexe 4 – Volet 1, mise en place de la chefferie de projet',
      sheet: 'Annexe 4, volet 1',
      id: 'annexe-4-volet-1',
    },
    labelled('Indicateurs qualitatifs du volet 1', bilan.pilotage),
    {
      kind: 'heading',
      level: 1,
      text: 'Annexe 4 – Volet 2, § 2-a : parcours d’accompagnement mobilisables',
      sheet: 'Annexe 4, parcours',
      id: 'annexe-4-parcours',
    },
    parcours(bilan),
    {
      kind: 'heading',
      level: 1,
      text: 'Annexe 4 – Volet 2, § 2-b : nouveaux entrants et orientation',
      sheet: 'Annexe 4, orientation',
      id: 'annexe-4-orientation',
    },
    labelled('Nouveaux entrants et orientation en 15 jours', bilan.orientation),
    { kind: 'heading', level: 1, text: 'Ce qui manque encore', sheet: 'Ce qui manque', id: MISSING },
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

/** The first seven columns are those of the model (annexe 3); what was planned and where the figure comes from stand after them. */
function expenses({ convention }: Bilan, groups: readonly ExpenseGroup[], volet: 1 | 2): Block {
  const year = convention.start.slice(0, 4)
  const columns: DocumentColumn[] = [
    { header: 'Nature de la dépense', kind: 'text', width: 26 },
    { header: 'Unité (si pertinent)', kind: 'text', width: 12 },
    { header: 'Nombre d’unités', kind: 'number', width: 11 },
    { header: 'Coût unitaire', kind: 'euros', width: 12 },
    { header: 'Date ou période', kind: 'text', width: 24 },
    { header: 'Objet de la dépense', kind: 'text', width: 40 },
    { header: 'Montant', kind: 'euros', width: 15 },
    { header: 'Montant prévu', kind: 'euros', width: 15 },
    { header: 'Dont part de l’État prévue', kind: 'euros', width: 15 },
    { header: 'Origine du montant', kind: 'text', width: 22 },
  ]
  const rows = groups.flatMap((group): DocumentRow[] => [
    ...group.lines.map(
      (line): DocumentRow => ({
        cells: [
          group.title,
          line.unit || null,
          line.units.value,
          line.unitCost.value,
          line.period,
          line.object,
          line.spent.value,
          line.planned,
          line.plannedState,
          originOf(line.spent),
        ],
      }),
    ),
    { cells: sums(`Sous-total, ${group.title}`, [group]), role: 'subtotal', span: 6 },
  ])
  return {
    kind: 'table',
    caption: `État des dépenses, contractualisation pour l’insertion et l’emploi ${year}, volet ${volet}`,
    columns,
    rows: [...rows, { cells: sums(`Total du volet ${volet}`, groups), role: 'total', span: 6 }],
  }
}

const sums = (label: string, groups: readonly ExpenseGroup[]): DocumentCell[] => {
  const sum = (pick: (group: ExpenseGroup) => number) => groups.reduce((total, group) => total + pick(group), 0)
  const told = groups.some(group => group.lines.some(line => line.spent.value !== null))
  return [
    label,
    null,
    null,
    null,
    null,
    null,
    told ? sum(group => group.spent) : null,
    sum(group => group.planned),
    sum(group => group.plannedState),
    null,
  ]
}

function implementation(bilan: Bilan): Block {
  return {
    kind: 'table',
    caption: 'Action par action',
    columns: [
      { header: 'Fiche', kind: 'text', width: 26 },
      { header: 'Action', kind: 'text', width: 36 },
      { header: 'Porteur', kind: 'text', width: 24 },
      { header: 'Période', kind: 'text', width: 24 },
      { header: 'Dans DORA', kind: 'text', width: 14 },
      { header: 'Services publiés', kind: 'number', width: 10 },
      { header: 'Ce qui a été fait', kind: 'text', width: 44 },
      { header: 'Origine', kind: 'text', width: 20 },
    ],
    rows: bilan.implementation.map((line, at, all): DocumentRow => {
      // The title of a fiche, and what was done, are said once.
      const first = at === 0 || all[at - 1]?.fiche !== line.fiche
      return {
        cells: [
          first ? `${line.fiche} – ${line.title}` : String(line.fiche),
          line.action,
          line.carriers,
          line.period,
          line.state,
          line.services,
          first ? line.done.value : null,
          first ? originOf(line.done) : null,
        ],
      }
    }),
  }
}

function labelled(caption: string, lines: Bilan['pilotage']): Block {
  return {
    kind: 'table',
    caption,
    columns: [
      { header: 'Indicateur', kind: 'text', width: 60 },
      { header: 'Valeur', kind: 'text', width: 40 },
      { header: 'Origine', kind: 'text', width: 40 },
    ],
    rows: lines.map(({ label, told }) => ({ cells: [label, told.value, originOf(told)] })),
  }
}

function parcours(bilan: Bilan): Block {
  return {
    kind: 'table',
    caption: 'Fichier des parcours',
    columns: [
      { header: 'Nom', kind: 'text', width: 26 },
      { header: 'Porteur', kind: 'text', width: 16 },
      { header: 'Durée', kind: 'text', width: 12 },
      { header: 'Contenu de l’offre de service', kind: 'text', width: 36 },
      { header: 'Heures par semaine', kind: 'number', width: 11 },
      { header: 'Individuel ou collectif', kind: 'text', width: 12 },
      { header: 'Public cible', kind: 'text', width: 26 },
      { header: 'Coût unitaire', kind: 'euros', width: 12 },
      { header: 'Places financées', kind: 'number', width: 11 },
      { header: 'Ce que dit aussi le texte', kind: 'text', width: 24 },
    ],
    rows: bilan.parcours.map(row => ({
      cells: [
        row.name,
        row.partner,
        row.duration.value,
        row.content.value,
        row.hours.value,
        row.modes.value,
        row.public.value,
        row.unitCost.value,
        row.places.value,
        row.also || null,
      ],
    })),
  }
}

function missing({ boxes }: Bilan): Block {
  const left = boxes.filter(box => box.required && (box.answer === null || box.again))
  return {
    kind: 'table',
    caption: 'Cases à remplir',
    columns: [
      { header: 'Où', kind: 'text', width: 22 },
      { header: 'Case', kind: 'text', width: 80 },
      { header: 'Pourquoi', kind: 'text', width: 40 },
    ],
    rows: left.map(box => ({
      cells: [
        box.asked,
        box.label,
        box.answer === null ? 'jamais remplie' : 'remplie avant la fin de la convention : à redire',
      ],
    })),
  }
}
