import type { Whose } from '../common/rejection.ts'
import type { DoraStatus } from '../dora/port.ts'
import type { CatalogueAccount } from './catalogue-contract.ts'
import type { Rows } from './rows.ts'
import type { Area, AreaCell, Desert, Outlines } from './territory-contract.ts'

/** A figure with all that is needed to read it rightly. Texts are French. */
export interface Indicator {
  /** Stable, e.g. `actions-referencees`. */
  id: string
  title: string
  /** Null: not measured, and `limits` says why. */
  value: number | null
  /** What it is out of, or null. */
  of: number | null
  unit: 'nombre' | 'euros' | 'part' | 'jours' | 'heures' | 'score'
  /** `value` as people read it, e.g. «12 sur 24». */
  display: string
  /** The parts of the whole, each once: they add up to `of` when there is one, to `value` otherwise. Empty: no breakdown. */
  parts: { label: string; value: number }[]
  definition: string
  formula: string
  source: string
  limits: string
}

/** Where a line of the convention stands. `waiting`: known to us, not published; `absent`: nothing known. */
export type LineState = 'referenced' | 'partial' | 'waiting' | 'absent'

export interface LineAccount {
  id: string
  fiche: number
  volet: number | null
  title: string
  partners: { id: string; name: string; published: boolean }[]
  offer: boolean
  nature: 'action' | 'poste' | 'coordination'
  /** Whole euros of the State; null when the amount is shared with other lines. */
  state_euros: number | null
  /** Line ids it shares its amount with. */
  shared_with: string[]
  /** What the line adds to a column of euros: its own amount, or the shared one on the first of its lines and 0 on the others. */
  counted_euros: number
  state: LineState
  /** One French sentence. */
  reason: string
  /** Whose move it is; null once referenced. */
  whose: Whose | null
  services: { source: string; key: string; name: string; slug: string | null; published: boolean }[]
}

/** Services of an action that receive people in an EPCI. */
export interface ReceivedCount {
  /** Id of its line. */
  line: string
  /** Code of the EPCI. */
  epci: string
  published: number
  /** Known to us, not published. */
  waiting: number
}

export interface FicheAccount {
  number: number
  title: string
  /** Heading of the financing plan. */
  heading: string
  state_euros: number
  department_euros: number
  /** Offers to reference, and how many are. */
  offers: number
  referenced: number
  volets: number
  volets_referenced: number
  money: MoneySplit
}

/** Whole euros of the State; the four parts add up to `total`. */
export interface MoneySplit {
  total: number
  referenced: number
  /** Some of the carriers or of the volets that share the amount are referenced, not all. */
  partial: number
  missing: number
  /** Pays no offer, e.g. the post that does the referencing. */
  without_offer: number
}

export interface StructureAccount {
  partner: string
  name: string
  /** Last day `YYYY-MM-DD` on which it was called, written to or heard from; null: never. */
  contacted: string | null
  /** Last day `YYYY-MM-DD` on which it said something; null: never. Absent: nobody kept that list. */
  answered?: string | null
  /** Sources that feed its offers. */
  sources: number
  in_dora: number
  published: number
  /** Every published service confirmed by a person within 180 days. */
  up_to_date: boolean
  /** Amounts of the lines it carries; one that it shares with other carriers counts whole for each, so these do not add up. */
  state_euros: number
  state_euros_referenced: number
  state_euros_missing: number
}

export interface TodoItem {
  partner: string
  partner_name: string
  kind:
    | 'source-absente'
    | 'ligne-sans-offre'
    | 'rejet'
    | 'rapprochement-douteux'
    | 'conflit'
    | 'a-publier'
    | 'champ-manquant'
    | 'invisible'
    | 'offre-perimee'
  title: string
  /** What to do, French imperative-free sentence. */
  action: string
  whose: Whose
  source: string | null
  key: string | null
  /** Whole euros of the State that it would bring to light. */
  state_euros: number
  /** Deserts that it would fill. */
  deserts: number
  /** Quality score at stake, in [0, 1]. */
  score: number
}

