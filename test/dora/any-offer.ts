import fc from 'fast-check'
import type { Service } from '../../src/reference/records.ts'
import { recordedOptions } from '../../src/sandbox/index.ts'

const { services } = recordedOptions()
const text = (maxLength: number) => fc.option(fc.string({ maxLength, unit: 'grapheme' }), { nil: null })
const some = (values: string[]) => fc.option(fc.subarray(values), { nil: null })
const url = fc.integer({ min: 0, max: 400 }).map(n => `https://example.org/${'x'.repeat(n)}`)

/** For property tests. Anything the reference schema lets through, limits of DORA ignored. */
export const anyOffer: fc.Arbitrary<Partial<Service>> = fc.record(
  {
    nom: fc.string({ minLength: 3, maxLength: 150 }).filter(name => name.trim() !== ''),
    description: fc.string({ minLength: 5, maxLength: 10_000 }),
    type: fc.constantFrom(null, ...services.kinds.map(item => item.value)),
    thematiques: some(services.subcategories.map(item => item.value)),
    frais: fc.constantFrom(null, 'gratuit', 'payant'),
    frais_precisions: text(2000),
    publics: some(services.publics.map(item => item.value)),
    publics_precisions: text(500),
    conditions_acces: text(1000),
    telephone: fc.constantFrom(null, '+33299000000', '02 99 00 00 00', '3949', '+442079460958', 'au secrétariat'),
    courriel: fc.constantFrom(null, 'contact@example.org', `${'a'.repeat(300)}@example.org`),
    adresse: text(300),
    code_postal: fc.constantFrom(null, '35000'),
    code_insee: fc.constantFrom(null, '35238'),
    contact_nom_prenom: text(200),
    lien_mobilisation: fc.option(url, { nil: null }),
    modes_accueil: some(['a-distance', 'en-presentiel']),
    modes_mobilisation: some(['telephoner', 'envoyer-un-courriel', 'se-presenter', 'utiliser-lien-mobilisation']),
    mobilisable_par: some(['usagers', 'professionnels']),
    mobilisation_precisions: text(500),
    zone_eligibilite: some(['35', '22', '35238', '243500139', 'france', '99999']),
    volume_horaire_hebdomadaire: fc.option(fc.double({ min: 0, max: 40, noNaN: true }), { nil: null }),
    nombre_semaines: fc.option(fc.integer({ min: 1, max: 104 }), { nil: null }),
    horaires_accueil: text(300),
  },
  { requiredKeys: [] },
)
