import type { Convention } from '../../convention/convention.ts'
import type { CoverageReport } from '../report-contract.ts'

/** Something of the final account that the robot cannot know: a named person fills it in. */
export interface BilanBox {
  /** Stable, e.g. `depense:5/accompagnement`. */
  id: string
  /** Where the text asks for it. */
  asked: string
  /** Part of the form: a fiche (`fiche-5`) or one of the parts that are not about a fiche. */
  part: string
  label: string
  kind: 'euros' | 'nombre' | 'texte' | 'oui-non'
  /** The account is not whole without it. */
  required: boolean
  hint?: string
}

const PARCOURS = 'Annexe 4, § 2-a'

/** Every box of a convention's account, in the order of the form. Pure. */
export function bilanBoxes(
  convention: Convention,
  { bilan, parcours }: Pick<CoverageReport, 'bilan' | 'parcours'>,
): BilanBox[] {
  return [
    ...convention.volet1.flatMap(line => expense(line.id, line.object, 'Annexe 3, volet 1', 'volet-1', line.unit)),
    ...PILOTAGE,
    ...convention.fiches.flatMap(({ number }): BilanBox[] => {
      const part = `fiche-${number}`
      return [
        {
          id: `mise-en-oeuvre:${number}`,
          asked: 'Article 3.2',
          part,
          label: 'Ce qui a été fait, et ce qui ne l’a pas été',
          kind: 'texte',
          required: true,
        },
        ...bilan
          .filter(row => row.fiche === number)
          .flatMap(row => expense(row.line, row.object, 'Annexe 3, volet 2', part, row.unit)),
        ...parcours.filter(row => row.fiche === number).flatMap(row => parcoursBoxes(row, part)),
      ]
    }),
    ...ORIENTATION,
  ]
}

function expense(id: string, object: string, asked: string, part: string, unit: string): BilanBox[] {
  return [
    { id: `depense:${id}`, asked, part, label: `Montant dépensé : ${object}`, kind: 'euros', required: true },
    {
      id: `unites:${id}`,
      asked,
      part,
      label: `${unit === '' ? 'Nombre d’unités' : `Nombre d’unités (${unit})`} : ${object}`,
      kind: 'nombre',
      required: unit !== '',
    },
  ]
}

function parcoursBoxes(row: CoverageReport['parcours'][number], part: string): BilanBox[] {
  const box = (id: string, what: string, kind: BilanBox['kind'], hint?: string): BilanBox => ({
    id: `${id}:${row.line}`,
    asked: PARCOURS,
    part,
    label: `${what} : ${row.name}`,
    kind,
    required: true,
    ...(hint ? { hint } : {}),
  })
  const said = row.places_text === null ? undefined : `Le texte dit : ${row.places_text}`
  return [
    ...(row.duration.value === null ? [box('duree', 'Durée du parcours', 'texte', row.rhythm ?? undefined)] : []),
    ...(row.weekly_hours.value === null ? [box('heures', 'Heures par semaine', 'nombre')] : []),
    ...(row.modes.value === null ? [box('modes', 'Individuel, collectif, ou les deux', 'texte')] : []),
    ...(row.gaps.includes('places financées') ? [box('places', 'Places financées', 'nombre', said)] : []),
  ]
}

const PILOTAGE: BilanBox[] = [
  box1('etp-chefferie', 'ETP dédiés à la chefferie de projet', 'nombre'),
  box1('rattachement', 'Rattachement hiérarchique de la chefferie de projet', 'texte'),
  box1('etp-numerique', 'ETP dédiés à la transformation numérique', 'nombre'),
  box1('feuille-de-route', 'Feuille de route départementale formalisée', 'oui-non'),
]

function box1(id: string, label: string, kind: BilanBox['kind']): BilanBox {
  return { id, asked: 'Annexe 4, § 1', part: 'volet-1', label, kind, required: true }
}

const ORIENTATION: BilanBox[] = [
  box2('entrants', 'Nouveaux entrants', 'nombre', true),
  box2('orientes', 'Nouveaux entrants orientés dans le délai', 'nombre', true),
  box2('delai', 'Délai retenu, en jours', 'nombre', true, '15 ; un mois quand 15 jours ne peuvent pas être comptés'),
  box2('frequence-caf', 'À quelle fréquence la CAF transmet les données', 'texte', false),
  box2('accompagnement-global', 'Dont orientés en accompagnement global', 'nombre', false),
  box2('absents', 'Orientés qui ne se sont pas présentés au rendez-vous', 'nombre', false),
]

function box2(id: string, label: string, kind: BilanBox['kind'], required: boolean, hint?: string): BilanBox {
  return { id, asked: 'Annexe 4, § 2-b', part: 'orientation', label, kind, required, ...(hint ? { hint } : {}) }
}
