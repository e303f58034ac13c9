import { expect, test } from 'vitest'
import { copyLines, marked, nearMarks } from './copy-lines.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('a page becomes its lines as people read them, nobody named, and the words that were read stand out', () => {
  const page = bytes(
    '<!doctype html><html><head><title>Atelier</title><script>x()</script></head><body><h1>Atelier  vélo</h1><p>Pour <b>les jeunes</b> de Rennes.<br>Contact : Marie Durand</p><ul><li>Le lundi</li></ul></body></html>',
  )
  const lines = copyLines(page, 'text/html') ?? []
  expect(lines.slice(0, 3)).toEqual(['Atelier', 'Atelier vélo', 'Pour les jeunes de Rennes.'])
  expect(lines.join(' ')).not.toMatch(/Marie|x\(\)/)
  expect(marked(lines, ['LES JEUNES'])[2]).toEqual([
    { text: 'Pour ', read: false },
    { text: 'les jeunes', read: true },
    { text: ' de Rennes.', read: false },
  ])
})

test('words that run over several lines mark each of them; those cut short too', () => {
  const lines = ['Un premier passage', 'puis un second passage', 'autre chose ici']
  const read = marked(lines, ['Un premier passage puis un second passage…']).map(line => line.some(each => each.read))
  expect(read).toEqual([true, true, false])
})

test('data on one line is laid out; a PDF is no text; empty words mark nothing', () => {
  expect(copyLines(bytes('{"nom":"Atelier","jour":"lundi"}'), 'application/json')).toContain('"nom": "Atelier",')
  expect(copyLines(bytes('%PDF-1.7 …'), 'application/pdf')).toBeNull()
  expect(copyLines(bytes(''), undefined)).toEqual([])
  expect(marked(['a'], ['', ' '])).toEqual([[{ text: 'a', read: false }]])
})

test('a long copy is shown around what was read', () => {
  const lines = marked(
    Array.from({ length: 2000 }, (_, at) => `ligne numéro ${at}.`),
    ['ligne numéro 1000.'],
  )
  const shown = nearMarks(lines)
  expect(shown).toHaveLength(43)
  expect([shown[0], shown.at(-1)]).toEqual([null, null])
})
