import { z } from 'zod'

/** Euros by who gives them, whole euros. `department` is null where the text gives the Département's share for the whole fiche only. */
const Amounts = z.strictObject({ state: z.number().nonnegative(), department: z.number().nonnegative().nullable() })

/** `YYYY-MM-DD` */
const Day = z.iso.date()

/** `<fiche>/<slug>`, e.g. `5/accompagnement`. */
const LineId = z.string().regex(/^\d+\/[a-z0-9-]+$/)

/** What the text says of a volet of an action, carried by one partner. The line of accounts of the coverage report. */
const Line = z.strictObject({
  /** `<fiche>/<slug>`, e.g. `5/accompagnement`. Sources name the lines they answer. */
  id: LineId,
  /** Ids of the same action in earlier conventions, when it had another; its own too, when other actions say that they had it. */
  was: z.array(LineId).default([]),
  /** Volet number in the fiche, or null when the fiche has none. */
  volet: z.number().int().positive().nullable(),
  title: z.string(),
  /** Partner ids. Usually one; the five missions locales share a line only if the text gives no split. */
  partners: z.array(z.string()).min(1),
  /** Null when the text gives one amount for several lines together: it then stands under `shared` of the fiche. */
  amounts: Amounts.nullable(),
  /** What the money pays: the action itself, a post that runs it, or coordination between its carriers. */
  nature: z.enum(['action', 'poste', 'coordination']).default('action'),
  /** data·inclusion type of service that the text describes, or null. */
  type: z.string().nullable().default(null),
  /** data·inclusion thematiques that the text describes. */
  thematiques: z.array(z.string()).default([]),
  /** data·inclusion publics (values of the référentiel). */
  publics: z.array(z.string()),
  publicsText: z.string(),
  /** data·inclusion `mobilisable_par`, where the text says who may ask; null where it does not. */
  mobilisablePar: z
    .array(z.enum(['professionnels', 'usagers']))
    .min(1)
    .nullable()
    .default(null),
  /** Places funded over the whole period, when the text gives that number. */
  places: z.number().int().positive().nullable(),
  /** Places of one session, when the text gives them but not the number of sessions. */
  placesPerSession: z
    .strictObject({ min: z.number().int().positive(), max: z.number().int().positive() })
    .nullable()
    .default(null),
  placesText: z.string().nullable(),
  /** Most euros for one person, when the text caps the aid. */
  ceilingPerPerson: z.number().positive().nullable().default(null),
  /** Who pays too, as the fiche names them, besides the State and the Département. */
  cofunders: z.array(z.string()).default([]),
  hoursPerWeek: z.number().positive().nullable(),
  weeks: z.number().int().positive().nullable(),
  /** Length of one person's path, in months, when the text counts in months. */
  months: z.number().positive().nullable().default(null),
  /** Hours of one person's whole path. */
  totalHours: z.number().positive().nullable().default(null),
  hoursText: z.string().nullable(),
  start: Day,
  end: Day,
  /** Codes of communes, EPCI or départements (zone of eligibility). */
  zone: z.array(z.string()).min(1),
  /** True when the text names a territory in words and the codes are our reading of it. */
  zoneInferred: z.boolean().default(false),
  zoneText: z.string(),
  /** What is done, in our own words, for the parcours file. */
  content: z.string().default(''),
  /** `individuel`, `collectif`, as far as the text says. */
  modes: z.array(z.enum(['individuel', 'collectif'])).default([]),
  /** Whether the line is an offer that must be referenced (false for posts and coordination money). */
  offer: z.boolean(),
  notes: z.string().default(''),
})

/** An amount or a number of places that the text gives for several lines of a fiche together. It is never split by us. */
const Shared = z.strictObject({
  lines: z.array(LineId).min(2),
  amounts: Amounts.nullable().default(null),
  places: z.number().int().positive().nullable().default(null),
  text: z.string(),
})

export const Convention = z.strictObject({
  title: z.string(),
  department: z.string(),
  period: z.strictObject({ start: Day, end: Day }),
  /** Whole euros, as stated by the convention. */
  totals: z.strictObject({
    stateVolet1: z.number(),
    stateVolet2: z.number(),
    departmentVolet2: z.number(),
    state: z.number(),
    /** Ceiling printed in the financing plan (annexe 2), which is not what is committed. */
    ceilingVolet2: z.number().nullable().default(null),
  }),
  /** What volet 1 pays, as the financing plan (annexe 2) lists it. */
  volet1: z
    .array(
      z.strictObject({
        /** `v1/<slug>` */
        id: z.string().regex(/^v1\/[a-z0-9-]+$/),
        /** Heading of the plan. */
        nature: z.string(),
        object: z.string(),
        /** e.g. `ETP`; empty when it is not counted. */
        unit: z.string().default(''),
        units: z.number().positive().nullable().default(null),
        /** Whole euros. */
        state: z.number().nonnegative(),
      }),
    )
    .default([]),
  partners: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      name: z.string(),
      /** Other spellings met in the text or on pages. */
      aliases: z.array(z.string()).default([]),
      /** Words of its name that scanners spoil, each with what it stands for, e.g. `CREES: CRESS`. */
      misread: z.record(z.string(), z.string()).default({}),
      siret: z
        .string()
        .regex(/^\d{14}$/)
        .nullable()
        .default(null),
      commune: z.string().nullable().default(null),
      website: z.string().nullable().default(null),
      notes: z.string().default(''),
    }),
  ),
  fiches: z.array(
    z.strictObject({
      number: z.number().int().positive(),
      title: z.string(),
      /** Heading of the financing plan (annexe 2) that the fiche stands under. */
      heading: z.string().default(''),
      state: z.number(),
      department: z.number(),
      lines: z.array(Line).min(1),
      shared: z.array(Shared).default([]),
    }),
  ),
  /** What the text rules out: never referenced for that action, with the reason. */
  excluded: z.array(z.strictObject({ name: z.string(), fiche: z.number().int(), reason: z.string() })),
})
export type Convention = z.infer<typeof Convention>
export type ConventionPartner = Convention['partners'][number]
export type ConventionFiche = Convention['fiches'][number]
export type ConventionLine = ConventionFiche['lines'][number]
