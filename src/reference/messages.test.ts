import { describe, expect, it } from 'vitest'
import { suggest } from './suggest.ts'
import { validateService } from './validate.ts'

const today = '2026-06-30'
const good = {
  source: 's',
  structure_id: 's--1',
  id: 's--2',
  nom: 'Atelier',
  description: 'Une description.',
  date_maj: '2026-03-01',
}
const messages = (fields: object) =>
  validateService({ ...good, ...fields }, { strict: true, today }).errors.map(one => one.message)

describe('messages a partner understands', () => {
  it.each<[object, string]>([
    [
      { thematiques: ['sante--addictions', 'Préparer un permi'] },
      'Thématiques (thematiques), 2ᵉ valeur\u00A0: valeur inconnue. Reçu\u00A0: «\u00A0Préparer un permi\u00A0». Vouliez-vous dire «\u00A0mobilite--preparer-un-permis\u00A0» (Préparer un permis)\u00A0? Voir la liste des 69\u00A0valeurs acceptées.',
    ],
    [
      { type: 'ateliers' },
      'Type de service (type)\u00A0: valeur inconnue. Reçu\u00A0: «\u00A0ateliers\u00A0». Vouliez-vous dire «\u00A0atelier\u00A0» (Atelier)\u00A0? Valeurs acceptées\u00A0: accompagnement, aide-financiere, aide-materielle, atelier, formation, information.',
    ],
    [
      { nom: 'ab' },
      'Nom (nom)\u00A0: trop court, 3\u00A0caractères au moins. Reçu\u00A0: «\u00A0ab\u00A0». Attendu\u00A0: 3 à 150 caractères.',
    ],
    [
      { lien_source: 'www.exemple.fr' },
      'Lien vers la source (lien_source)\u00A0: adresse web illisible. Reçu\u00A0: «\u00A0www.exemple.fr\u00A0». Vouliez-vous dire «\u00A0https://www.exemple.fr\u00A0»\u00A0?',
    ],
    [
      { volume_horaire_hebdomadaire: '3,5' },
      'Volume horaire hebdomadaire (volume_horaire_hebdomadaire)\u00A0: un nombre est attendu. Reçu\u00A0: «\u00A03,5\u00A0». Écrire les décimales avec un point\u00A0: 3.5.',
    ],
    [
      { publics: [] },
      'Publics (publics)\u00A0: la liste est vide. Donner une valeur au moins, ou ne pas remplir le champ.',
    ],
    [{ nom: null }, 'Nom (nom)\u00A0: champ obligatoire vide. Attendu\u00A0: 3 à 150 caractères.'],
    [
      { date_maj: '2026-07-01' },
      'Date de mise à jour (date_maj)\u00A0: la date est dans le futur. Reçu\u00A0: «\u00A02026-07-01\u00A0».',
    ],
    [
      { nom: 'Atelier.' },
      'Nom (nom)\u00A0: le nom ne doit pas se terminer par un point, sauf «\u00A0etc.\u00A0». Reçu\u00A0: «\u00A0Atelier.\u00A0».',
    ],
  ])('%j', (fields, expected) => {
    const [first = ''] = messages(fields)
    expect(first.startsWith(expected)).toBe(true)
  })

  it('cuts what came at 80 characters', () =>
    expect(messages({ code_postal: 'x'.repeat(5000) })[0]?.length).toBeLessThan(250))
})

describe('suggest', () => {
  it.each([
    ['thematiques', 'Préparer un permis', 'mobilite--preparer-un-permis'],
    ['thematiques', 'numerique--acquerir-un-equipment', 'numerique--acquerir-un-equipement'],
    ['publics', 'Séniors', 'seniors'],
    ['publics', 'demandeurs-demploi', 'demandeurs-emploi'],
    ['frais', 'Gratuit ', 'gratuit'],
    ['frais', 'xyz', null],
    ['reseaux_porteurs', '', null],
  ] as const)('%s: «%s» → %s', (name, received, expected) => expect(suggest(name, received)).toBe(expected))
})
