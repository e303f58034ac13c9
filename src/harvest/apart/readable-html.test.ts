import { expect, test } from 'vitest'
import { readableHtml } from './readable-html.ts'

/** Long enough to be written anew. */
const LONG = 'x'.repeat(20_001)
const anew = (html: string) => readableHtml(`${html}<p>${LONG}</p>`)?.replace(`<p>${LONG}</p>`, '')

test('what real pages hold is left as it came: up to 20 000 characters and 200 formatting elements', () => {
  const short = `<p onclick=x>${'y'.repeat(20_000 - 17)}</p>`
  expect(short.length).toBe(20_000)
  expect(readableHtml(short)).toBe(short)
  expect(readableHtml(`${short} `)).toBe(`${short.replace(' onclick=x', '')} `)
  const formatted = '<b class=x>a</b>'.repeat(200)
  expect(readableHtml(formatted)).toBe(formatted)
  expect(readableHtml(`${formatted}<I class=x>a</I>`)).toBe(`${'<b>a</b>'.repeat(200)}<i>a</i>`)
})

test.each([
  ['a text keeps its signs', '<p>a &lt;b&gt; &amp; c</p>', '<p>a &lt;b&gt; &amp; c</p>'],
  ['a line and a rule need no end', 'a<br>b<br/>c<hr>d', 'a<br>b<br>c<hr>d'],
  ['what shows no words goes, with what it holds', '<script>a</script><p>b<svg><text>c</text></svg></p>', '<p>b</p>'],
  ['what is empty goes', '<p>a<img src=x>b<input>c</p>', '<p>abc</p>'],
  ['a comment goes', '<p>a<!-- b --></p>', '<p>a</p>'],
  ['a name that no selector says goes, its words stay', '<p>a<x_y>b</x_y></p>', '<p>ab</p>'],
  ['formatting loses what it carries', '<p><strong class=c id=d>a</strong></p>', '<p><strong>a</strong></p>'],
  [
    'a link and a block keep what mappings aim at, no more',
    '<div class="a" id="b" itemprop="c" data-x="y" style="z"><a href="/d?e=1&amp;f=2" onclick="g">h</a><time datetime="2026">i</time></div>',
    '<div class="a" id="b" itemprop="c"><a href="/d?e=1&amp;f=2">h</a><time datetime="2026">i</time></div>',
  ],
  ['a sign that would close a value is written out', `<p class='a"b<c'>d</p>`, '<p class="a&quot;b&lt;c">d</p>'],
  [
    'a value of 2 000 characters is decoration',
    `<p class="${'k'.repeat(2000)}" id="${'k'.repeat(1999)}">a</p>`,
    `<p id="${'k'.repeat(1999)}">a</p>`,
  ],
])('written anew, %s', (_, html, written) => {
  expect(anew(html)).toBe(written)
})

test('a hundred levels are written, deeper ones are their words', () => {
  const nested = (levels: number) => `${'<div>'.repeat(levels)}a${'</div>'.repeat(levels)}`
  expect(anew(nested(100))).toBe(nested(100))
  expect(anew(nested(150))).toBe(nested(100))
})

test('of more than 100 000 characters nothing is kept but the words', () => {
  expect(readableHtml('x'.repeat(100_000))).toBe('x'.repeat(100_000))
  expect(readableHtml('x'.repeat(100_001))).toBeUndefined()
})
