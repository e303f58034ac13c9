import { load } from 'cheerio'
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
  ['absent', '<dl><dt>Durée</dt><dd>3 mois</dd></dl>', ''],
])('%s', (_, html, words) => {
  expect(read(html)).toBe(words)
})
