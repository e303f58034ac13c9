import { z } from 'zod'
import { fold } from '../../common/text.ts'

const isPattern = (text: string): boolean => {
  try {
    new RegExp(text, 'iu')
    return true
  } catch {
    return false
  }
}
const Pattern = z.string().min(1).refine(isPattern, { error: 'expression illisible' })

/**
 * How one field is read in a text without markup. In short, the words printed before it (`Public concerné`); or
 * `label` — the same, with several spellings: what follows on the line and below, up to the next label of the mapping;
 * `match` — a regular expression; the first group, or the whole match, is kept;
 * `line` — the n-th line of the offer (1 is the first).
 */
export const TextRule = z.union([
  z.string().min(1),
  z
    .strictObject({
      label: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
      match: Pattern.optional(),
      line: z.number().int().min(1).optional(),
      required: z.boolean().default(false),
    })
    .refine(rule => [rule.label, rule.match, rule.line].filter(way => way !== undefined).length === 1, {
      error: 'il faut une seule façon de lire : « label », « match » ou « line »',
    }),
])

export const textShape = {
  /** A line that starts a new offer, as a regular expression, e.g. `^Fiche \d+`. Default: the document is one offer. */
  start: Pattern.optional(),
  /** Fields by name. The whole text of the offer is always in `texte`. */
  fields: z.record(z.string().min(1), TextRule).default({}),
  /** Other printed labels that end the value before them, although they are not read. */
  labels: z.array(z.string().min(1)).default([]),
  /** Field whose value is the lasting identifier. Default: the document's address, then the line that starts the offer. */
  key: z.string().optional(),
}

export interface TextSettings {
  start?: string | undefined
  fields: Record<string, z.infer<typeof TextRule>>
  labels: string[]
  key?: string | undefined
}

/** One way to read a field, ready to be used on any number of texts. */
export type TextReading =
  | { kind: 'label'; labels: string[] }
  | { kind: 'match'; pattern: RegExp }
  | { kind: 'line'; line: number }

export interface TextPlan {
  start: RegExp | null
  fields: { name: string; reading: TextReading; required: boolean }[]
  /** Every label of the mapping, folded, longest first. */
  stops: string[]
  key: string | null
}

export function planText(settings: TextSettings): TextPlan {
  const fields = Object.entries(settings.fields).map(([name, rule]) => {
    if (typeof rule === 'string')
      return { name, reading: { kind: 'label', labels: [fold(rule)] } as TextReading, required: false }
    return { name, reading: readingOf(rule), required: rule.required }
  })
  const stops = [
    ...fields.flatMap(({ reading }) => (reading.kind === 'label' ? reading.labels : [])),
    ...settings.labels.map(fold),
  ]
  return {
    start: settings.start === undefined ? null : new RegExp(settings.start, 'iu'),
    fields,
    stops: [...new Set(stops)].sort((a, b) => b.length - a.length),
    key: settings.key ?? null,
  }
}

function readingOf(rule: {
  label?: string | string[] | undefined
  match?: string | undefined
  line?: number | undefined
}): TextReading {
  if (rule.label !== undefined) return { kind: 'label', labels: [rule.label].flat().map(fold) }
  if (rule.match !== undefined) return { kind: 'match', pattern: new RegExp(rule.match, 'iu') }
  return { kind: 'line', line: rule.line ?? 1 }
}
