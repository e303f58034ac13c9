import { load } from 'cheerio'
import type { AnyNode } from 'domhandler'
import { expect, test } from 'vitest'
import { labelledNodes } from './labelled.ts'
import { wordsOf } from './words.ts'

const read = (html: string, label = 'Public concerné') =>
  labelledNodes(load(html).root().get(), label).map(wordsOf).filter(Boolean).join(' | ')

test.each([
  [
    'definition list',
    '<dl><dt>Durée</dt><dd>3 mois</dd><dt>Public concerné</dt><dd>jeunes</dd><dd>familles</dd><dt>Coût</dt><dd>0</dd></dl>',
    'jeunes | familles',
  ],
  [
    'table with headers',
    '<table><tr><th>Public concerné</th><td>jeunes</td></tr><tr><th>Coût</th><td>0</td></tr></table>',
    'jeunes',
  ],
  ['table without headers', '<table><tr><td><b>Public concerné :</b></td><td>jeunes</td></tr></table>', 'jeunes'],
  ['bold then text', '<p><strong>Public concerné :</strong> jeunes</p>', 'jeunes'],
  [
    'bold lines in one block',
    '<div><strong>Durée</strong> : 3 mois<br><strong>Public concerné</strong> : <br><ul><li>jeunes</li></ul><strong>Coût</strong> : 0</div>',
    ': | jeunes',
  ],
  [
    'bold lines of two kinds, a line whose label is not bold',
    '<p><b>Public concerné :</b> jeunes<br>et familles<br><strong>Coût</strong> : 0</p>',
    'jeunes | et familles',
  ],
  [
    'a line that a plain label begins',
    '<p><strong>Public concerné</strong> jeunes<br>dès 16:00<br>Téléphone : 02 99 00 00 01</p>',
    'jeunes | dès 16:00',
  ],
  ['heading', '<h2>Public concerné</h2><p>jeunes</p><p>familles</p><h2>Coût</h2><p>0</p>', 'jeunes | familles'],
  [
    'heading with a smaller one below',
    '<h2>Public concerné</h2><h3>Ici</h3><p>jeunes</p><h2>Coût</h2>',
    'Ici | jeunes',
  ],
  [
    'Drupal field',
    '<div class="field"><div class="field__label">Public concerné</div><div class="field__item">jeunes</div></div>',
    'jeunes',
  ],
  [
    'Drupal field with two items',
    '<div><div class="l">Public concerné</div><div class="i">jeunes</div><div class="i">familles</div><div class="l">Coût</div><div class="i">0</div></div>',
    'jeunes | familles',
  ],
  ['paragraphs', '<p>Public concerné</p><p>jeunes</p><p>Coût</p><p>0</p>', 'jeunes'],
  ['case, accents and blanks apart', '<dl><dt> PUBLIC\u00A0 CONCERNE : </dt><dd>jeunes</dd></dl>', 'jeunes'],
  ['a sentence that only mentions it', '<p>Le public concerné est large.</p><p>jeunes</p>', ''],
  [
    'a paragraph in bold: all that follows',
    '<div><p><b>Public concerné</b></p><p>jeunes</p><p>familles</p></div>',
    'jeunes | familles',
  ],
  ['a term in bold', '<dl><dt><b>Public concerné</b></dt><dd>jeunes</dd><dt><b>Coût</b></dt><dd>0</dd></dl>', 'jeunes'],
  [
    'a heading in a span',
    '<h2><span>Public concerné</span></h2><p>jeunes</p><h2><span>Coût</span></h2><p>0</p>',
    'jeunes',
  ],
  [
    'a header of a table in bold',
    '<table><tr><th><b>Public concerné</b></th><td>jeunes</td><th><b>Coût</b></th><td>0</td></tr></table>',
    'jeunes',
  ],
  [
    'the first heading of all, in a span',
    '<h1><span>Public concerné</span></h1><p>jeunes</p><h2>Coût</h2><p>0</p><h1>x</h1>',
    'jeunes | Coût | 0',
  ],
  ['the smallest heading', '<h6>Public concerné</h6><p>jeunes</p><h1>x</h1>', 'jeunes'],
  ['the first of two', '<p>Public concerné</p><p>jeunes</p><div><p>Public concerné</p><p>familles</p></div>', 'jeunes'],
  [
    'a cell beside several',
    '<table><tr><td>Public concerné</td><td>jeunes</td><td>familles</td><th>Coût</th><td>0</td></tr></table>',
    'jeunes | familles',
  ],
  ['loose text in a list of definitions', '<dl><dt>Public concerné</dt>: <dd>jeunes</dd></dl>', 'jeunes'],
  ['loose text between label and block', '<div><p>Public concerné</p> : <p>jeunes</p></div>', 'jeunes'],
  ['blocks without class go alone', '<p class="l">Public concerné</p><p>jeunes</p><p>autres</p>', 'jeunes'],
  [
    'blocks of the class of the label go alone',
    '<p class="x">Public concerné</p><p class="x">jeunes</p><p class="x">autres</p>',
    'jeunes',
  ],
  [
    'blocks of one class, to the end',
    '<p class="l">Public concerné</p><p class="i">jeunes</p><p class="i">familles</p><p class="i">seniors</p>',
    'jeunes | familles | seniors',
  ],
  ['an element that is no label', '<li>Public concerné</li><p>jeunes</p>', ''],
  ['nothing after', '<div><p>Public concerné</p></div><p>jeunes</p>', 'jeunes'],
  ['nothing at all after', '<p>Public concerné</p>', ''],
  ['only signs after', '<div><b>Public concerné</b> : - <i>–</i></div>', ''],
  ['a bold word that ends a sentence', '<p>Voir <b>public concerné</b></p><p>jeunes</p>', ''],
  ['words in pieces', '<p><i>Public</i> <i>concerné</i></p><p>jeunes</p>', 'jeunes'],
  ['underlined', '<p><u>Public concerné</u> : jeunes</p>', ': jeunes'],
  ['in italics', '<p><i>Public concerné</i> : jeunes</p>', ': jeunes'],
  ['of another colour', '<p><font color="red">Public concerné :</font> jeunes</p>', 'jeunes'],
  ['two spans', '<p><span>Public concerné :</span> <span>jeunes</span></p>', 'jeunes'],
  ['two spans of two classes', '<p><span class="l">Public concerné</span><span class="v">jeunes</span></p>', 'jeunes'],
  ['two spans that may both be labels', '<p><span>Public concerné</span><span>Coût</span></p>', ''],
  ['two labels in bold', '<p><b>Public concerné :</b> <b>Coût :</b> 0</p>', ''],
  ['label and value in bold', '<p><b>Public concerné : </b><b>jeunes</b> dès 16 ans</p>', 'jeunes | dès 16 ans'],
  ['a link with a colon', '<p><a href="#">Public concerné</a> : jeunes</p>', ': jeunes'],
  [
    'a menu, then the answer',
    '<nav><a href="#p">Public concerné</a> <i>et</i> <a>Coût</a></nav><h2>Public concerné</h2><p>jeunes</p>',
    'jeunes',
  ],
  [
    'what opens',
    '<details><summary>Public concerné</summary><p>jeunes</p><p>familles</p></details>',
    'jeunes | familles',
  ],
  ['a button that opens', '<button>Public concerné</button><div>jeunes</div>', 'jeunes'],
  ['the head of a section', '<section><header>Public concerné</header><p>jeunes</p></section>', 'jeunes'],
  [
    'a label without answer before one with',
    '<table><tr><th>Public concerné</th></tr></table><p><b>Public concerné</b> jeunes</p>',
    'jeunes',
  ],
  ['absent', '<dl><dt>Durée</dt><dd>3 mois</dd></dl>', ''],
])('%s', (_, html, words) => {
  expect(read(html)).toBe(words)
})

test('an empty label is not answered by an empty element', () => {
  expect(read('<p></p><p>jeunes</p>', '')).toBe('')
})

test.each([
  [80, 'jeunes'],
  [81, ''],
])('a label of %i letters', (letters, words) => {
  const label = 'a'.repeat(letters)
  expect(read(`<p>${label}</p><p>jeunes</p>`, label)).toBe(words)
  expect(read(`<p> <b>\n ${label} </b> </p><p>jeunes</p>`, label)).toBe(words)
})

test('pieces of a page are looked through in their order', () => {
  const [one, two] = ['jeunes', 'familles'].map(
    words => load(`<p>Public</p><p>${words}</p>`, null, false).root().get(0) as AnyNode,
  ) as [AnyNode, AnyNode]
  expect(labelledNodes([one, two], 'Public').map(wordsOf)).toEqual(['jeunes'])
  expect(labelledNodes([two, one], 'Public').map(wordsOf)).toEqual(['familles'])
})
