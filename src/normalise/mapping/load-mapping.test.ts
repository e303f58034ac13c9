import { expect, test } from 'vitest'
import { mappingOf } from '../../../test/normalise/testing.ts'
import { YamlFileError } from '../../config/yaml-file.ts'

const START = 'harvest: { kind: json, key: id }\nstructure: { id: { const: a }, nom: { const: Abc } }\n'

function problems(text: string, lexicon?: string): [line: number, path: string, message: string][] {
  try {
    mappingOf(text, lexicon)
  } catch (error) {
    if (!(error instanceof YamlFileError)) throw error
    return error.problems.map(({ line, path, message }) => [line, path, message])
  }
  return []
}

test('a right mapping loads, with what is common to its offers', () => {
  const mapping = mappingOf(
    `${START}common: { description: { read: d }, frais: { const: gratuit } }\noffers:\n  - fields: { nom: { read: n }, frais: { const: payant } }\n`,
  )
  expect(mapping.file).toBe('mappings/essai/mapping.yaml')
  expect(Object.keys(mapping.offers[0]?.fields ?? {}).sort()).toEqual(['description', 'frais', 'nom'])
  expect(mapping.offers[0]?.fields.frais?.[0]?.const).toBe('payant')
})

test('a change of the mapping or of the lexicon changes the fingerprint', () => {
  const one = mappingOf(START, 'frais: { offert: [gratuit] }\n').fingerprint
  expect(mappingOf(START, 'frais: { offert: [gratuit] }\n').fingerprint).toBe(one)
  expect(mappingOf(`${START}# remarque\n`, 'frais: { offert: [gratuit] }\n').fingerprint).not.toBe(one)
  expect(mappingOf(START, 'frais: { offert: [payant] }\n').fingerprint).not.toBe(one)
})

test.each([
  [
    'offers:\n  - fields:\n      nom: { read: n }\n      description: { read: d }\n      telefone: { read: t }\n',
    7,
    /champ inconnu d’une offre.; vouliez-vous dire «.telephone.»/,
  ],
  ['offers:\n  - fields:\n      nom: { read: n }\n', 4, /description.: règle nécessaire/],
  [
    'offers:\n  - fields:\n      nom: { red: n }\n      description: { read: d }\n',
    5,
    /clé inconnue «.red.»|une seule des clés read, const, default, from/,
  ],
  [
    'offers:\n  - fields:\n      nom: { read: n, const: x }\n      description: { read: d }\n',
    5,
    /une seule des clés read, const, default, from.; reçu.: read, const/,
  ],
  [
    'offers:\n  - fields:\n      nom: { read: n, do: titel }\n      description: { read: d }\n',
    5,
    /étape inconnue «.titel.».; vouliez-vous dire «.title.»/,
  ],
  [
    'offers:\n  - fields:\n      nom: { read: n, do: { text: { mx: 3 } } }\n      description: { read: d }\n',
    5,
    /réglage de l’étape «.text.» à revoir : max : manque .*, clé inconnue « mx »/,
  ],
  [
    'offers:\n  - fields:\n      nom: { read: n, match: "(" }\n      description: { read: d }\n',
    5,
    /expression régulière/,
  ],
  [
    'offers:\n  - fields:\n      nom: { read: n }\n      description: { read: d }\n      telephone: { from: convention }\n',
    7,
    /la convention ne dit rien de «.telephone.»/,
  ],
  [
    'offers:\n  - fields:\n      nom: { read: n }\n      description: { read: d }\n      publics: { read: p, lookup: public }\n',
    7,
    /publics/,
  ],
  ['offers:\n  - actions: [cinq]\n    fields: { nom: { read: n }, description: { read: d } }\n', 4, /./],
  [
    'offers:\n  - fields: { nom: { read: n }, description: { read: d } }\n  - fields: { nom: { read: n }, description: { read: d } }\n',
    4,
    /chacune leur id/,
  ],
  [
    'offers:\n  - fields: { nom: { read: n }, description: { read: d } }\n    never:\n      - { field: publics, match: femmes, example: hommes, because: "pour un essai." }\n',
    6,
    /ne reconnaît pas cet exemple/,
  ],
])('%s is refused at its line', (text, line, message) => {
  const found = problems(START + text)
  expect(found.map(([at]) => at)).toContain(line)
  expect(found.find(([at]) => at === line)?.[2]).toMatch(message)
})

test('the connector’s own settings are told at their line, in French', () => {
  expect(problems('harvest:\n  kind: htlm\nstructure: { id: { const: a }, nom: { const: Abc } }\n')).toEqual([
    [2, 'harvest.kind', expect.stringMatching(/forme de source inconnue «.htlm.».; vouliez-vous dire «.html.»/)],
  ])
  expect(
    problems('harvest:\n  kind: csv\n  key: 3\nstructure: { id: { const: a }, nom: { const: Abc } }\n')[0],
  ).toEqual([3, 'harvest.key', 'il faut un texte ou une liste ; reçu : 3'])
})

test('a step’s wrong setting says what it wants and what it got', () => {
  const of = (step: string) =>
    problems(
      `${START}offers:\n  - fields:\n      nom: { read: n, do: ${step} }\n      description: { read: d }\n`,
    )[0]?.[2]
  expect(of('{ text: { max: trois } }')).toContain('max : il faut un nombre ; reçu : « trois »')
})

test('a lexicon that names no value of the référentiel is refused at its line', () => {
  expect(problems(START, 'publics:\n  femmes seules: [femme]\n')).toEqual([
    [2, 'publics.femmes seules.0', expect.stringContaining('vouliez-vous dire « femmes »')],
  ])
})
