import { expect, test } from 'vitest'
import { isLabelHeading, topicsOf } from './labels.ts'

test.each([
  ['Public', 'publics'],
  ['Type de public', 'publics'],
  ['C’est pour qui ?', 'publics'],
  ['C’est où ?', 'lieu'],
  ['Publics et conditions', 'publics'],
  ['Pour tout renseignement', 'contact'],
  ['Dossier d’inscription', 'inscription'],
  ['Horaires d’ouverture', 'horaires'],
  ['Quels papiers apporter ?', 'conditions'],
  ['tarif_2026', 'frais'],
])('«%s» announces %s, as a label and as a heading', (label, topic) => {
  expect(topicsOf(label)).toContain(topic)
  expect(isLabelHeading(label)).toBe(true)
})

test.each([
  'Parler en public',
  'Théâtre tout public',
  'Mise en condition physique',
  'Bien dans ses papiers',
  'Peur de parler en public ?',
  'Publication assistée',
])('«%s» only holds the word of a label: it announces nothing', words => {
  expect(topicsOf(words)).toEqual([])
  expect(isLabelHeading(words)).toBe(false)
})

test.each(['Permanence numérique', 'Orientation professionnelle', 'Salle de sport'])(
  '«%s» is the name of a block, though it begins as a label does',
  heading => {
    expect(isLabelHeading(heading)).toBe(false)
  },
)
