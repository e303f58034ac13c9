import { describe, expect, test } from 'vitest'
import { rawValue } from './raw-value.ts'

const read = (text: string) => rawValue(text, { document: 'd', address: 'https://x.fr/', where: 'B2' })
const words = (text: string) => read(text)?.words ?? null

describe('HTML and entities, wherever they come from', () => {
  test.each([
    ['L&rsquo;atelier des m&eacute;tiers', 'L’atelier des métiers'],
    ['<p class="MsoNormal" style="margin:0"><span>Un <b>atelier</b>&nbsp;:<o:p></o:p></span></p>', 'Un atelier :'],
    [
      '<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><p>Le texte</p>',
      'Le texte',
    ],
    ['<!-- brouillon -->Le texte', 'Le texte'],
    ['Le texte <!-- à revoir\nplus tard -->, la suite', 'Le texte , la suite'],
    ['<xml><w:LsdException>false</w:LsdException></xml><p>Le texte</p>', 'Le texte'],
    ['Normal 0 21 false false false FR X-NONE X-NONE Le texte', 'Le texte'],
    ['L&amp;#8217;atelier &amp;amp; Co', 'L’atelier & Co'],
    ['&lt;p&gt;Le lundi.&lt;/p&gt;&lt;p&gt;Le mardi.&lt;/p&gt;', 'Le lundi.\nLe mardi.'],
    ['&amp;lt;p&amp;gt;Trois fois&amp;lt;/p&amp;gt;', 'Trois fois'],
    ['<div>&lt;p class=&quot;x&quot;&gt;Dans un bloc&lt;/p&gt;</div>', 'Dans un bloc'],
    ['<p>Un &amp;eacute;t&amp;eacute;</p>', 'Un été'],
    ['<ul><li>CV</li><li>Lettre</li></ul>', 'CV\nLettre'],
    ['Ligne un<br>Ligne deux', 'Ligne un\nLigne deux'],
    ['soft&shy;ware et z&#8203;éro', 'software et zéro'],
    ['<mot-cle>x</mot-cle> visible', 'x visible'],
  ])('%s', (text, expected) => expect(words(text)).toBe(expected))
})

describe('angle brackets that are words', () => {
  test.each([
    ['Écrire à <contact@asso.example.org> ou voir <https://asso.example.org> pour venir.'],
    ['Les jeunes < 26 ans et > 16 ans'],
    ['Revenu <1000 € par mois'],
    ['Nom : <à compléter>'],
    ['a < b et c > d'],
    ['je <3 ce lieu'],
  ])('%s', text => expect(words(text)).toBe(text))
  test('beside true tags too', () =>
    expect(words('<p>Écrire à <contact@asso.example.org>, <nom du lieu></p>')).toBe(
      'Écrire à <contact@asso.example.org>, <nom du lieu>',
    ))
  test('and in the HTML that is kept for paragraphs', () =>
    expect(read('<p>À <contact@asso.example.org></p>')?.html).toBe('<p>À &lt;contact@asso.example.org&gt;</p>'))
})

describe('encodings mistaken for another', () => {
  test.each([
    ['Lâ€™atelier dâ€™Ã©tÃ©', 'L’atelier d’été'],
    ['Un atelier Ã\u00A0 la mÃ©diathÃ¨que', 'Un atelier à la médiathèque'],
    ['Accueil Ã la mÃ©diathÃ¨que', 'Accueil à la médiathèque'],
    ['Ã‰cole, Å“uvre, 10 â‚¬, Â« ici Â»', 'École, œuvre, 10 €, « ici »'],
    ['ÃƒÂ©tÃƒÂ©', 'été'],
    ['Lâ\u0080\u0099Ã©tÃ©', 'L’été'],
    ['bon été et mauvais Ã©tÃ©', 'bon été et mauvais été'],
    ['d√©couverte des m√©tiers √† l‚Äô√©cole', 'découverte des métiers à l’école'],
    ['d├®couverte ├á lÔÇÖ├®cole', 'découverte à l’école'],
    ['l\u0092atelier \u0096 d\u009Cuvre', 'l’atelier – dœuvre'],
    ['ï»¿Atelier', 'Atelier'],
    ['ðŸ˜€ Bienvenue', '😀 Bienvenue'],
    ['&Atilde;&copy;t&Atilde;&copy;', 'été'],
  ])('%s', (text, expected) => expect(read(text)).toMatchObject({ words: expected, mended: true }))
  test.each([
    'PÂTE À SEL, CAFÉ», DÉGÂTS, ÎLE, LA ROCHE-BERNARD',
    'âge, pâtes, théâtre, ÂGE',
    'São Paulo, Łódź, Ærø, Ångström, ø, ð',
    '10 °C – 20 % « Élan » … œuvre',
    'Plan d’accès · étage ½ № 3 ©',
    'Ã la carte',
    '√9 = 3, ≈ 20 €',
  ])('good words stay: %s', text => {
    expect(words(text)).toBe(text)
    expect(read(text)?.mended).toBeUndefined()
  })
})

describe('e-mail addresses hidden from robots', () => {
  const hex = (address: string) =>
    [0x42, ...Buffer.from(address).map(byte => byte ^ 0x42)].map(byte => byte.toString(16).padStart(2, '0')).join('')
  test.each([
    ['contact [at] asso.org', 'contact@asso.org'],
    ['contact(at)asso[dot]org', 'contact@asso.org'],
    ['Écrire à contact (arobase) mon-asso.fr.', 'Écrire à contact@mon-asso.fr.'],
    ['contact[a]asso(point)org', 'contact@asso.org'],
    ['contact{at}asso{dot}bzh', 'contact@asso.bzh'],
    ['contact@asso (point) org', 'contact@asso.org'],
    ['contact arobase asso point org', 'contact@asso.org'],
    ['accueil.rennes at mon-asso dot fr', 'accueil.rennes@mon-asso.fr'],
    ['contact..åt..asso.org', 'contact@asso.org'],
    ['contact＠asso.org', 'contact@asso.org'],
    ['contact\u200B@asso.org', 'contact@asso.org'],
    [
      `<a href="/cdn-cgi/l/email-protection" data-cfemail="${hex('contact@asso.org')}">[email&#160;protected]</a>`,
      'contact@asso.org',
    ],
    ['<joomla-hidden-mail first="Y29udGFjdA==" last="YXNzby5vcmc=">protégée</joomla-hidden-mail>', 'contact@asso.org'],
    ['contact<span class="spancrypt">&nbsp;chez&nbsp;</span>asso.org', 'contact@asso.org'],
    [
      'Tél. 02 99 00 00 00. Cette adresse e-mail est protégée contre les robots spammeurs. Vous devez activer le JavaScript pour la visualiser.',
      'Tél. 02 99 00 00 00.',
    ],
  ])('%s', (text, expected) => expect(words(text)).toBe(expected))
  test.each(['Niveau B1 (a) ou B2', 'lundi (at.) 9 h', 'de 9 h à 12 h (point info) à Rennes', 'rendez-vous at home'])(
    'not an address: %s',
    text => expect(words(text)).toBe(text),
  )
})

test('what shows nothing goes, what spreadsheets add too', () => {
  expect(words('a\u200Bte\u00ADli\u2060er\uFEFF')).toBe('atelier')
  expect(words('un_x000D_\ndeux')).toBe('un\ndeux')
  expect(words('\uF0B7 CV\n\uF0B7 Lettre')).toBe('- CV\n- Lettre')
  expect(words('un\u2028deux\r\ntrois\rquatre')).toBe('un\ndeux\ntrois\nquatre')
  expect(words('\u200B \u00A0')).toBeNull()
})
