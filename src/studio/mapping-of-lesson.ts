import { stringify } from 'yaml'
import type { LectureSettings } from '../harvest/connectors/lecture.ts'
import { STEPS } from '../learn/mapping.ts'
import { CONVENTION_FIELDS } from '../normalise/mapping/fields.ts'
import type { Choice, Choices } from './choices.ts'
import { chosen, type Lesson } from './lesson.ts'
import { STUDIO_FIELDS, type StudioField } from './studio-fields.ts'

type Rule = Record<string, unknown>
/** Read by the source and by nothing that a person sees in the studio. */
const OTHERS = ['code_insee', 'lien_mobilisation', 'publics_precisions', 'mobilisation_precisions', 'lien_source']

/** How a taught source is read, as the YAML of `mappings/<id>/mapping.yaml`. Pure; every expression in it is made of quoted words. */
export function mappingOfLesson(lesson: Omit<Lesson, 'pages'>): string {
  const choices = chosen(lesson)
  const fields: Record<string, Rule | Rule[]> = {}
  for (const field of STUDIO_FIELDS) {
    for (const [name, rules] of Object.entries(rulesOf(field, choices, lesson.action !== null)))
      if (rules.length > 0) fields[name] = rules.length === 1 ? (rules[0] as Rule) : rules
  }
  const place = choices.fields.lieu
  for (const name of OTHERS)
    if (name !== 'code_insee' || place === undefined || place.kind === 'shown') fields[name] = { read: name }
  // Of an offer whose place was typed, the page's commune is another.
  const elsewhere = Object.keys(choices.offers).filter(offer => choices.offers[offer]?.lieu !== undefined)
  if (fields.code_insee !== undefined && elsewhere.length > 0)
    fields.code_insee = { read: 'code_insee', when: { read: 'nom', match: exactly(elsewhere), not: true } }
  // A source that only names its offers still makes drafts of them.
  if (!('description' in choices.fields)) fields.description = [...[fields.description ?? []].flat(), { read: 'nom' }]
  return stringify(
    {
      harvest: harvestOf(choices, lesson),
      ...(choices.out.length > 0 && {
        refuse: [
          {
            code: 'page-sans-offre',
            when: { read: 'nom', match: exactly(choices.out) },
            because: 'Ce bloc n’est pas une offre : une personne l’a écarté en apprenant la source.',
          },
        ],
      }),
      structure: {
        id: { const: lesson.partner },
        nom: { const: lesson.partnerName },
        ...(lesson.structure?.siret && { siret: { const: lesson.structure.siret } }),
      },
      offers: [{ ...(lesson.action !== null && { actions: [lesson.action] }), fields }],
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  )
}

function harvestOf({ fields, without }: Choices, { labels, door }: Pick<Lesson, 'labels' | 'door'>): LectureSettings {
  const shown = Object.fromEntries(
    Object.entries(fields).flatMap(([name, choice]) => (choice.kind === 'shown' ? [[name, choice.shown]] : [])),
  )
  return { kind: 'lecture', shown, without, labels, ...(door !== undefined && { door }) }
}

/** Rules by name of the mapping: those of each part that is read, and those of the whole when it is typed. */
function rulesOf(field: StudioField, choices: Choices, hasLine: boolean): Record<string, Rule[]> {
  const { name, parts } = field
  const choice = choices.fields[name]
  const all = choice === undefined || choice.kind === 'shown' ? null : typed(choice, field)
  const own = Object.entries(choices.offers).flatMap(([offer, chosenFor]) => {
    const said = chosenFor[name]
    return said === undefined ? [] : [{ offer, rule: typed(said, field) }]
  })
  const here = (offer: string, not = false): Rule => ({ read: 'nom', match: exactly([offer]), ...(not && { not }) })
  // Nothing of those for which a person said something else.
  const elsewhere = own.map(({ offer }) => here(offer, true))
  const apart = (rule: Rule): Rule => (elsewhere.length === 0 ? rule : { ...rule, when: elsewhere })
  const forOne = own.flatMap(({ offer, rule }) => (rule === null ? [] : [{ ...rule, when: here(offer) }]))
  if (choice !== undefined && choice.kind !== 'shown')
    return { [name]: [...forOne, ...(all === null ? [] : [apart(all)])] }
  const convention = hasLine && FROM_CONVENTION.has(name) ? [apart({ from: 'convention' })] : []
  if (parts.length === 1) return { [name]: [...forOne, apart({ read: name }), ...convention] }
  return { [name]: forOne, ...Object.fromEntries(parts.map(part => [part, [apart({ read: part })]])) }
}

/** What a person typed; null: nothing is said. */
function typed(choice: Choice, { name, referentiel }: StudioField): Rule | null {
  switch (choice.kind) {
    case 'shown':
    case 'silent':
      return null
    case 'convention':
      return { from: 'convention' }
    case 'constant': {
      const steps = referentiel === undefined && typeof choice.value === 'string' ? STEPS[name]?.do : undefined
      return { const: choice.value, ...(steps !== undefined && { do: steps }) }
    }
  }
}

const FROM_CONVENTION: ReadonlySet<string> = new Set(
  ['publics', 'type', 'thematiques', 'zone_eligibilite', 'mobilisable_par'].filter(name =>
    (CONVENTION_FIELDS as readonly string[]).includes(name),
  ),
)

/** An expression that these names alone match. */
export const exactly = (names: readonly string[]): string => `^(?:${names.map(escaped).join('|')})$`
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
