import { expect, test } from 'vitest'
import { mappingOf, rawOffer } from '../../test/normalise/testing.ts'
import type { Convention } from '../convention/convention.ts'
import type { OfferSpec } from './mapping/schema.ts'
import { elsewhere, exclusion, exclusionsOf, noOffer, noOfferName, refusal } from './set-aside.ts'

const START = 'harvest: { kind: json, key: id }\nstructure: { id: { const: a }, nom: { const: Abc } }\n'
const mapping = mappingOf(
  `${START}refuse:\n  - { code: homonyme, when: [{ read: ville, match: Guipavas }, { read: nom }], because: "Ce n’est pas le nôtre." }\n  - { code: page-sans-offre, when: { read: nom, not: true }, because: "Cette page n’a pas d’offre." }\n`,
)

test('a record that the mapping refuses says by which words, and whose move it is', () => {
  expect(refusal(rawOffer({ nom: 'Offre', ville: 'Rennes' }), mapping)).toBeNull()
  expect(refusal(rawOffer({ nom: 'Offre', ville: 'Guipavas' }), mapping)).toMatchObject({
    code: 'homonyme',
    key: 'offre',
    received: 'Guipavas',
    message: 'Ce n’est pas le nôtre.',
    whose: 'configuration',
  })
  expect(refusal(rawOffer({}), mapping)).toMatchObject({ code: 'page-sans-offre', received: '', whose: 'partenaire' })
})

test('a record of no offer shows its first words', () => {
  expect(noOffer(rawOffer({ ville: 'Rennes', nom: 'Offre' }), mapping)).toMatchObject({
    code: 'sans-offre',
    key: 'offre',
    where: 'https://partenaire.example.org/offre',
    received: 'Rennes',
    expected: 'un enregistrement qui remplit la condition d’une des offres de mappings/essai/mapping.yaml',
    whose: 'configuration',
  })
  expect(noOffer(rawOffer({}), mapping).received).toBe('')
})

const excluded = [
  { name: 'Jardin Moderne', fiche: 1, reason: 'ne souhaite pas' },
  { name: 'Essai', fiche: 2, reason: 'autre' },
]

test('who is excluded is so for the fiches of the offer', () => {
  const of = (...actions: string[]) =>
    exclusionsOf({ actions } as unknown as OfferSpec, { excluded } as unknown as Convention).map(({ name }) => name)
  expect(of('1/essai')).toEqual(['Jardin Moderne'])
  expect(of('2/essai', '3/autre')).toEqual(['Essai'])
  expect(of('12/essai')).toEqual([])
})

test('a structure that bears the name of somebody excluded is, whatever stands around it', () => {
  const out = (nom: string | undefined, list = excluded) => exclusion({ values: { nom }, provenance: {} }, list)
  expect(out('LE JARDIN MODERNE (Rennes)')).toMatchObject({
    code: 'exclu-par-la-convention',
    received: 'LE JARDIN MODERNE (Rennes)',
    message: 'Jardin Moderne n’est pas référencé pour la fiche 1 : ne souhaite pas.',
  })
  expect(out('Un jardin')).toBeNull()
  expect(out(undefined)).toBeNull()
  expect(out('Jardin Moderne', [])).toBeNull()
})

test('what a person has to say, and what is no offer', () => {
  const raw = rawOffer({})
  expect(elsewhere('k', raw, { received: 'Brest', message: 'Elle est à Brest.' }, 's')).toMatchObject({
    code: 'hors-departement',
    key: 'k',
    received: 'Brest',
    message: expect.stringMatching(/^Elle est à Brest\. Elle attend/),
    whose: 'gestionnaire',
  })
  expect(noOfferName('k', raw, 'Erreur 404')).toMatchObject({
    code: 'page-sans-offre',
    field: 'nom',
    received: 'Erreur 404',
  })
})
