import { atKey } from '../common/at-key.ts'
import type { Alike, Placed } from './input.ts'
import { placedOffer } from './public-service.ts'

/** Says whom and where an offer serves; offers of the same lists (one array each) and place are given one object, so that what follows from it is worked out once. */
export function sharedPlaces(): (state: Alike) => Placed {
  const root: Level = new Map()
  return state => {
    const placed = placedOffer(state)
    const { thematiques, publics, modes_accueil, zone_eligibilite, code_insee } = placed
    const lists = below(below(below(below(root, thematiques), publics), modes_accueil), zone_eligibilite)
    return atKey(lists as Map<unknown, Placed>, code_insee, () => placed)
  }
}

type Level = Map<unknown, unknown>

const below = (level: Level, key: unknown) => atKey(level, key, () => new Map()) as Level
