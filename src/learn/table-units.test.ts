import type { Element } from 'domhandler'
import { expect, test } from 'vitest'
import { load } from '../common/markup.ts'
import { gridOf } from '../harvest/html/table-grid.ts'
import { readTableUnits } from './table-units.ts'

/** Each unit of a table as «label: text», its name first. */
function unitsOf(rows: string) {
  const table = load(`<table>${rows}</table>`)('table')[0] as Element
  const read = readTableUnits(gridOf(table), 'tableau 1')
  return read?.units.map(({ title, lines }) => [title, ...lines.map(({ label, text }) => `${label} : ${text}`)])
}
const row = (...cells: string[]) => `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`

test('«Lundi» over «Matin» and «Après-midi»: hours of the day, a ticked box says its part of the day', () => {
  const head =
    '<tr><th rowspan=2>Atelier<th colspan=2>Lundi<th colspan=2>Mardi<th rowspan=2>Lieu</tr><tr><th>Matin<th>Après-midi<th>Matin<th>Après-midi</tr>'
  expect(
    unitsOf(
      head + row('Couture', '9h-12h', '14h-17h', '', '14h-16h', 'Rennes') + row('Vélo', 'X', '', '', '✓', 'Vitré'),
    ),
  ).toEqual([
    [
      'Couture',
      'Horaires : lundi : 9h-12h',
      'Horaires : lundi : 14h-17h',
      'Horaires : mardi : 14h-16h',
      'Lieu : Rennes',
    ],
    ['Vélo', 'Horaires : lundi : Matin', 'Horaires : mardi : Après-midi', 'Lieu : Vitré'],
  ])
})

test('«Horaires» over «Jour» and «Heures», or days beside their mornings: one line, read across', () => {
  const head = '<tr><th rowspan=2>Atelier<th rowspan=2>Public<th colspan=2>Horaires</tr><tr><th>Jour<th>Heures</tr>'
  expect(
    unitsOf(head + row('Couture', 'tous', 'lundi', '9h-12h') + row('Vélo', 'jeunes', 'mardi et jeudi', '')),
  ).toEqual([
    ['Couture', 'Public : tous', 'Horaires : lundi : 9h-12h'],
    ['Vélo', 'Public : jeunes', 'Horaires : mardi et jeudi'],
  ])
  expect(
    unitsOf(
      row('Atelier', 'Jour', 'Matin', 'Après-midi', 'Tarif') + row('Couture', 'lundi', '9h-12h', '14h-17h', '2 €'),
    ),
  ).toEqual([['Couture', 'Horaires : lundi : 9h-12h, 14h-17h', 'Tarif : 2 €']])
})

test('one offer on several lines, that only its days and hours tell apart, is one; another place makes another', () => {
  const head = '<tr><th>Atelier<th>Jour<th>Heures<th>Lieu</tr>'
  const two = `<tr><td rowspan=2>Couture</td><td>lundi</td><td>9h-11h</td><td rowspan=2>Rennes</td></tr>${row('jeudi', '14h-16h')}`
  expect(
    unitsOf(head + two + row('Vélo', 'mardi', '9h-11h', 'Rennes') + row('Vélo', 'mardi', '9h-11h', 'Bruz')),
  ).toEqual([
    ['Couture', 'Horaires : lundi : 9h-11h ; jeudi : 14h-16h', 'Lieu : Rennes'],
    ['Vélo', 'Horaires : mardi : 9h-11h', 'Lieu : Rennes'],
    ['Vélo', 'Horaires : mardi : 9h-11h', 'Lieu : Bruz'],
  ])
})

test('a commune across the table is that of the lines under it, up to the next title', () => {
  const across = (words: string) => `<tr><td colspan=3>${words}</td></tr>`
  const table = load(
    `<table>${row('Atelier', 'Jour', 'Salle')}${across('Vitré')}${row('Couture', 'lundi', 'A')}${across('Fougères')}${row('Couture', 'mardi', 'A')}${across('Toute l’année')}${row('Vélo', 'mardi', 'B')}</table>`,
  )('table')[0] as Element
  const towns = readTableUnits(gridOf(table), 'tableau 1', '35')?.units.map(({ title, lines }) => [
    title,
    lines.find(({ label }) => label === 'Commune')?.text,
  ])
  expect(towns).toEqual([
    ['Couture', 'Vitré'],
    ['Couture', 'Fougères'],
    ['Vélo', undefined],
  ])
})

test('a line that shows how to fill the others is no offer', () => {
  const lines =
    row('Exemple : Atelier X', 'mardi 9h-11h', '35000 Rennes') + row('Couture', 'lundi 9h-11h', '35000 Rennes')
  expect(unitsOf(row('Atelier', 'Jour', 'Lieu') + lines)?.map(([name]) => name)).toEqual(['Couture'])
})

test('a note in the table is told to be none of its offers', () => {
  const table = load(
    `<table>${row('Atelier', 'Jour', 'Lieu')}${row('Couture', 'lundi', 'Rennes')}${row('NB : fermé en août', '', '')}</table>`,
  )('table')[0] as Element
  const read = readTableUnits(gridOf(table), 'tableau 1')
  expect([read?.units.length, read?.asides.map(({ words }) => words)]).toEqual([1, ['NB : fermé en août']])
})

test('days in two letters are days when three of them stand side by side', () => {
  const head = '<tr><th>Atelier<th>Lieu<th colspan=3>Horaires</tr><tr><th><th><th>Lu<th>Ma<th>Me</tr>'
  expect(unitsOf(head + row('Couture', 'Rennes', '9h-12h', '', '14h-17h'))).toEqual([
    ['Couture', 'Lieu : Rennes', 'Horaires : lundi : 9h-12h', 'Horaires : mercredi : 14h-17h'],
  ])
  expect(unitsOf(row('Atelier', 'Lieu', 'Ma') + row('Couture', 'Rennes', '9h-12h'))).toEqual([
    ['Couture', 'Lieu : Rennes', 'Ma : 9h-12h'],
  ])
})
