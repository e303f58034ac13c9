import type { DoraStatus } from '../dora/port.ts'

/** How a service is asked for, in data·inclusion's terms: names that DORA has not settled (state of August 2026). */
export interface Mobilisation {
  mobilisationModes: string[] | null
  mobilisableBy: string[] | null
  mobilisationDetails: string | null
  mobilisationLink: string | null
}

export type ModerationStatus = 'NEED_INITIAL_MODERATION' | 'NEED_NEW_MODERATION' | 'IN_PROGRESS' | 'VALIDATED'

/**
 * A service as DORA's database holds it, with nothing in it but what its model defaults make: empty texts are '', never null. Instants are
 * microseconds since 1970.
 */
export function emptyService(id: string, slug: string, structure: string, at: number) {
  return {
    /** As data·inclusion knows it. */
    id,
    slug,
    structure,
    status: 'DRAFT' as DoraStatus,
    name: '',
    shortDesc: '',
    fullDesc: '',
    kind: null as string | null,
    categories: [] as string[],
    subcategories: [] as string[],
    publics: [] as string[],
    publicsPrecisions: '',
    accessConditions: [] as number[],
    requirements: [] as number[],
    credentials: [] as number[],
    feeCondition: null as string | null,
    feeDetails: '',
    contactName: '',
    contactPhone: '',
    contactEmail: '',
    isContactInfoPublic: false,
    locationKinds: [] as string[],
    address1: '',
    address2: '',
    postalCode: '',
    cityCode: '',
    remoteUrl: '',
    beneficiariesAccessModes: [] as string[],
    beneficiariesAccessModesOther: '',
    beneficiariesAccessModesExternalFormLink: '',
    beneficiariesAccessModesExternalFormLinkText: '',
    coachOrientationModes: [] as string[],
    coachOrientationModesOther: '',
    coachOrientationModesExternalFormLink: '',
    coachOrientationModesExternalFormLinkText: '',
    diffusionZoneType: '',
    diffusionZoneDetails: '',
    durationWeeklyHours: null as number | null,
    durationWeeks: null as number | null,
    recurrence: '',
    suspensionDate: null as string | null,
    updateFrequency: 'tous-les-6-mois',
    isCumulative: true,
    onlineForm: '',
    forms: [] as string[],
    qpvOrZrr: false,
    fundingLabels: [] as string[],
    /** Longitude then latitude. */
    geom: null as readonly [number, number] | null,
    /** Slug of the model that it follows, and what the model was when it was last taken over. */
    model: null as string | null,
    syncedAs: null as string | null,
    /** The new fields once they were written; until then they are derived from the eight old ones. */
    mobilisation: null as Mobilisation | null,
    moderationStatus: null as ModerationStatus | null,
    moderationDate: null as number | null,
    hasAlreadyBeenUnpublished: false,
    creator: null as string | null,
    lastEditor: null as string | null,
    createdAt: at,
    modifiedAt: at,
    publishedAt: null as number | null,
  }
}

export type StoredService = ReturnType<typeof emptyService>

/** A structure with nothing in it but what DORA's model defaults make. */
export function emptyStructure(id: string, slug: string, at: number) {
  return {
    id,
    slug,
    name: '',
    siret: null as string | null,
    /** '' when none. */
    typology: '',
    shortDesc: '',
    fullDesc: '',
    address1: '',
    address2: '',
    postalCode: '',
    city: '',
    cityCode: '',
    department: '',
    phone: '',
    email: '',
    url: '',
    ape: '',
    openingHours: null as string | null,
    openingHoursDetails: null as string | null,
    accesslibreUrl: null as string | null,
    nationalLabels: [] as string[],
    otherLabels: [] as string[],
    latitude: null as number | null,
    longitude: null as number | null,
    codeSafirFt: null as string | null,
    quickStartDone: false,
    /** DORA's team marked it closed: nobody reads it nor its services any more. */
    isObsolete: false,
    /** Its orientations may not go through DORA's form. */
    noDoraForm: false,
    /** A value of the options, or null. */
    source: null as string | null,
    adminAlreadyInvited: false,
    moderationStatus: 'VALIDATED' as ModerationStatus,
    moderationDate: null as number | null,
    notes: [] as { email: string; message: string; at: number }[],
    hasBeenEdited: false,
    creator: null as string | null,
    lastEditor: null as string | null,
    createdAt: at,
    modifiedAt: at,
  }
}

export type StoredStructure = ReturnType<typeof emptyStructure>
