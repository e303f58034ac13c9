import { z } from 'zod'

/** Euros by who gives them. `state` and `department` are the amounts paid to that partner for that line, in whole euros. */
const Amounts = z.strictObject({ state: z.number().nonnegative(), department: z.number().nonnegative().nullable() })

/** `YYYY-MM-DD` */
const Day = z.iso.date()

/** What the text says of a volet of an action, carried by one partner. The line of accounts of the coverage report. */
const Line = z.strictObject({
  /** `<fiche>/<slug>`, e.g. `5/accompagnement`. Sources name the lines they answer. */
  id: z.string().regex(/^\d+\/[a-z0-9-]+$/),
  /** Volet number in the fiche, or null when the fiche has none. */
  volet: z.number().int().positive().nullable(),
  title: z.string(),
  /** Partner ids. Usually one; the five missions locales share a line only if the text gives no split. */
  partners: z.array(z.string()).min(1),
  amounts: Amounts,
  /** data·inclusion publics (values of the référentiel). */
  publics: z.array(z.string()),
  publicsText: z.string(),
  places: z.number().int().positive().nullable(),
  placesText: z.string().nullable(),
  hoursPerWeek: z.number().positive().nullable(),
  weeks: z.number().int().positive().nullable(),
  hoursText: z.string().nullable(),
  start: Day,
  end: Day,
  /** Codes of communes, EPCI or départements (zone of eligibility). */
  zone: z.array(z.string()).min(1),
  zoneText: z.string(),
  /** Whether the line is an offer that must be referenced (false for posts and coordination money). */
  offer: z.boolean(),
  notes: z.string().default(''),
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
  }),
  partners: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      name: z.string(),
      /** Other spellings met in the text or on pages. */
      aliases: z.array(z.string()).default([]),
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
      state: z.number(),
      department: z.number(),
      lines: z.array(Line).min(1),
    }),
  ),
  /** What the text rules out: never referenced for that action, with the reason. */
  excluded: z.array(z.strictObject({ name: z.string(), fiche: z.number().int(), reason: z.string() })),
})
export type Convention = z.infer<typeof Convention>
export type ConventionFiche = Convention['fiches'][number]
export type ConventionLine = ConventionFiche['lines'][number]
