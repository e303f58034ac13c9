import type { Clock } from '../common/clock.ts'
import type { Random } from '../common/random.ts'
import type { DoraStatus } from '../dora/port.ts'
import { type Account, sampleAccounts } from './accounts.ts'
import type { Dialect } from './dialect.ts'
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

/** How a service is asked for, in data·inclusion's terms: names that DORA has not settled (state of August 2026). */
export interface Mobilisation {
  mobilisationModes: string[] | null
  mobilisableBy: string[] | null
  mobilisationDetails: string | null
  mobilisationLink: string | null
}

/** A service as DORA's database holds it: empty texts are '', never null. Instants are microseconds since 1970. */
export interface StoredService {
  /** As data·inclusion knows it. */
  id: string
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
  fundingLabels: string[]
  /** Longitude then latitude. */
  geom: readonly [number, number] | null
  /** Slug of the model that it follows, and what the model was when it was last taken over. */
  model: string | null
  syncedAs: string | null
  /** The new fields once they were written; until then they are derived from the eight old ones. */
  mobilisation: Mobilisation | null
  moderationStatus: ModerationStatus | null
  moderationDate: number | null
  creator: string | null
  lastEditor: string | null
  createdAt: number
  modifiedAt: number
  publishedAt: number | null
}

export type ModerationStatus = 'NEED_INITIAL_MODERATION' | 'NEED_NEW_MODERATION' | 'IN_PROGRESS' | 'VALIDATED'

export interface StoredStructure {
  id: string
  slug: string
  name: string
  siret: string | null
  /** '' when none. */
  typology: string
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
  latitude: number | null
  longitude: number | null
  codeSafirFt: string | null
  quickStartDone: boolean
  /** DORA's team marked it closed: nobody reads it nor its services any more. */
  isObsolete: boolean
  /** Its orientations may not go through DORA's form. */
  noDoraForm: boolean
  /** A value of the options, or null. */
  source: string | null
  adminAlreadyInvited: boolean
  moderationStatus: ModerationStatus
  moderationDate: number | null
  notes: { email: string; message: string; at: number }[]
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

/** A person as DORA knows one: with an account of the sandbox, or only a name beside a structure. */
export interface Person {
  email: string
  firstName: string
  lastName: string
  active: boolean
  /** The e-mail was confirmed. */
  valid: boolean
  joinedAt: number
}

/** Somebody beside a structure. `invitedByAdmin` tells an invitation (true) from a request (false); null for a member. */
export interface Membership {
  id: string
  structure: string
  email: string
  isAdmin: boolean
  invitedByAdmin: boolean | null
  createdAt: number
}

export interface SandboxState {
  accounts: Account[]
  structures: Map<string, StoredStructure>
  services: Map<string, StoredService>
  models: Map<string, StoredService>
  /** Those without an account here, by e-mail. */
  people: Map<string, Person>
  members: Membership[]
  putativeMembers: Membership[]
  /** Invitations that left by e-mail. */
  emails: { at: number; to: string; structure: string; kind: 'invitation' | 'relance' }[]
  dialect: Dialect
  /** Null when data·inclusion does not answer; else what it knows of other sources than DORA, as the search gives it. */
  dataInclusion: { others: Record<string, unknown>[] } | null
  /** When it was started, microseconds. */
  openedAt: number
  choices: Record<ChoiceField, Choice[]>
  history: HistoryEntry[]
  /** What the last write replaced, for the «stale read» fault. */
  lastWrite: { kind: 'structure' | 'service'; slug: string; before: StoredStructure | StoredService | null } | null
  /** The present instant in microseconds; never twice the same. */
  stamp(): number
  /** DORA's way: the name cut at 20 characters after the prefix, and four random letters when it is taken. */
  newSlug(kind: 'structure' | 'service', prefix: string | null, name: string): string
  newId(): string
}

export function createState(options: {
  clock: Clock
  random: Random
  dialect?: Dialect
  choices: Record<ChoiceField, Choice[]>
}): SandboxState {
  let last = 0
  const state: SandboxState = {
    accounts: sampleAccounts(),
    structures: new Map(),
    services: new Map(),
    models: new Map(),
    people: new Map(),
    members: [],
    putativeMembers: [],
    emails: [],
    dialect: options.dialect ?? 'aout-2026',
    dataInclusion: { others: [] },
    openedAt: options.clock.now().getTime() * 1000,
    choices: {
      accessConditions: options.choices.accessConditions.map(choice => ({ ...choice })),
      requirements: options.choices.requirements.map(choice => ({ ...choice })),
      credentials: options.choices.credentials.map(choice => ({ ...choice })),
    },
    history: [],
    lastWrite: null,
    stamp() {
      last = Math.max(last + 1, options.clock.now().getTime() * 1000)
      return last
    },
    newSlug(kind, prefix, name) {
      const taken = (slug: string): boolean =>
        kind === 'structure' ? state.structures.has(slug) : state.services.has(slug) || state.models.has(slug)
      const base = (prefix === null ? '' : `${prefix}-`) + slugPart(name)
      let slug = base
      while (taken(slug)) slug = `${base}-${randomLetters(options.random, 4)}`
      return slug
    },
    newId: () => uuid(options.random),
  }
  return state
}

function randomLetters(random: Random, count: number): string {
  return Array.from({ length: count }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('')
}

function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-')
}
