import { expect, test } from 'vitest'
import { mappingOf } from '../../../test/normalise/testing.ts'
import type { Shape } from '../../harvest/connector.ts'
import { collapsedFields } from './collapsed-fields.ts'

const mapping = mappingOf(`harvest: { kind: json, items: o, key: id }
structure: { id: { const: a }, nom: { read: organisme } }
offers:
  - actions: [1/essai]
    fields:
      nom: { read: nom }
      description: { read: [texte, complement], join: ' ' }
      frais: [{ read: prix, lookup: frais }, { read: tarif, lookup: frais }]
      commune: { read: lieu.ville }
      courriel: { read: contact }
      horaires_accueil: { read: item.heures }
      zone_eligibilite: { const: '35' }
`)
const told = (now: Shape, usual: Shape | null) => collapsedFields({ records: 8, ...now }, usual, mapping)
const names = (now: Shape, usual: Shape | null) => told(now, usual).map(({ name }) => name)

test.each([
  [0.9, 0.45, []],
  [0.9, 0.44, ['remplissage:prix']],
  [0.9, 0, ['remplissage:prix']],
  [0.5, 0.24, ['remplissage:prix']],
  [0.49, 0, []],
])('filled in %d of the offers before, in %d now', (before, after, broken) => {
  expect(names({ fill: { prix: after } }, { fill: { prix: before } })).toEqual(broken)
  expect(names({ given: { prix: after } }, { given: { prix: before } })).toEqual(broken)
})

test.each([
  [4, []],
  [5, ['remplissage:prix']],
])('compared over %i records', (records, broken) => {
  expect(names({ given: { nom: 1 }, records }, { given: { prix: 1, nom: 1 } })).toEqual(broken)
})

test('nothing is compared with a reading that was none, and nothing of a reading whose records are not known', () => {
  expect(names({ given: {} }, null)).toEqual([])
  expect(collapsedFields({ given: {} }, { given: { prix: 1 } }, mapping)).toEqual([])
})

test('what is gone altogether is told, with the names that are new, one of which may be its own', () => {
  const before = { nom: 1, prix: 0.75, vieux: 1 }
  expect(told({ given: { nom: 1, montant: 0.75, rare: 0.1 } }, { given: before })).toEqual([
    {
      name: 'remplissage:prix',
      expected: '75 %',
      seen: '0 %',
      message:
        'Le champ « prix » n’est plus rempli dans aucune offre, contre 75 % d’habitude ; sous un autre nom, peut-être : « montant ».',
    },
  ])
  expect(told({ given: { nom: 1, prix: 0.125 } }, { given: before })[0]?.message).toBe(
    'Le champ « prix » est rempli dans 13 % des offres, contre 75 % d’habitude.',
  )
})

test.each([
  ['nobody reads it', 'vieux', {}, []],
  ['another name of the same field has it now', 'prix', { tarif: 0.5 }, []],
  ['that other name is not filled enough', 'prix', { tarif: 0.3 }, ['remplissage:prix']],
  ['a name of another field has it', 'prix', { contact: 1 }, ['remplissage:prix']],
  ['a part of a text', 'complement', { texte: 1 }, ['remplissage:complement']],
  ['inside an object', 'lieu.ville', {}, ['remplissage:lieu.ville']],
  ['an object that is read whole', 'contact.mail', {}, ['remplissage:contact.mail']],
  ['of one element of a list', 'seances.heures', {}, ['remplissage:seances.heures']],
  ['of the structure', 'organisme', {}, ['remplissage:organisme']],
])('%s', (_, name, now, broken) => {
  const kept = { texte: 1 }
  expect(names({ given: now }, { given: { [name]: 1, ...(name === 'complement' && kept) } })).toEqual(broken)
})

test('another name that was as full before takes nobody’s place', () => {
  expect(names({ given: { tarif: 1 } }, { given: { prix: 1, tarif: 1 } })).toEqual(['remplissage:prix'])
})

test('a column that is no more is told by its table; where only offers tell the fields, what was announced before is no measure', () => {
  expect(names({ fill: { nom: 1 } }, { fill: { nom: 1, prix: 1 } })).toEqual(['remplissage:prix'])
  expect(names({ fill: { nom: 0.2 }, given: { texte: 1 } }, { fill: { nom: 1, prix: 1 } })).toEqual(['remplissage:nom'])
  expect(names({ fill: { nom: 1 }, given: { texte: 1 } }, { fill: { nom: 1, prix: 1 } })).toEqual([])
})
