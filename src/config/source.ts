import { z } from 'zod'
import { checkSchedule } from './check-schedule.ts'
import { nameYamlShape } from './known-yaml.ts'

/** `HH:MM-HH:MM`, Europe/Paris, may pass midnight. */
const Window = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/)

/** What the sync may do with a source's offers without asking anybody. */
export const Policy = z.strictObject({
  /** `publish`: published when complete, else draft. `draft`: always a draft. `suggest`: a SUGGESTION that the structure accepts in DORA. */
  mode: z.enum(['publish', 'draft', 'suggest']).default('publish'),
  /** `auto`: a plan that the guard lets through is applied at once. `approve`: every plan waits for a named person. */
  approval: z.enum(['auto', 'approve']).default('auto'),
  /** Score in [0, 1] from which a matched service that we did not create is adopted without asking; 1.01 = never. Default 0.95. */
  adoptFrom: z.number().min(0).max(1.01).default(0.95),
  /** Complete runs without the offer before it is proposed for archiving. Default 2. */
  retireAfter: z.number().int().min(2).default(2),
  /** Mass-change guard: a run that would retire more than this share of known offers (and at least `minimum`) is quarantined. */
  guard: z
    .strictObject({
      retireShare: z.number().min(0).max(1).default(0.2),
      minimum: z.number().int().min(1).default(3),
      changeShare: z.number().min(0).max(1).default(0.9),
    })
    .prefault({}),
  /** Whether a structure that DORA does not know may be created. Default: proposed to the gestionnaire only. */
  createStructures: z.boolean().default(false),
  /** DORA fields that are never ours to write once the service exists, e.g. `contactName`. */
  neverOurs: z.array(z.string()).default([]),
})
export type Policy = z.infer<typeof Policy>

/** One source as the gestionnaire writes it: `config/sources/<id>.yaml`. Its mapping is `mappings/<id>/mapping.yaml`. */
export const SourceConfig = z
  .strictObject({
    /** Lower-case identifier, also the name of its folder under `mappings/`; becomes `source` of its reference records. */
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    /** Shown to people. */
    name: z.string().min(3),
    /** Partner id of `config/conventions/<year>.yaml`. */
    partner: z.string(),
    /** `offers`: pushed to DORA. `structures`: a directory to match structures against, never pushed by default. */
    role: z.enum(['offers', 'structures']).default('offers'),
    /** Real address, or null when the partner publishes nowhere that we know of (only its sample, or a declaration, feeds it). */
    address: z.url({ protocol: /^https?$/ }).nullable(),
    /** Page of `mappings/<id>/sample/` that stands for `address` when samples are used. */
    sample: z.string().default('index.html'),
    /** Hosts this source may be read from besides the host of `address`. */
    hosts: z.array(z.string()).default([]),
    /** Cron expression of five fields, Europe/Paris; null: only on demand. At least one of its hours lies inside `window`. */
    schedule: z.string().nullable().default('15 3 * * 1'),
    /** Hours at which the site may be read; null: any. A run that is due or asked for outside waits until it opens. */
    window: Window.nullable().default(null),
    /** Milliseconds between two requests to the same host. Default 1000. */
    paceMs: z.number().int().min(0).default(1000),
    /** Pages read per run at the most. Default 500. */
    maxPages: z.number().int().min(1).default(500),
    enabled: z.boolean().default(true),
    /** Its offers may take place outside the département. Default: no, such an offer waits for a person. */
    elsewhere: z.boolean().default(false),
    policy: Policy.prefault({}),
    /** Notes for the gestionnaire. */
    notes: z.string().default(''),
  })
  .superRefine((source, context) => {
    if (source.schedule === null) return
    const check = checkSchedule(source.schedule, source.window)
    if (check.kind === 'unreadable' || check.kind === 'never')
      context.addIssue({ code: 'custom', path: ['schedule'], message: check.message })
  })
nameYamlShape(SourceConfig, 'source')
export type SourceConfig = z.infer<typeof SourceConfig>
