import { load } from 'cheerio'
import type { AnyNode } from 'domhandler'
import { expect, test } from 'vitest'
import { wordsOf } from './words.ts'

const read = (html: string) => load(html).root().get().map(wordsOf).join('')

test.each([
  ['blocks become lines, blanks are squeezed', '<p>Un\n  deux</p><p>trois</p>', 'Un deux\ntrois'],
  ['inline elements do not cut words', '<p>accom<b>pagne</b>ment</p>', 'accompagnement'],
  ['line breaks', 'a<br>b<br><br>c', 'a\nb\nc'],
  [
    'scripts, styles, comments and templates are silent',
    '<p>a<script>x()</script><style>p{}</style><!-- c --><template>t</template></p>',
    'a',
  ],
  [
    'what a form lets choose is silent, its labels and buttons are not',
    '<form><label>Ville <select><option>Rennes</option><option>Vitré</option></select></label><textarea>x</textarea><button>Chercher</button></form>',
    'Ville Chercher',
  ],
  ['no-break and zero-width characters', '<p>02\u00A099\u202F00\u200B 00\u202E 00</p>', '02 99 00 00 00'],
  ['composed letters', '<p>e\u0301te\u0301</p>', 'été'],
  [
    'what is struck out is silent',
    '<p>Tarif : <del>10 €</del> <s>8 €</s><strike>6</strike> gratuit</p>',
    'Tarif : gratuit',
  ],
  ['entities', '<p>l&rsquo;offre &amp; vous</p>', 'l’offre & vous'],
])('%s', (_, html, words) => {
  expect(read(html)).toBe(words)
})

test('lines of a text shown as typed stay lines', () => {
  expect(wordsOf(load('<pre>Tarif : 5 €\n  Public :  tous</pre><p>un\ndeux</p>').root().get(0) as AnyNode)).toBe(
    'Tarif : 5 €\nPublic : tous\nun deux',
  )
})
