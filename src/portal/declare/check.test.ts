import { expect, test } from 'vitest'
import { loadConvention } from '../../convention/load.ts'
import { checkTyped } from './check.ts'
import { missingOf } from './missing.ts'
import { FORM_QUESTIONS, QUESTIONS } from './questions.ts'

const good = { nom: 'Atelier', description: 'Un atelier.', structure_nom: 'Structure' }
const check = (typed: Record<string, string>) => checkTyped({ ...good, ...typed }, FORM_QUESTIONS)

test('labels and codes become codes, whatever the case, each once', () => {
  const { values, errors } = check({
    publics: 'jeunes; Femmes\nJEUNES',
    frais: 'Gratuit',
    modes_accueil: 'en presentiel',
    type: 'Aide matérielle',
  })
  expect(errors).toEqual({})
  expect(values).toMatchObject({
    publics: 'jeunes,femmes',
    frais: 'gratuit',
    modes_accueil: 'en-presentiel',
    type: 'aide-materielle',
  })
})

test('a label that holds a comma is one value', () => {
  const { values, errors } = check({
    thematiques: 'Utiliser des services de mobilité douce, partagée ou collective, Lien social',
  })
  expect(errors).toEqual({})
  expect(values.thematiques?.split(',')).toHaveLength(2)
})

test.each([
  ['publics', 'Jeune', '« Jeunes »'],
  ['publics', 'Tous publics, Jeunes', 'ne va pas avec'],
  ['frais', 'Gratuit, Payant', 'une seule valeur'],
  ['frais', 'zéro', 'attendu : « Gratuit », « Payant »'],
  ['siret', '12345678901234', 'SIRET'],
  ['code_postal', '3500', 'cinq chiffres'],
  ['courriel', 'a@b', 'nom@domaine.fr'],
  ['telephone', '12', 'dix chiffres'],
  ['lien_source', 'javascript:alert(1)', 'https://'],
  ['lien_source', 'www.exemple.fr', 'https://'],
  ['nom', 'ab', '3 à 150'],
  ['nom', '', 'nécessaire'],
  ['adresse', '=1+1', 'formule'],
  ['adresse', '\t@SUM(A1)', 'formule'],
])('%s «%s» is refused with words that help', (field, value, words) => {
  expect(check({ [field]: value }).errors[field]).toContain(words)
})

test('a phone may start with +, a description keeps its lines', () => {
  const { values, errors } = check({ telephone: '+33 2 99 01 02 03', description: 'Un.\n\nDeux.' })
  expect(errors).toEqual({})
  expect(values.description).toBe('Un.\n\nDeux.')
})

test('every question of the spreadsheet is either free or one of a known référentiel', () => {
  expect(
    QUESTIONS.filter(question => question.kind === 'list' || question.kind === 'one')
      .map(question => question.field)
      .toSorted(),
  ).toEqual(['frais', 'mobilisable_par', 'modes_accueil', 'modes_mobilisation', 'publics', 'thematiques', 'type'])
})

test.each([
  ['24/11/2026', true],
  [' 1/2/2026 ', true],
  ['2026-11-24', true],
  ['99/99/2026', false],
  ['31/02/2026', false],
  ['2026-13-01', false],
  ['29/02/2027', false],
  ['hier', false],
])('a day of either cell of a line: %s is one: %s', (day, right) => {
  const { errors } = checkTyped({ ...good, date_maj: day, fin: day }, QUESTIONS)
  expect([errors.date_maj, errors.fin].map(error => error?.includes('une date comme') !== true)).toEqual([right, right])
})

test('the form marks what DORA asks of every offer before the public sees it, and nothing else', () => {
  const convention = loadConvention('config/conventions/2024.yaml')
  const marked = FORM_QUESTIONS.filter(({ published }) => published).map(({ field }) => field)
  expect(Object.keys(missingOf(good, 'apase', convention, '2026-12-01')).toSorted()).toEqual(marked.toSorted())
})
