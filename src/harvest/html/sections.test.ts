import { load } from 'cheerio'
import { isTag } from 'domhandler'
import { expect, test } from 'vitest'
import { sectionsOf } from './sections.ts'
import { wordsOf } from './words.ts'

const cut = (html: string, heading = 'h2') =>
  sectionsOf(load(html).root().get(), heading).map(section => [section.attribs.id ?? '', wordsOf(section)])

test.each<[what: string, html: string, sections: [id: string, words: string][]]>([
  [
    'what stands under each heading',
    '<h2>A</h2><p>un</p>deux<h2>B</h2><p>trois</p>',
    [
      ['', 'A\nun\ndeux'],
      ['', 'B\ntrois'],
    ],
  ],
  ['nothing before the first', '<p>avant</p><h3>x</h3><h2>A</h2><p>un</p>', [['', 'A\nun']]],
  ['a heading above ends it', '<h2>A</h2><p>un</p><h1>X</h1><p>deux</p>', [['', 'A\nun']]],
  ['a heading below does not', '<h2>A</h2><h3>x</h3><p>un</p>', [['', 'A\nx\nun']]],
  [
    'in boxes of any depth',
    '<div><div><h2>A</h2></div><p>un</p></div><div><p>deux</p><div><h2>B</h2><p>trois</p></div></div><p>quatre</p>',
    [
      ['', 'A\nun\ndeux'],
      ['', 'B\ntrois\nquatre'],
    ],
  ],
  [
    'a box that only holds smaller headings stays whole',
    '<h2>A</h2><div><h3>x</h3><p>un</p></div>',
    [['', 'A\nx\nun']],
  ],
  [
    'menus, banners and forms left out',
    '<h2>A</h2><nav>n</nav><aside>s</aside><footer>f</footer><form>q</form><dialog>d</dialog><noscript>j</noscript><p>un</p>',
    [['', 'A\nun']],
  ],
  ['headings of a menu are none', '<nav><h2>Menu</h2></nav><h2>A</h2>', [['', 'A']]],
  ['no heading', '<p>un</p>', []],
  ['names that begin or end like a heading', '<xh2>x</xh2><h2x>y</h2x><h2>A</h2><h2x>un</h2x>', [['', 'A\nun']]],
])('%s', (_, html, sections) => {
  expect(cut(html)).toEqual(sections)
})

test('the identifier is its heading’s, or that of the nearest box around it', () => {
  expect(cut('<h2 id="a">A</h2><h2>B</h2>')).toEqual([
    ['a', 'A'],
    ['', 'B'],
  ])
  expect(cut('<div id="x"><div id="y"><div><h2>A</h2></div></div><h2 id="b">B</h2><h2>C</h2></div>')).toEqual([
    ['y', 'A'],
    ['b', 'B'],
    ['x', 'C'],
  ])
})

test('the identifier of a box around several sections is of none of them', () => {
  expect(cut('<div id="contenu"><h2>A</h2><div id="y"><h2>B</h2></div><h2>C</h2></div>')).toEqual([
    ['', 'A'],
    ['y', 'B'],
    ['', 'C'],
  ])
})

test('other levels', () => {
  expect(cut('<h1>A</h1><h2>b</h2>', 'h1')).toEqual([['', 'A\nb']])
  expect(cut('<h4>A</h4><h5>B</h5><h6>c</h6>', 'h5')).toEqual([['', 'B\nc']])
})

test('a section is a tree of its own, and the page stays as it was', () => {
  const page = load('<div><h2>A</h2><p>un</p><p>deux</p></div>')
  const [section] = sectionsOf(page.root().get(), 'h2')
  const children = section?.children ?? []
  expect(children.map(child => isTag(child) && child.name)).toEqual(['h2', 'p', 'p'])
  expect(children.map(child => child.parent === section)).toEqual([true, true, true])
  expect(children.map(({ prev }) => prev)).toEqual([null, children[0], children[1]])
  expect(children.map(({ next }) => next)).toEqual([children[1], children[2], null])
  expect(page('h2').get(0)?.parent).toBe(page('div').get(0))
  expect(page('div').html()).toBe('<h2>A</h2><p>un</p><p>deux</p>')
})
