import { expect, test } from 'vitest'
import type { LectureSettings } from '../harvest/connectors/lecture.ts'
import { line, type Unit } from '../learn/line.ts'
import { loadLexicon } from '../normalise/lexicon.ts'
import { readTaught } from './apply-shown.ts'

const LEXICON = loadLexicon('mappings/lexique.yaml', 'mappings/lexique.yaml')
const unit = (lines: readonly (readonly [label: string | null, text: string])[], over: Partial<Unit> = {}): Unit => ({
  key: 'k',
  title: 'Atelier couture',
  where: '',
  link: null,
  lines: lines.map(([label, text], at) => line(text, { label, where: `ligne ${at + 1}`, block: at })),
  ...over,
})
const taught = (of: Unit, settings: Partial<LectureSettings>) =>
  readTaught(of, LEXICON, { shown: {}, without: [], ...settings }).fields

test('a line that was shown by its rank stays that line, whatever lines before it are of no offer', () => {
  const of = unit([
    [null, 'Partagez cette page'],
    [null, 'Venir habillé pour bouger'],
    [null, 'Prévoir une gourde'],
  ])
  const shown = { conditions_acces: { line: 2 } }
  expect(taught(of, { shown }).conditions_acces?.value).toBe('Venir habillé pour bouger')
  expect(taught(of, { shown, without: ['Partagez cette page'] }).conditions_acces?.value).toBe(
    'Venir habillé pour bouger',
  )
  expect(taught(of, { shown, without: ['Venir habillé'] }).conditions_acces?.reason).not.toContain('montré')
})

test('a zone that is all signs takes away those signs, and no line of the offer', () => {
  const of = unit([
    [null, '★★★'],
    ['Public', 'familles'],
    ['★', '02 99 00 11 22'],
  ])
  expect(taught(of, { without: ['★★★'] })).toMatchObject({ publics: { value: ['familles'] }, telephone: {} })
  expect(taught(of, { without: ['★'] })).not.toHaveProperty('telephone')
})

test('a zone takes lines that begin with its words, not with letters of a word', () => {
  const of = unit([
    [null, 'Gratuitement accessible le mardi de 9 h à 11 h'],
    [null, 'Gratuit le lundi de 9 h à 11 h'],
  ])
  expect(taught(of, { without: ['Gratuit'] }).horaires_accueil?.value).toBe('Tu 09:00-11:00')
})

test('what was shown is read there: neither the foot of the page nor what was guessed before fills it', () => {
  const foot = [line('02 99 11 22 33', { label: 'Téléphone' })]
  const of = unit(
    [
      ['Public', 'familles'],
      ['Lieu', '4 rue des Exemples, 35000 Rennes'],
      ['Et aussi', '2 quai Duguay-Trouin, Redon'],
      ['Tarif', '5 € la séance'],
      ['Adhésion', 'Gratuit'],
    ],
    { foot },
  )
  expect(taught(of, {}).telephone?.value).toBe('+33299112233')
  expect(taught(of, { shown: { telephone: { label: 'Public' } } })).not.toHaveProperty('telephone')
  expect(taught(of, {}).code_insee?.value).toBe('35238')
  const moved = taught(of, { shown: { lieu: { label: 'Et aussi' } } })
  expect([moved.commune?.value, moved.code_insee?.value]).not.toContain('35238')
  const free = taught(of, { shown: { frais: { label: 'Adhésion' } } })
  expect([free.frais?.value, free.frais_precisions?.value]).toEqual(['gratuit', undefined])
  const both = taught(of, { shown: { frais: { label: 'Adhésion' }, frais_precisions: { label: 'Tarif' } } })
  expect(both.frais_precisions?.value).toBe('5 € la séance')
})

test('«par téléphone» is read where it was shown, the number standing elsewhere', () => {
  const of = unit([
    ['Comment faire', 'Par téléphone ou sur place'],
    ['Téléphone', '02 99 00 11 22'],
  ])
  const shown = { modes_mobilisation: { label: 'Comment faire' } }
  expect(taught(of, { shown }).modes_mobilisation?.value).toEqual(['telephoner', 'se-presenter'])
  expect(
    taught(
      unit([
        ['Comment faire', 'En mai'],
        ['Téléphone', '02 99 00 11 22'],
      ]),
      { shown },
    ),
  ).not.toHaveProperty('modes_mobilisation')
})

test('a label that was shown is found in its other number, unless that one was shown for something else', () => {
  const of = unit([
    ['Publics concernés', 'familles'],
    ['Précisions', 'Savoir lire'],
  ])
  const shown = { publics: { label: 'Public(s) concerné(s)' }, conditions_acces: { label: 'Précision' } }
  expect(taught(of, { shown })).toMatchObject({
    publics: { value: ['familles'], reason: expect.stringContaining('montré') },
    conditions_acces: { value: 'Savoir lire' },
  })
  const other = { publics: { label: 'Précisions' }, conditions_acces: { label: 'Précision' } }
  expect(taught(of, { shown: other }).conditions_acces?.reason ?? '').not.toContain('montré')
})
