import { expect, test } from 'vitest'
import { rawValue } from './raw-value.ts'
import { withoutShortcodes } from './shortcodes.ts'

const words = (text: string) => rawValue(text, { document: 'd', address: 'https://x.fr/', where: 'B2' })?.words ?? null

test.each([
  ['[vc_row][vc_column]Un atelier de couture.[/vc_column][/vc_row]', 'Un atelier de couture.'],
  ['[shortcode id="3"] Un atelier', 'Un atelier'],
  ['[atelier id=3] Atelier CV', 'Atelier CV'],
  ['[contact-form-7 id=”12″ title=«Écrire»] Un atelier', 'Un atelier'],
  ['Un atelier [gallery] à Rennes', 'Un atelier à Rennes'],
  ['[caption id="a_1" width="300"]Une légende[/caption] Un atelier', 'Une légende Un atelier'],
  ['[et_pb_section fb_built="1"]<p>Un atelier</p>[/et_pb_section]', 'Un atelier'],
  ['<p>[button link="x"]S’inscrire[/button]</p>', 'S’inscrire'],
  ['[vc_row css=&quot;.a&quot;]Un atelier[/vc_row]', 'Un atelier'],
  ['Du [b]gras[/b], et [url=https://x.fr]un lien[/url].', 'Du gras, et un lien.'],
  ['[Bouton]Écrire[/BOUTON]', 'Écrire'],
  ['un[/fin]deux', 'un deux'],
  ['[divider /]Un atelier', 'Un atelier'],
])('%s', (text, expected) => expect(words(text)).toBe(expected))

test('nothing but a shortcode is no words', () => expect(words('[gallery ids="1,2,3"]')).toBeNull())

test.each([
  'Un atelier [sur inscription] à Rennes [Bretagne]',
  'Le texte […] la suite [1], [2]',
  '[site](https://asso.org/?a=b)',
  'de 9 h [ou 10 h] à 12 h',
  '[à compléter]',
  '[url]',
  'tableau[i] = 3',
  '[12 = douze]',
])('words in brackets stay: %s', text => {
  expect(words(text)).toBe(text)
  expect(withoutShortcodes(text)).toBe(text)
})
