/** A value and the words it was read from. `line` counts from 1 in the text as given; `words` is that line, unrepaired. */
export interface Read<T> {
  value: T
  line: number
  words: string
}

/** One line of the text, after the repairs of the table. Blank lines are kept: they part paragraphs. */
export interface OcrLine {
  line: number
  raw: string
  text: string
}

export interface Repair {
  line: number
  before: string
  after: string
  /** French: why it was changed. */
  why: string
}

/** A volet of a fiche, and who carries it. */
export interface VoletRead {
  number: number
  name: Read<string>
  /** Short name in brackets or the name itself, for recognising it elsewhere. */
  acronym: string | null
  carriers: string[]
}

/** One amount of a budget. A head amount that the text splits has `parts`; their sum is checked against it. */
export interface BudgetItem {
  amount: Read<number>
  /** Who receives it, or null when the text names nobody. */
  payee: string | null
  /** The text around it, without the amounts. */
  purpose: string
  volet: number | null
  nature: 'action' | 'poste'
  /** False when the text gives the figure without «€». */
  signed: boolean
  parts: BudgetItem[]
}

export interface BudgetRead {
  total: Read<number> | null
  items: BudgetItem[]
}

export interface PeriodRead {
  /** Volets concerned, as named; empty for the whole fiche. */
  labels: string[]
  start: Read<string> | null
  end: Read<string> | null
}

/** A number with its unit, met in the description: hours, months, people… */
export interface FigureRead {
  kind: 'heures' | 'durée' | 'effectif' | 'sessions' | 'rythme'
  /** As read, e.g. `6 h par jour`. */
  text: string
  min: number
  max: number
  unit: string
  line: number
  words: string
}

export interface FicheRead {
  number: number
  /** As the text calls it, when it is no whole number: «9 bis». */
  called: string | null
  line: number
  title: Read<string> | null
  voletsAnnounced: Read<number> | null
  volets: VoletRead[]
  partners: Read<string>[]
  cofunders: Read<string>[]
  periods: PeriodRead[]
  figures: FigureRead[]
  state: BudgetRead
  department: BudgetRead
  excluded: Read<string>[]
  /** Headings that this fiche lacks, in French. */
  missing: string[]
  /** Line of a second title: a fiche whose own heading was not recognised most likely begins there. */
  secondTitle: number | null
}

/** What a sum or a comparison said. `écart`: does not add up; `douteux`: the reading itself is doubtful. */
export interface Check {
  outcome: 'juste' | 'écart' | 'douteux'
  subject: string
  message: string
  expected: number | null
  found: number | null
  lines: number[]
}

export interface TotalsRead {
  stateVolet1: Read<number> | null
  stateVolet2: Read<number> | null
  state: Read<number> | null
  ceilingVolet2: Read<number> | null
  planState: Read<number> | null
  planDepartment: Read<number> | null
  planTotal: Read<number> | null
  /** Totals of the headings of the financing plan's table. */
  planBlocks: Read<number>[]
  /** Amounts of the financing plan's table, by fiche. */
  planFiches: { fiche: number; amounts: Read<number>[] }[]
  /** Under which of its headings a fiche stands. */
  planHeadings: { fiche: number; heading: Read<string> }[]
  period: PeriodRead | null
  /** Amounts written both in figures and in letters. */
  inLetters: { figures: Read<number>; letters: number }[]
}

export interface Proposal {
  totals: TotalsRead
  fiches: FicheRead[]
  checks: Check[]
  repairs: Repair[]
  /** Spellings taken for one and the same name: the one kept, then the others with their lines. */
  spellings: { kept: string; others: { name: string; line: number }[] }[]
}
