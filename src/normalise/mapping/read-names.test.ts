import { expect, test } from 'vitest'
import { givenNames, nobodyGives, readNames } from './read-names.ts'

test('every name that is read, with its place, wherever it stands but in the part of the harvest', () => {
  expect(
    readNames({
      harvest: { read: 'no' },
      structure: { nom: { read: 'organisme' }, harvest: { read: 'inside' } },
      offers: [
        {
          each: { read: 'sites' },
          fields: {
            nom: [{ read: ['titre', 'sigle'], check: [{ read: 'h1' }] }, null, 3],
            frais: { read: 'prix', table: { read: 'no' } },
            duree: { read: 'duree', do: { options: { read: 'no' } } },
            odd: { read: { read: 'no' } },
          },
        },
      ],
    }),
  ).toEqual([
    { name: 'organisme', path: ['structure', 'nom', 'read'] },
    { name: 'inside', path: ['structure', 'harvest', 'read'] },
    { name: 'sites', path: ['offers', 0, 'each', 'read'] },
    { name: 'titre', path: ['offers', 0, 'fields', 'nom', 0, 'read', 0] },
    { name: 'sigle', path: ['offers', 0, 'fields', 'nom', 0, 'read', 1] },
    { name: 'h1', path: ['offers', 0, 'fields', 'nom', 0, 'check', 0, 'read'] },
    { name: 'prix', path: ['offers', 0, 'fields', 'frais', 'read'] },
    { name: 'duree', path: ['offers', 0, 'fields', 'duree', 'read'] },
  ])
})

test('the names that a harvest gives by itself', () => {
  const given = (harvest: Record<string, unknown>) => {
    const names = givenNames(harvest)
    return names && [...names]
  }
  expect(
    given({ kind: 'html', page: { titre: 'h1' }, fields: { prix: '.p' }, list: { fields: { lien: 'a' } } }),
  ).toEqual(['titre', 'prix', 'lien'])
  expect(given({ kind: 'html', page: null, list: null })).toEqual([])
  expect(given({ kind: 'html', list: 'li' })).toEqual([])
  expect(given({ kind: 'html', list: { item: 'li' } })).toEqual([])
  expect(given({ kind: 'html', list: { fields: null } })).toEqual([])
  expect(given({ kind: 'html', list: { fields: 'a' } })).toEqual([])
  expect(given({ kind: 'html', fields: { prix: '.p' }, table: 'table' })).toBeNull()
  expect(given({ kind: 'pdf', fields: { prix: 'x' } })).toEqual(['texte', 'prix'])
  expect(given({ kind: 'docx' })).toEqual(['texte'])
  expect(given({ kind: 'csv', fields: { prix: 'x' } })).toBeNull()
})

test('a name that nobody gives comes with the nearest, or with all', () => {
  expect(nobodyGives('titr', ['titre', 'prix'])).toBe(
    'aucun champ lu ne s’appelle « titr » ; vouliez-vous dire « titre » ?',
  )
  expect(nobodyGives('zzzzzzz', ['titre', 'prix'])).toBe(
    'aucun champ lu ne s’appelle « zzzzzzz » ; champs lus : titre, prix',
  )
})
