import { frenchCount, frenchNumber } from '../common/french.ts'
import { valuesOf } from '../reference/referentiels.ts'
import { alikesOf } from './alike.ts'
import { type Facts, outOf, SOURCES, sum } from './figure.ts'
import type { AnyInput } from './input.ts'
import { countOf } from './published.ts'
import type { Indicator } from './report-contract.ts'
import { isSetAside } from './set-aside.ts'

/** Corrections, conflicts, work waiting, deserts. */
export function workFigures(input: AnyInput, { waiting, areas, deserts, catalogue }: Facts): Indicator[] {
  const conflicts = countOf(alikesOf(input.offers).filter(([{ state }]) => state === 'conflict'))
  const setAside = input.rejections.filter(isSetAside).length
  const pending = sum(waiting.map(row => row.value))
  const pairs = areas.filter(area => area.kind === 'epci').length * valuesOf('categories').length
  const nothing = deserts.filter(desert => desert.level === 'rien').length
  const simple = (
    id: string,
    title: string,
    value: number | null,
    parts: Indicator['parts'],
    texts: Pick<Indicator, 'definition' | 'formula' | 'source' | 'limits'>,
  ): Indicator => ({
    id,
    title,
    value,
    of: null,
    unit: 'nombre',
    display: value === null ? 'non suivi' : frenchNumber(value),
    parts,
    ...texts,
  })
  return [
    simple('corrections', 'Corrections faites par les partenaires', input.corrections?.length ?? null, [], {
      definition: 'Corrections que les partenaires ont proposées ou faites, depuis l’origine.',
      formula: 'Nombre de corrections enregistrées jusqu’à la date du rapport.',
      source: 'Registre du robot',
      limits: input.corrections
        ? 'Les corrections faites directement dans DORA ne sont pas toujours attribuées.'
        : 'Ces corrections ne sont pas encore enregistrées.',
    }),
    simple('conflits', 'Conflits', conflicts, [], {
      definition:
        'Offres dont un champ a été changé à la fois par une personne dans DORA et par le partenaire. DORA est gardé tel quel.',
      formula: 'Nombre d’offres en conflit à leur dernier passage.',
      source: SOURCES.ledger,
      limits: 'Un conflit ne bloque pas les autres champs.',
    }),
    simple(
      'travail-en-attente',
      'Ce qui attend quelqu’un',
      pending,
      waiting.map(({ label, value }) => ({ label, value })),
      {
        definition: 'Offres et fiches refusées qui attendent quelqu’un.',
        formula: 'Nombre d’offres et de refus en attente, chacun compté une fois, par responsable.',
        source: SOURCES.ledger,
        limits: `Une offre sans source n’y est pas ; elle est dans la liste à faire.${setAside === 0 ? '' : ` ${frenchCount(setAside, 'page écartée à dessein', 'pages écartées à dessein')} (autre département, homonyme, page sans offre) n’y ${setAside < 2 ? 'est' : 'sont'} pas non plus.`}`,
      },
    ),
    {
      id: 'sans-service-sur-place',
      title: 'Couples territoire–thématique sans service sur place',
      value: deserts.length,
      of: pairs,
      unit: 'nombre',
      display: outOf(deserts.length, pairs),
      parts: [
        { label: 'Rien nulle part', value: nothing },
        { label: 'Rien sur place, mais joignable', value: deserts.length - nothing },
        { label: 'Au moins un service sur place', value: pairs - deserts.length },
      ],
      definition:
        'Pour chaque EPCI et chaque thématique, aucun service où l’on est reçu sur place. « Joignable » : un service d’ailleurs ou à distance est ouvert aux habitants.',
      formula: 'Nombre de couples EPCI × thématique sans service sur place ÷ nombre de couples.',
      ...(catalogue === null
        ? {
            source: 'Services suivis par le robot ; EPCI du code officiel géographique',
            limits:
              'Le département n’a pas encore été recensé : seules les offres suivies sont connues. À lire comme une question, pas comme un constat.',
          }
        : {
            source: 'Recensement du département dans DORA et services suivis ; EPCI du code officiel géographique',
            limits: 'Un service qui n’a pas encore été lu en entier n’est compté dans aucun territoire.',
          }),
    },
  ]
}
