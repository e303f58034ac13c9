import { expect, test } from 'vitest'
import { harvestText } from '../../test/harvest/testing.ts'
import { afterWarning, WARNINGS_WITHIN, withoutWarning, withoutWarningsAround } from './server-warning.ts'

const HTML =
  '<br />\n<b>Warning</b>:  Undefined array key "x" in <b>/var/www/site/api.php</b> on line <b>12</b><br />\n'
const PLAIN = '\nNotice: Undefined index: ville in /home/asso/www/flux.php on line 3\n'
const WORDPRESS =
  '<br />\n<b>Notice</b>:  Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. (in 6.7.0.) in <b>/w/functions.php</b> on line <b>6114</b><br />\n'
const XDEBUG =
  "<br />\n<font size='1'><table class='xdebug-error xe-warning' dir='ltr'><tr><th>( ! ) Warning: foreach() in C:\\www\\api.php on line <i>8</i></th></tr></table></font>\n"

test.each([
  ['drawn in HTML', HTML, 'Warning : Undefined array key "x" in api.php on line 12'],
  ['in bare words', PLAIN, 'Notice: Undefined index: ville in flux.php on line 3'],
  [
    'with more markup',
    WORDPRESS,
    'Notice : Function _load_textdomain_just_in_time was called incorrectly . (in 6.7.0.) in functions.php on line 6114',
  ],
  ['as a table', XDEBUG, 'Warning: foreach() in api.php on line 8'],
  ['several: the first is told', PLAIN + HTML + HTML, 'Notice: Undefined index: ville in flux.php on line 3'],
  ['after a mark of bytes', `\uFEFF${PLAIN}`, 'Notice: Undefined index: ville in flux.php on line 3'],
])('a warning %s', (_, before, warning) => {
  expect(withoutWarning(`${before}[1]`)).toEqual({ warning, rest: '[1]' })
})

test.each(['[1]', 'Warning: a day of mine', 'nom;lieu\nNotice : voir on line 3;Redon', '<br />\n<p>texte</p>', ''])(
  'none in %j',
  text => expect(withoutWarning(text)).toEqual({ warning: null, rest: text }),
)

test('what a server printed after JSON goes too; inside a text it stays', () => {
  expect(withoutWarningsAround(`{"a":1}${HTML}`)).toMatchObject({
    rest: '{"a":1}',
    warning: expect.stringMatching(/^Warning/),
  })
  expect(withoutWarningsAround(`${PLAIN}[1]${HTML}${PLAIN}`)).toMatchObject({
    rest: '[1]',
    warning: expect.stringMatching(/^Notice/),
  })
  const inside = '{"a":"Warning: x on line 3"}'
  expect(withoutWarningsAround(inside)).toEqual({ warning: null, rest: inside })
})

test('wherever the text is cut, and told before what follows', async () => {
  const text = `${HTML}<a>${'é'.repeat(WARNINGS_WITHIN)}</a>`
  for (const size of [1, 7, 199, 5000, text.length]) {
    const told: string[] = []
    async function* pieces() {
      const most = size < 100 ? 3000 : text.length
      for (let at = 0; at < most; at += size) yield text.slice(at, Math.min(at + size, most))
      if (most < text.length) yield text.slice(most)
    }
    const read = (await Array.fromAsync(afterWarning(pieces(), warning => told.push(warning)))).join('')
    expect([read.length, told.length]).toEqual([text.length - HTML.length, 1])
  }
})

const ICS = 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Atelier\nDTSTART:20270102T090000Z\nEND:VEVENT\nEND:VCALENDAR'
test.each<[harvest: { kind: string; [name: string]: unknown }, text: string]>([
  [{ kind: 'json', key: 'id' }, '[{"id":1}]'],
  [{ kind: 'csv', key: 'nom' }, 'nom;lieu\nAtelier;Redon\n'],
  [{ kind: 'rss', recent: false }, '<?xml version="1.0"?><rss><channel><item><guid>a</guid></item></channel></rss>'],
  [{ kind: 'ical' }, ICS],
])('%j: a warning before the data is told, the data is read, and nothing is taken for gone', async (harvest, text) => {
  for (const before of [HTML, PLAIN]) {
    const { offers, rejections, outcome } = await harvestText(harvest, before + text)
    expect([offers.length, rejections.map(({ code }) => code), outcome.state]).toEqual([
      1,
      ['avertissement-du-serveur'],
      'partial',
    ])
  }
  const alone = await harvestText(harvest, HTML)
  expect(alone.outcome).toMatchObject({
    state: 'drifted',
    expectations: [{ name: 'forme-du-document', seen: expect.stringMatching(/Warning/) }],
  })
})
