import { describe, expect, test, vi } from 'vitest'
import { csvRows, sniffDelimiter } from './csv-rows.ts'

async function read(pieces: readonly string[], delimiter?: string) {
  const back = vi.fn()
  const given: AsyncIterable<string> = {
    [Symbol.asyncIterator]() {
      let at = 0
      return {
        next: async () =>
          at < pieces.length ? { done: false, value: pieces[at++] ?? '' } : { done: true, value: undefined },
        return: async () => {
          back()
          return { done: true, value: undefined }
        },
      }
    },
  }
  const batches = []
  for await (const rows of csvRows(given, delimiter)) batches.push(rows)
  return { rows: batches.flat(), batches, back }
}
const cells = async (...args: Parameters<typeof read>) =>
  (await read(...args)).rows.map(row => (row.broken ? `${row.line} broken` : `${row.line} ${row.cells.join('|')}`))

test('in pieces of any length, and the same as in one', async () => {
  const text = 'a;b\r\n1;"x\r\ny"\r\n\r\n2;"z ""q"""\r\n'
  const whole = ['1 a|b', '2 1|x\r\ny', '3 ', '4 2|z "q"']
  expect(await cells([text])).toEqual(whole)
  expect(await cells([...text])).toEqual(whole)
  expect(await cells(['', text, ''])).toEqual(whole)
})

test('the mark of order of the start goes, others stay', async () => {
  expect(await cells(['\uFEFFa;b\n\uFEFFc;d'])).toEqual(['1 a|b', '2 \uFEFFc|d'])
})

test('the separator is said, or found in what comes first', async () => {
  expect(await cells(['a;b,c\n'], ',')).toEqual(['1 a;b|c'])
  expect(await cells(['a;b,c\n1;2\n'])).toEqual(['1 a|b,c', '2 1|2'])
  const long = `${'x'.repeat(16 * 1024)}\n`
  expect((await read([long, 'a;b\n1;2\n'])).rows.at(-1)?.cells).toEqual(['1;2'])
  expect((await read([long.slice(0, 100), '\na;b\n1;2\n'])).rows.at(-1)?.cells).toEqual(['1', '2'])
  expect((await read(['a;b\n', '1;2\n'])).rows.at(-1)?.cells).toEqual(['1', '2'])
})

test('two hundred rows at a time at the most, in one order, and the source is given back', async () => {
  const text = Array.from({ length: 450 }, (_, at) => `${at};x\n`).join('')
  const { rows, batches, back } = await read([text])
  expect(batches.every(batch => batch.length > 0 && batch.length <= 201)).toBe(true)
  expect(batches.length).toBeGreaterThan(1)
  expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual(rows.map((_, at) => [at + 1, `${at}`]))
  expect(rows).toHaveLength(450)
  expect(back).toHaveBeenCalledOnce()
})

test('who stops early gives the source back', async () => {
  const { back } = await read(['a\n'])
  expect(back).toHaveBeenCalledOnce()
})

describe('a quote that is never closed', () => {
  test('its row is broken, reading starts again on the line after', async () => {
    expect(await cells(['a;b\n1;"x\n2;y\n3;z\n'])).toEqual(['1 a|b', '2 broken', '3 2|y', '4 3|z'])
    expect(await cells([...'a;b\n1;"x\n2;y\n3;z\n'])).toEqual(['1 a|b', '2 broken', '3 2|y', '4 3|z'])
  })
  test('on the last line', async () => {
    expect(await cells(['a;b\n1;x\n2;"y'])).toEqual(['1 a|b', '2 1|x', '3 broken'])
  })
  test('closed on a later row, of the wrong width: that row was swallowed', async () => {
    expect(await cells(['a;b;c\n1;"x;y\n2;z;t"\n3;u;v\n'])).toContain('2 broken')
    expect((await cells(['a;b;c\n1;"x;y\n2;z;t"\n3;u;v\n'])).at(-1)).toMatch(/3\|u\|v$/)
  })
  test('a cell of several lines in a row of the right width is none', async () => {
    expect(await cells(['a;b\n1;"x\ny;z"\n'])).toEqual(['1 a|b', '2 1|x\ny;z'])
  })
  test('characters count as bytes do', async () => {
    expect(await cells(['a;b\né;"é\n2;à\n3;z\n'])).toEqual(['1 a|b', '2 broken', '3 2|à', '4 3|z'])
  })
  test('fifty of them, then the file is given up', async () => {
    const fault = '1;"x\n2;y\n'
    const rows = await cells([`a;b\n${fault.repeat(60)}`])
    expect(rows.filter(row => row.endsWith('broken')).length).toBeLessThanOrEqual(50)
    expect(rows[0]).toBe('1 a|b')
  })
})

test.each([
  ['a;b\n1;2', ';'],
  ['a,b;c\n1,2;3\n1,2', ','],
  ['"a;b;c;d",e\n"x;y;z;t",2', ','],
  ['"a"";"";b",e\n"c"";"";d",f', ','],
  ['\n\n \na\tb\n1\t2', '\t'],
  ['a,b\n1;2\n3;4', ';'],
  ['a|b\r1|2', '|'],
  ['', ','],
  [`${'a;b\n'.repeat(20)}${'c,d,e\n'.repeat(20)}`, ';'],
  [`a;b\n${'x'.repeat(16 * 1024)}`, ';'],
  ['a;b\nx', ';'],
])('the separator of %j', (text, delimiter) => {
  expect(sniffDelimiter(text)).toBe(delimiter)
})
