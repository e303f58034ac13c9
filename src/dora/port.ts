import type { Dialect } from './dialect.ts'
import type { DoraServiceFields, DoraStatus, ServiceField } from './service-fields.ts'
import type { DoraStructureDraft } from './structure-fields.ts'

export type { DoraServiceFields, DoraStatus, DoraStructureDraft }

/** Of a service in one of DORA's lists. `OTHER`: a status that the robot does not know; such a service is named, never read nor written. */
export type ListedStatus = DoraStatus | 'OTHER'

/** A service as DORA holds it, read back in the same terms as we write it. */
export interface DoraService {
  slug: string
  structure: string
  fields: DoraServiceFields
  modificationDate: string
  creationDate: string
  publicationDate: string | null
  /** Slug of the model it follows: what the model says goes over it. */
  model?: string | null
  /** E-mail or name of the last editor when the account may see it. */
  lastEditor: string | null
  /** Names of the fields that this account cannot read (hidden, not empty). */
  hidden: ServiceField[]
}

/** A line of a structure's embedded list: enough to know whether the service moved. */
export interface DoraServiceSummary {
  slug: string
  name: string
  status: ListedStatus
  modificationDate: string
}

/** A service as the national list shows it. */
export interface DoraServiceLine extends DoraServiceSummary {
  /** Slug and name of its structure. */
  structure: string
  structureName: string
  department: string
  /** Where it receives people; null: not said. */
  city: string | null
  postalCode: string | null
  /** Street of its structure; absent: not told. */
  address?: string | null
}

/** What moved in the whole of France, and maybe some that moved before. */
export interface Moved {
  /** By slug of service: date of the last change as DORA spells it, and slug of its structure; null: the list does not say. */
  services: ReadonlyMap<string, { date: string; structure: string | null }>
  /** Latest change met, milliseconds since 1970; null when there is no service at all. */
  newest: number | null
}

export interface DoraStructureSummary {
  slug: string
  name: string
  siret: string | null
  department: string
  /** '' where DORA does not say it. */
  modificationDate: string
  typology: string | null
  /** As the manager's board tells it; absent: not told. */
  city?: string | null
  /** Nobody is a member: its services are not shown to the public. Null: not told. */
  orphan?: boolean | null
  /** Hidden with all its services. Null: not told. */
  obsolete?: boolean | null
}

export interface DoraStructure extends DoraStructureSummary {
  address1: string | null
  postalCode: string | null
  city: string | null
  cityCode: string | null
  email: string | null
  phone: string | null
  services: DoraServiceSummary[]
  archivedServices: DoraServiceSummary[]
}

/** What the bot may read of DORA: safe methods only. */
export interface DoraReader {
  /** Those this account may write on; read once for all who ask within some minutes. */
  listStructures(department: string): Promise<DoraStructureSummary[]>
  /** All services of a département's structures, archived ones too as far as this account sees them; read once for all who ask within some minutes. */
  listServices(department: string): Promise<DoraServiceLine[]>
  /**
   * Services that moved since an instant (milliseconds), or a minute before; null instead of an instant: only when the last of all did. One
   * reading for the passes of one batch that ask within some minutes; without a batch, DORA is asked anew. Null when too much moved.
   */
  movedSince(since: number | null, batch: string | null): Promise<Moved | null>
  /** One request: the structure with its services and its archive. Null on 404. */
  readStructure(slug: string): Promise<DoraStructure | null>
  /** Null on 404, which for a draft of somebody else does not mean «gone». */
  readService(slug: string): Promise<DoraService | null>
  structureBySiret(siret: string): Promise<DoraStructureSummary | null>
  /** Learnt at start, once a day, and again after a structure was created: being its member opens fields. */
  dialect(): Promise<Dialect>
}

/** What writes to DORA. Only `src/sync/apply.ts` may hold one. Each throws `DoraError`. */
export interface DoraWriter {
  createService(structure: string, fields: DoraServiceFields): Promise<DoraService>
  /** Sends only the given fields. */
  updateService(slug: string, change: Partial<DoraServiceFields>): Promise<DoraService>
  /** @param lookedUp nobody has its SIRET: the caller asked DORA just before. DORA refuses a second one anyway. */
  createStructure(draft: DoraStructureDraft, lookedUp?: boolean): Promise<DoraStructure>
  markUpToDate(slugs: string[]): Promise<void>
}

/** Whose move a failed call is, and whether its effect is known. */
export type DoraErrorKind = 'configuration' | 'data' | 'dora' | 'transient' | 'doubt'

/** `doubt`: the call may have had its effect (connection lost after sending, 500 on POST): look up before trying again. */
export class DoraError extends Error {
  override readonly name = 'DoraError'
  readonly kind: DoraErrorKind
  readonly status: number | null
  readonly code: string
  /** Field by field, in French: what DORA refuses. */
  readonly fields: Record<string, string>
  readonly retryAfterMs: number | null
  constructor(
    message: string,
    details: {
      kind: DoraErrorKind
      status: number | null
      code: string
      fields?: Record<string, string>
      retryAfterMs?: number | null
    },
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.kind = details.kind
    this.status = details.status
    this.code = details.code
    this.fields = details.fields ?? {}
    this.retryAfterMs = details.retryAfterMs ?? null
  }
}

/** Code of the error of a service whose status the robot does not know. */
export const UNKNOWN_STATUS = 'statut-inconnu'

/** Code of the error of a call that was not made: DORA asked that nothing be sent for a while. */
export const PAUSE_ASKED = 'pause-demandee'

/** DORA answers, and what it says of that one thing is not understood: another reading would say the same. */
export function isUnread(error: unknown): error is DoraError {
  return error instanceof DoraError && (error.code === UNKNOWN_STATUS || error.code === 'forme-inattendue')
}

/** A list of DORA that has not the form it had. @param path of the list */
export function unreadableList(path: string, cause: Error): DoraError {
  const message = `Une liste de DORA n’a pas la forme attendue (${path}).`
  return new DoraError(message, { kind: 'dora', status: 200, code: 'forme-inattendue' }, { cause })
}
