import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wellFormed } from './well-formed.ts'

async function mended(...pieces: string[]) {
  async function* given() {
    yield* pieces
  }
  return (await Array.fromAsync(wellFormed(given()))).join('')
}

const WRITTEN =
  '\uFEFF\n <?xml version="1.0"?><r><a b="x&y">R&D & Co &amp; &#233; &eacute; &;</a><![CDATA[A & B]]>&<![CDATA[]]>C & D</r>'
const READ =
  '<?xml version="1.0"?><r><a b="x&amp;y">R&amp;D &amp; Co &amp; &#233; &eacute; &amp;;</a><![CDATA[A & B]]>&amp;<![CDATA[]]>C &amp; D</r>'

test('an ampersand that begins no entity is one, except in CDATA; blanks before the declaration go', async () => {
  expect(await mended(WRITTEN)).toBe(READ)
})

test('wherever the text is cut', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.nat(WRITTEN.length), { maxLength: 6 }), async cuts => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), WRITTEN.length]
      const pieces = at.slice(1).map((to, index) => WRITTEN.slice(at[index], to))
      expect(await mended(...pieces)).toBe(READ)
    }),
  ))

test('what is well formed is left as it is', async () => {
  const text = `<r>${'<a>é &lt; 3</a>'.repeat(50)}</r>`
  expect(await mended(text.slice(0, 333), text.slice(333))).toBe(text)
})
