import { type Facts, outOf, SOURCES } from './figure.ts'
import type { AnyInput } from './input.ts'
import { FRESH_DAYS } from './published.ts'
import type { Indicator } from './report-contract.ts'

/** The structures offreuses, from the list to those that are up to date. */
export function structureFigures(input: AnyInput, { structures }: Facts): Indicator[] {
  const listed = structures.length
  const tracked = input.contacts !== undefined
  const figure = (id: string, title: string, value: number | null, definition: string, limits: string): Indicator => ({
    id,
    title,
    value,
    of: listed,
    unit: 'nombre',
    display: value === null ? 'non suivi' : outOf(value, listed),
    parts: [],
    definition,
    formula: 'Nombre de structures concernées ÷ nombre de structures de la liste.',
    source: SOURCES.convention,
    limits,
  })
  const contacted = structures.filter(structure => structure.contacted !== null).length
  return [
    figure(
      'structures-contactees',
      'Structures contactées',
      tracked ? contacted : null,
      'Structures offreuses appelées, à qui une lettre est partie, ou qui ont répondu, au moins une fois.',
      tracked
        ? 'Appels notés, lettres des campagnes et réponses des partenaires : un échange que personne n’a noté ne compte pas.'
        : 'Personne ne tient encore cette liste dans l’outil.',
    ),
    figure(
      'structures-dans-dora',
      'Structures avec un service dans DORA',
      structures.filter(structure => structure.in_dora > 0).length,
      'Structures dont au moins une offre a un service dans DORA, quel que soit son statut.',
      'Une structure connue de DORA sans service suivi par le robot n’est pas comptée.',
    ),
    figure(
      'structures-publiees',
      'Structures avec un service publié',
      structures.filter(structure => structure.published > 0).length,
      'Structures dont au moins un service est publié.',
      'La liste est celle des porteurs nommés par la convention.',
    ),
    figure(
      'structures-a-jour',
      'Structures à jour',
      structures.filter(structure => structure.up_to_date).length,
      `Structures dont tous les services publiés ont été confirmés par une personne depuis moins de ${FRESH_DAYS} jours.`,
      'Ni une relecture par le robot, ni la date que la page affiche ne sont une confirmation.',
    ),
  ]
}
