import type { Clock } from '../common/clock.ts'
import type { Random } from '../common/random.ts'
import { type Account, sampleAccounts } from './accounts.ts'
import type { Dialect } from './dialect.ts'
import { slugPart } from './slug.ts'
import type { StoredService, StoredStructure } from './stored.ts'

/** The kinds of choices a structure can add to. */
export const CHOICE_FIELDS = ['accessConditions', 'requirements', 'credentials'] as const
export type ChoiceField = (typeof CHOICE_FIELDS)[number]

export interface Choice {
  value: number
  label: string
  /** Slug of the structure it belongs to, or null when it is everyone's. */
  structure: string | null
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
