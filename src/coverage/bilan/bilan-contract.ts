import type { BilanBox } from './boxes.ts'

/** What a person said in a box; the last word counts, the others are kept. */
export interface BilanAnswer {
  box: string
  /** As typed: figures in French, `oui` or `non`. */
  value: string
  /** Who, by name. */
  by: string
  /** ISO instant. */
  at: string
}

/** A value of the account with where it comes from; null: nobody knows it yet. */
export interface Told<T> {
  value: T | null
  from: 'convention' | 'offre' | 'calcul' | 'personne' | null
  /** Of a person's word: who and when. */
  by?: string
  at?: string
}

export interface Expense {
  id: string
  object: string
  unit: string
  units: Told<number>
  /** Both parts, euros a unit. */
  unitCost: Told<number>
  period: string
  planned: number
  plannedState: number
  spent: Told<number>
}

export interface ExpenseGroup {
  title: string
  lines: Expense[]
  /** Sums of the lines. `spent` only counts what was said. */
  planned: number
  plannedState: number
  spent: number
}

export interface ParcoursTold {
  line: string
  name: string
  partner: string
  duration: Told<string>
  content: Told<string>
  hours: Told<number>
  modes: Told<string>
  public: Told<string>
  unitCost: Told<number>
  places: Told<number>
  /** What the text adds: rhythm, people of a session, ceiling of an aid, who pays too. */
  also: string
}

export interface ActionDone {
  fiche: number
  title: string
  action: string
  carriers: string
  period: string
  state: string
  services: number
  done: Told<string>
}

/** The final account of a convention (article 3.2): annexe 3, annexe 4, and what was done action by action. Plain data. */
export interface Bilan {
  schema: 'dora-sync/bilan/1'
  convention: { id: string; title: string; start: string; end: string }
  territory: string
  /** Day it says what is known, `YYYY-MM-DD`. */
  date: string
  /** Last day to hand it over, `YYYY-MM-DD`; `left`: days until then, negative once it is past. */
  due: string
  left: number
  volet1: ExpenseGroup[]
  volet2: ExpenseGroup[]
  pilotage: { box: string; label: string; told: Told<string> }[]
  parcours: ParcoursTold[]
  orientation: { box: string; label: string; told: Told<string> }[]
  implementation: ActionDone[]
  boxes: (BilanBox & { answer: BilanAnswer | null; again: boolean })[]
  /** Required boxes that nobody filled in, or that were before the convention ended. */
  missing: number
  required: number
}
