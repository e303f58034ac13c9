import type { Desired } from '../../src/ledger/plan.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import { STRUCTURE } from './dora.contract.ts'

const NAMES = [
  'Accompagnement vers le permis',
  'Garde d’enfants',
  'Atelier numérique',
  'Potager partagé',
  'Café des familles',
  'Bilan de santé',
  'Vélo-école',
  'Français du quotidien',
]

/** The source at a given round: half of its offers change at each one, one comes and goes. Round −1 is the end: nothing moves any more. */
export function killOffers(round: number): Omit<Desired, 'version' | 'fingerprint'>[] {
  return NAMES.map((name, i) => ({
    source: 'pem-s',
    key: `k${i}`,
    name,
    structure: { siret: STRUCTURE.siret, name: STRUCTURE.name, cityCode: STRUCTURE.cityCode, draft: STRUCTURE },
    fields: sampleFields({ name, recurrence: `Passage ${i % 2 === 0 ? round : Math.floor(round / 7)}` }),
  })).filter(offer => offer.key !== 'k7' || Math.floor(round / 5) % 2 === 0)
}