/** One parcours type of annexe 4 §2-a. `from` says where each value comes from. */
export interface ParcoursRow {
  line: string
  fiche: number
  name: string
  partner: string
  duration: Sourced<string>
  /** What the text says of hours and rhythm, when it is not a duration. */
  rhythm: string | null
  content: Sourced<string>
  weekly_hours: Sourced<number>
  total_hours: Sourced<number>
  modes: Sourced<string>
  public: Sourced<string>
  /** Both parts together, euros a place. */
  unit_cost: Sourced<number>
  places: Sourced<number>
  /** People of one session, when the text counts so. */
  per_session: { min: number; max: number } | null
  /** Most euros for one person, when the text caps the aid. */
  ceiling: number | null
  /** The text's own words on places and amounts. */
  places_text: string | null
  /** Who pays too, as the fiche names them. */
  cofunders: string[]
  territory: Sourced<string>
  start: string
  end: string
  referenced: boolean
  /** French names of what is unknown. */
  gaps: string[]
}

export interface Sourced<T> {
  value: T | null
  from: 'convention' | 'offre' | 'calcul' | null
}

/** One service that an offer feeds, as a reader of the report looks for it. */
export interface ServiceRow {
  source: string
  key: string
  name: string
  structure: string
  /** Partner id of the source, and its name. */
  partner: string
  partner_name: string
  /** Ids of the lines that it answers. */
  lines: string[]
  status: DoraStatus | 'none'
  /** Counted as published: in DORA, and not over. */
  published: boolean
  slug: string | null
  /** Last confirmation by a person, `YYYY-MM-DD`. */
  confirmed: string | null
  /** Official score of what DORA shows, in [0, 1]; of the partner's page while DORA has nothing. */
  score: number
  /** French names of its categories, in DORA once it is there. */
  categories: string[]
  /** Whether the public finds it. */
  seen: 'yes' | 'no' | 'unknown'
  /** Code of the EPCI where it receives people; null: nowhere in the département, or only at a distance. */
  epci: string | null
}

/** When a source was last read. */
export interface SourceAccount {
  id: string
  name: string
  partner: string
  partner_name: string
  /** ISO instant, or null: never. */
  last_success: string | null
  /** How it stands, French; null: nothing to say. */
  standing: string | null
  late: boolean
  offers: number
  published: number
}

/** One amount of the convention (annexe 3, volet 2). What was spent is not ours to know. */
export interface BilanRow {
  heading: string
  fiche: number
  line: string
  nature: string
  unit: string
  units: number | null
  unit_cost: number | null
  period: string
  object: string
  planned_total: number
  planned_state: number
  referenced: string
}

export interface CountRow {
  key: string
  label: string
  value: number
}

/** Everything the report says, plain data: the same input gives the same bytes. */
export interface CoverageReport {
  schema: 'dora-sync/coverage/3'
  /** `YYYY-MM-DD` */
  date: string
  /** Last day of the convention, `YYYY-MM-DD`. */
  convention_end: string
  department: string
  territory: string
  convention: string
  /** The three answers a reader wants first. */
  headlines: string[]
  indicators: Indicator[]
  money: MoneySplit
  fiches: FicheAccount[]
  lines: LineAccount[]
  /** Where each action is received; null: a report of before this was counted. */
  received: ReceivedCount[] | null
  structures: StructureAccount[]
  statuses: (CountRow & { key: DoraStatus | 'none' })[]
  states: CountRow[]
  categories: CountRow[]
  publics: CountRow[]
  freshness: CountRow[]
  quality: { distribution: CountRow[]; missed: CountRow[] }
  waiting: CountRow[]
  areas: Area[]
  agencies_inferred: boolean
  /** EPCI codes as squares of a map, row by row; '' leaves a place empty. */
  map: string[][]
  /** Outlines, when the operator gave some. */
  outlines: Outlines | null
  /** Where the numbers of beneficiaries come from; null: not given. */
  beneficiaries_source: string | null
  /** What DORA holds, whoever wrote it; null: no census was made, and the figures are of what the robot follows. */
  catalogue: CatalogueAccount | null
  cells: AreaCell[]
  deserts: Desert[]
  parcours: ParcoursRow[]
  bilan: BilanRow[]
  todo: Rows<TodoItem>
  services: Rows<ServiceRow>
  sources: SourceAccount[]
}
