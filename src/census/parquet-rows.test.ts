import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { parquetRows } from './parquet-rows.ts'

const file = (count: number) =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'id', data: Array.from({ length: count }, (_, n) => `s${n}`), type: 'STRING' },
        { name: 'courriel', data: Array.from({ length: count }, () => 'x@example.org'), type: 'STRING' },
      ],
    }),
  )

test.each([0, 1, 2000, 4001])(
  '%i rows are read once each, some thousands at a time, without the columns nobody asked for',
  async count => {
    const rows = await Array.fromAsync(parquetRows(file(count), ['id', 'absent']))
    expect(rows).toEqual(Array.from({ length: count }, (_, n) => ({ id: `s${n}` })))
  },
)

test('a column whose values are lists is found under its own name, its inner parts are no columns', async () => {
  const schema = [
    { name: 'root', num_children: 3 },
    { name: 'publics', repetition_type: 'OPTIONAL' as const, num_children: 1, converted_type: 'LIST' as const },
    { name: 'list', repetition_type: 'REPEATED' as const, num_children: 1 },
    {
      name: 'element',
      type: 'BYTE_ARRAY' as const,
      converted_type: 'UTF8' as const,
      repetition_type: 'OPTIONAL' as const,
    },
    { name: 'id', type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const, repetition_type: 'REQUIRED' as const },
    {
      name: 'courriel',
      type: 'BYTE_ARRAY' as const,
      converted_type: 'UTF8' as const,
      repetition_type: 'REQUIRED' as const,
    },
  ]
  const columnData = [
    { name: 'publics', data: [['jeunes', 'seniors'], ['familles']] },
    { name: 'id', data: ['a', 'b'] },
    { name: 'courriel', data: ['x@example.org', 'y@example.org'] },
  ]
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData, schema }))
  const rows = await Array.fromAsync(parquetRows(bytes, ['id', 'publics', 'element', 'list']))
  expect(rows).toEqual([
    { publics: ['jeunes', 'seniors'], id: 'a' },
    { publics: ['familles'], id: 'b' },
  ])
})
