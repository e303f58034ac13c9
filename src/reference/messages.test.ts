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
      'Thématiques (thematiques), 2ᵉ valeur : valeur inconnue. Reçu : « Préparer un permi ». Vouliez-vous dire « mobilite--preparer-un-permis » (Préparer un permis) ? Voir la liste des 69 valeurs acceptées.',
    ],
    [
      { type: 'ateliers' },
      'Type de service (type) : valeur inconnue. Reçu : « ateliers ». Vouliez-vous dire « atelier » (Atelier) ? Valeurs acceptées : accompagnement, aide-financiere, aide-materielle, atelier, formation, information.',
    ],
    [{ nom: 'ab' }, 'Nom (nom) : trop court, 3 caractères au moins. Reçu : « ab ». Attendu : 3 à 150 caractères.'],
    [
      { lien_source: 'www.exemple.fr' },
      'Lien vers la source (lien_source) : adresse web illisible. Reçu : « www.exemple.fr ». Vouliez-vous dire « https://www.exemple.fr » ?',
    ],
    [
      { volume_horaire_hebdomadaire: '3,5' },
      'Volume horaire hebdomadaire (volume_horaire_hebdomadaire) : un nombre est attendu. Reçu : « 3,5 ». Écrire les décimales avec un point : 3.5.',
    ],
    [{ publics: [] }, 'Publics (publics) : la liste est vide. Donner une valeur au moins, ou ne pas remplir le champ.'],
    [{ nom: null }, 'Nom (nom) : champ obligatoire vide. Attendu : 3 à 150 caractères.'],
    [{ date_maj: '2026-07-01' }, 'Date de mise à jour (date_maj) : la date est dans le futur. Reçu : « 2026-07-01 ».'],
    [
      { nom: 'Atelier.' },
      'Nom (nom) : le nom ne doit pas se terminer par un point, sauf « etc. ». Reçu : « Atelier. ».',
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
