import { expect, test } from 'vitest'
import { parseJson, readJson } from './parse-json.ts'

test.each<[text: string, value: unknown]>([
  ['{"a":1}', { a: 1 }],
  ['\uFEFF[1]', [1]],
  ['{', undefined],
  ['[1]\uFEFF', undefined],
  ['', undefined],
  // 2^53 is the first whole number that another one reads like.
  ['[9007199254740991]', [9007199254740991]],
  ['[9007199254740993]', ['9007199254740993']],
  ['{"a":-9007199254740993}', { a: '-9007199254740993' }],
  ['{"a": 12345678901234567890,"b":1}', { a: '12345678901234567890', b: 1 }],
  ['[1,12345678901234567890]', [1, '12345678901234567890']],
  ['[0.12345678901234567890]', [0.12345678901234568]],
  ['[12345678901234567890.5]', [Number('12345678901234567890.5')]],
  ['[12345678901234567890e1]', [Number('12345678901234567890e1')]],
  ['["12345678901234567890",12345678901234567]', ['12345678901234567890', '12345678901234567']],
])('%s', (text, value) => {
  expect(parseJson(text)).toEqual(value)
})

const rows = [
  { id: 1, nom: 'A' },
  { id: 2, nom: 'B' },
]
test.each<[what: string, text: string, value: unknown]>([
  ['one object on each line', '{"id":1,"nom":"A"}\n\n{"id":2,"nom":"B"}\r\n', rows],
  ['lines of which the last is cut', '{"id":1,"nom":"A"}\n{"id":2,"nom"', undefined],
  ['a call around it', '/**/ cb.offres_1([{"id":1,"nom":"A"},{"id":2,"nom":"B"}]);', rows],
  ['a call that is cut', 'cb([{"id":1', undefined],
  ['lists under their names', '[["id","nom"],[1,"A"],[2,"B"]]', rows],
  [
    'columns beside their table',
    '{"columns":["id","nom"],"data":[[1,"A"],[2,"B"]]}',
    { columns: ['id', 'nom'], data: rows },
  ],
  [
    'columns that are objects',
    '{"fields":[{"name":"id"},{"name":"nom"}],"rows":[[1,"A"],[2,"B"]]}',
    { fields: [{ name: 'id' }, { name: 'nom' }], rows },
  ],
  ['a sheet’s values, a cell missing', '{"values":[["id","nom"],[1]]}', { values: [{ id: 1, nom: null }] }],
  [
    'lists of numbers',
    '[[1,2],[3,4]]',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [
    'more cells than names',
    '[["id","nom"],[1,"A","B"]]',
    [
      ['id', 'nom'],
      [1, 'A', 'B'],
    ],
  ],
])('%s', (_, text, value) => expect(readJson(text)).toEqual({ content: value, warning: null }))

const WARNING =
  '\n<br />\n<b>Warning</b>:  Undefined array key "tel" in <b>/var/www/api.php</b> on line <b>12</b><br />\n'
test('a warning in the middle is left, and told with what is read', () => {
  const { content, warning } = readJson(`[{"id":1,"tel":${WARNING}null},{"id":2}]`)
  expect(content).toEqual([{ id: 1, tel: null }, { id: 2 }])
  expect(warning).toBe('Warning : Undefined array key "tel" in api.php on line 12')
  // Nothing is there where the value should be.
  expect(readJson(`[{"id":1,"tel":${WARNING}},{"id":2}]`)).toMatchObject({
    content: undefined,
    warning: expect.stringContaining('line 12'),
  })
})
