import { fold, squeeze } from '../common/text.ts'
import type { LectureSettings, Shown } from '../harvest/connectors/lecture.ts'
import { topicsOf } from '../learn/labels.ts'
import type { Line, Unit } from '../learn/line.ts'
import type { Candidate, FieldProposal, OfferProposal } from '../learn/proposal.ts'
import { readUnit } from '../learn/read-unit.ts'
import type { Lexicon } from '../normalise/lexicon.ts'
import { isZone } from './is-zone.ts'
import { linesUnder } from './lines-under.ts'
import { studioField } from './studio-fields.ts'

/** Every field of one offer, with what a person showed and left out. Pure. */
export function readTaught(
  unit: Unit,
  lexicon: Lexicon,
  settings: Pick<LectureSettings, 'shown' | 'without'>,
  near?: string,
): OfferProposal {
  const kept = withoutZones(unit, settings.without)
  const read = readUnit(kept, lexicon, undefined, near)
  const known = { phone: 'telephone' in read.fields, email: 'courriel' in read.fields }
  for (const [name, shown] of Object.entries(settings.shown)) {
    const others = Object.values(settings.shown).flatMap(each => (each === shown ? [] : (each.label ?? [])))
    // Lines are counted as they were shown, those of no offer included.
    const lines = linesShown(unit, shown, others).filter(line => kept.lines.includes(line))
    if (lines.length === 0) continue
    const beside = (BESIDE[name] ?? []).filter(part => settings.shown[part] === undefined)
    const parts = [...(studioField(name)?.parts ?? [name]), ...beside]
    // Where a person said to look, and nowhere else: a guess never takes the place of what cannot be read there.
    for (const part of parts) delete read.fields[part]
    const own = readShown({ ...kept, lines, notes: [], foot: [] }, name, parts, { lexicon, known, near })
    for (const [part, field] of Object.entries(own))
      read.fields[part] = { ...field, ...becauseOf(shown), confidence: 'haute' }
  }
  return read
}

/** What the same words say beside a field that a person shows. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  publics: ['publics_precisions'],
  frais: ['frais_precisions'],
  lieu: ['code_insee'],
}

/** Fields of free words are what the lines say; the others go through their reader. */
const WORDS = new Set(['nom', 'description', 'conditions_acces', 'frais_precisions', 'publics_precisions'])

function readShown(
  unit: Unit,
  name: string,
  parts: readonly string[],
  { lexicon, known, near }: { lexicon: Lexicon; known: { phone: boolean; email: boolean }; near: string | undefined },
): Record<string, FieldProposal> {
  const words = squeeze(unit.lines.map(({ text }) => text).join(' '))
  if (WORDS.has(name))
    return { [name]: asWords(name === 'description' ? unit.lines.map(({ text }) => text).join('\n\n') : words, unit) }
  // A reader trusts what its own label announces; under any other words, the person said what stands there.
  const own = LABEL_OF[name] ?? null
  const labelled = unit.lines.map(each => ({
    ...each,
    label: own === null || isAlike(each.label, own) ? each.label : own,
  }))
  const { fields } = readUnit({ ...unit, lines: labelled }, lexicon, undefined, near)
  const { modes_mobilisation: modes } = readUnit({ ...unit, lines: labelled }, lexicon, known, near).fields
  // «Par téléphone», whose number stands elsewhere; that there is one says nothing of what was shown.
  if (modes !== undefined && modes.words !== '') fields.modes_mobilisation = modes
  return Object.fromEntries(
    parts.flatMap(part => {
      const field = fields[part]
      return field === undefined ? [] : [[part, field]]
    }),
  )
}

const isAlike = (label: string | null, own: string): boolean =>
  label !== null && topicsOf(own).some(topic => topicsOf(label).includes(topic))

const LABEL_OF: Readonly<Record<string, string>> = {
  publics: 'Public',
  horaires_accueil: 'Horaires',
  periode: 'Dates',
  lieu: 'Lieu',
  frais: 'Tarif',
  telephone: 'Téléphone',
  courriel: 'Courriel',
  duree: 'Durée',
  modes_accueil: 'Modalité',
  modes_mobilisation: 'Inscription',
  mobilisable_par: 'Inscription',
}

function asWords(value: string, unit: Unit): FieldProposal {
  const candidate: Candidate = {
    value,
    words: value,
    where: unit.lines[0]?.where ?? '',
    confidence: 'haute',
    reason: '',
    unread: [],
  }
  return { ...candidate, alternatives: [] }
}

const SHOWN = 'vous l’avez montré : '

/** Whether a value was read where a person said to look. */
export const wasShown = ({ reason }: Pick<Candidate, 'reason'>): boolean => reason.startsWith(SHOWN)

function becauseOf({ label, starts, line }: Shown): Pick<Candidate, 'reason'> {
  if (label !== undefined) return { reason: `${SHOWN}sous « ${label} »` }
  if (starts !== undefined) return { reason: `${SHOWN}ce qui commence par « ${starts} »` }
  return { reason: `${SHOWN}ligne ${line} de chaque offre` }
}

/** The lines of an offer that a person showed. @param others labels shown for something else */
export function linesShown(
  { lines }: Pick<Unit, 'lines'>,
  { label, starts, line }: Shown,
  others: readonly string[] = [],
): Line[] {
  if (label !== undefined) return linesUnder(lines, label, others)
  if (starts !== undefined) return lines.filter(({ text }) => fold(text).startsWith(fold(starts))).slice(0, 1)
  const one = lines[(line ?? 0) - 1]
  return one === undefined ? [] : [one]
}

function withoutZones(unit: Unit, without: readonly string[]): Unit {
  if (without.length === 0) return unit
  const isOut = ({ text, label }: Line) => without.some(zone => isZone(text, label, zone))
  const keep = (lines: readonly Line[]) => lines.filter(line => !isOut(line))
  return { ...unit, lines: keep(unit.lines), ...(unit.notes && { notes: keep(unit.notes) }) }
}
