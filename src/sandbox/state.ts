import type { Clock } from '../common/clock.ts'
import type { Random } from '../common/random.ts'
import type { DoraStatus } from '../dora/port.ts'
import { type Account, sampleAccounts } from './accounts.ts'
import { slugPart } from './slug.ts'

/** The kinds of choices a structure can add to. */
export const CHOICE_FIELDS = ['accessConditions', 'requirements', 'credentials'] as const
export type ChoiceField = (typeof CHOICE_FIELDS)[number]

export interface Choice {
  value: number
  label: string
  /** Slug of the structure it belongs to, or null when it is everyone's. */
  structure: string | null
}

/** A service as DORA's database holds it: empty texts are '', never null. Instants are microseconds since 1970. */
export interface StoredService {
  slug: string
  structure: string
  status: DoraStatus
  name: string
  shortDesc: string
  fullDesc: string
  kind: string | null
  categories: string[]
  subcategories: string[]
  publics: string[]
  publicsPrecisions: string
  accessConditions: number[]
  requirements: number[]
  credentials: number[]
  feeCondition: string | null
  feeDetails: string
  contactName: string
  contactPhone: string
  contactEmail: string
  isContactInfoPublic: boolean
  locationKinds: string[]
  address1: string
  address2: string
  postalCode: string
  cityCode: string
  remoteUrl: string
  beneficiariesAccessModes: string[]
  beneficiariesAccessModesOther: string
  beneficiariesAccessModesExternalFormLink: string
  beneficiariesAccessModesExternalFormLinkText: string
  coachOrientationModes: string[]
  coachOrientationModesOther: string
  coachOrientationModesExternalFormLink: string
  coachOrientationModesExternalFormLinkText: string
  diffusionZoneType: string
  diffusionZoneDetails: string
  durationWeeklyHours: number | null
  durationWeeks: number | null
  recurrence: string
  suspensionDate: string | null
  updateFrequency: string
  isCumulative: boolean
  onlineForm: string
  forms: string[]
  qpvOrZrr: boolean
  hasAlreadyBeenUnpublished: boolean
  creator: string | null
  lastEditor: string | null
  createdAt: number
  modifiedAt: number
  publishedAt: number | null
}

export interface StoredStructure {
  slug: string
  name: string
  siret: string | null
  typology: string | null
  shortDesc: string
  fullDesc: string
  address1: string
  address2: string
  postalCode: string
  city: string
  cityCode: string
  department: string
  phone: string
  email: string
  url: string
  ape: string
  openingHours: string | null
  openingHoursDetails: string | null
  accesslibreUrl: string | null
  nationalLabels: string[]
  otherLabels: string[]
  hasBeenEdited: boolean
  creator: string | null
  lastEditor: string | null
  createdAt: number
  modifiedAt: number
}

/** One write: who changed what. */
interface HistoryEntry {
  at: number
  account: string
  kind: 'structure' | 'service'
  slug: string
  action: 'create' | 'update' | 'confirm'
  fields: string[]
}

export interface SandboxState {
  accounts: Account[]
  structures: Map<string, StoredStructure>
  services: Map<string, StoredService>
  choices: Record<ChoiceField, Choice[]>
  history: HistoryEntry[]
  /** Things DORA's moderators would look at, by `kind/slug`. */
  moderation: Set<string>
  /** What the last write replaced, for the «stale read» fault. */
  lastWrite: { kind: 'structure' | 'service'; slug: string; before: StoredStructure | StoredService | null } | null
  /** The present instant in microseconds; never twice the same. */
  stamp(): number
  /** DORA's way: the name cut at 20 characters after the prefix, and four random letters when it is taken. */
  newSlug(kind: 'structure' | 'service', prefix: string | null, name: string): string
}

export function createState(options: {
  clock: Clock
  random: Random
  choices: Record<ChoiceField, Choice[]>
}): SandboxState {
  let last = 0
  const state: SandboxState = {
    accounts: sampleAccounts(),
    structures: new Map(),
    services: new Map(),
    choices: {
      accessConditions: options.choices.accessConditions.map(choice => ({ ...choice })),
      requirements: options.choices.requirements.map(choice => ({ ...choice })),
      credentials: options.choices.credentials.map(choice => ({ ...choice })),
    },
    history: [],
    moderation: new Set(),
    lastWrite: null,
    stamp() {
      last = Math.max(last + 1, options.clock.now().getTime() * 1000)
      return last
    },
    newSlug(kind, prefix, name) {
      const taken = kind === 'structure' ? state.structures : state.services
      const base = (prefix === null ? '' : `${prefix}-`) + slugPart(name)
      let slug = base
      while (taken.has(slug)) slug = `${base}-${randomLetters(options.random, 4)}`
      return slug
    },
  }
  return state
}

function randomLetters(random: Random, count: number): string {
  return Array.from({ length: count }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('')
}
