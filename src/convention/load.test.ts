import { expect, test } from 'vitest'
import { parseConvention } from '../../test/convention/parse-convention.ts'
import { YamlFileError } from '../config/yaml-file.ts'

const SMALL = `title: Petite convention
department: "35"
period: { start: 2024-01-01, end: 2024-12-31 }
totals: { stateVolet1: 0, stateVolet2: 30, departmentVolet2: 30, state: 30 }
partners:
  - { id: a, name: A }
fiches:
  - number: 1
    title: Une fiche
    state: 30
    department: 30
    lines:
      - id: 1/un
        volet: 1
        title: Un
        partners: [a]
        amounts: { state: 10, department: null }
        publics: [jeunes]
        publicsText: Jeunes
        places: null
        placesText: null
        hoursPerWeek: null
        weeks: null
        hoursText: null
        start: 2024-01-01
        end: 2024-12-31
        zone: ["35"]
        zoneText: Le département
        offer: true
`
const second = (changes: (text: string) => string) =>
  `${SMALL}${changes(SMALL.slice(SMALL.indexOf('      - id: 1/un')).replace('1/un', '1/deux').replace('state: 10', 'state: 20'))}excluded: []\n`

function problems(text: string): string[] {
  try {
    parseConvention(text, 'convention.yaml')
    return []
  } catch (error) {
    if (!(error instanceof YamlFileError)) throw error
    return error.message.split('\n')
  }
}

test('two lines that add up are accepted', () => {
  expect(problems(second(text => text))).toEqual([])
})

test('an amount that does not add up is told with the line of the fiche’s total', () => {
  expect(problems(second(text => text.replace('state: 20', 'state: 21')))).toEqual([
    expect.stringMatching(
      /^convention\.yaml, ligne 10, fiches\.0\.state.: part de l’État.: 30.€ annoncés, 31.€ .*écart 1.€/,
    ),
  ])
})

test('an unknown partner, a line written twice and an end before the start are told, each with its line', () => {
  const told = problems(
    second(text =>
      text.replace('[a]', '[zzz]').replace('1/deux', '1/un').replace('end: 2024-12-31', 'end: 2023-12-31'),
    ),
  )
  expect(told).toHaveLength(3)
  expect(told.join('\n')).toMatch(/ligne 33, .*partners\.0.: partenaire «.zzz.» inconnu/)
  expect(told.join('\n')).toMatch(/ligne 30, .*ligne «.1\/un.» écrit deux fois/)
  expect(told.join('\n')).toMatch(/la fin \(2023-12-31\) précède le début/)
})

test('a line without amount needs a shared one, and only one', () => {
  const none = second(text => text.replace('{ state: 20, department: null }', 'null'))
  expect(problems(none).join('\n')).toMatch(/amounts.: attendu un montant propre/)
  const twice = none.replace(
    'excluded:',
    '    shared:\n      - { lines: [1/un, 1/deux], amounts: { state: 20, department: null }, text: Ensemble }\nexcluded:',
  )
  expect(problems(twice).join('\n')).toMatch(/lines\.0\.amounts.: attendu un montant propre/)
})

test('amounts with cents add up as people add them', () => {
  const cents = (text: string) => text.replace('state: 10,', 'state: 0.1,').replace('state: 20,', 'state: 0.2,')
  const whole = (text: string) =>
    text
      .replace('stateVolet2: 30', 'stateVolet2: 0.3')
      .replace('state: 30 }', 'state: 0.3 }')
      .replace('    state: 30', '    state: 0.3')
  expect(problems(whole(cents(second(text => text))))).toEqual([])
  expect(problems(whole(cents(second(text => text))).replace('stateVolet2: 0.3', 'stateVolet2: 0.31'))).not.toEqual([])
})

test('amounts of the Département above its fiche, a period that ends before it begins: told', () => {
  const above = second(text => text.replace('state: 20, department: null', 'state: 20, department: 31'))
  expect(problems(above).join('\n')).toMatch(/fiches\.0\.department.: part du Département.: 30.€ annoncés, 31.€/)
  const early = second(text => text).replace('end: 2024-12-31 }', 'end: 2023-12-31 }')
  expect(problems(early).join('\n')).toMatch(/period\.end.: la fin \(2023-12-31\) précède le début/)
})

test('places counted twice, a line that shares with itself, a carrier written twice: told', () => {
  const shared = (lines: string) =>
    second(text => text.replace('places: null', 'places: 4')).replace(
      'excluded:',
      `    shared:\n      - { lines: [${lines}], places: 9, text: Ensemble }\nexcluded:`,
    )
  expect(problems(shared('1/un, 1/deux')).join('\n')).toMatch(/lines\.1\.places.: attendu des places propres, ou bien/)
  expect(problems(shared('1/un, 1/un')).join('\n')).toMatch(/shared\.0\.lines\.1.: ligne «.1\/un.» écrite deux fois/)
  const carriers = second(text => text.replace('[a]', '[a, a]'))
  expect(problems(carriers).join('\n')).toMatch(/partners\.1.: partenaire «.a.» écrit deux fois/)
})
