import { describe, expect, test } from 'vitest'
import { attributeWords, compileFields, FieldRules, readField } from './fields.ts'
import { openPage, rootOf } from './page.ts'

const page = openPage({
  text: '<base href="https://x.fr/dossier/"><h1>Titre</h1><p class="a"></p><p class="b">Deux</p><a href="page">lien</a><a href="mailto:a%40x.fr?subject=Bonjour">é</a><a href="tel:+33299000000">t</a><ul class="c"><li>un</li><li>deux</li></ul><meta name="d" content="Dit">',
  hash: 'h',
  address: 'https://x.fr/offre',
})
const read = (rules: unknown) =>
  Object.fromEntries(
    compileFields(FieldRules.parse(rules)).map(field => [
      field.name,
      readField(field, rootOf(page), page).map(value => value.words),
    ]),
  )

test('short and long forms, alternatives, attributes, first only', () => {
  expect(
    read({
      titre: 'h1',
      lien: 'a@href',
      alternatives: { select: ['.a', '.absent', '.b'] },
      puces: '.c li',
      premiere: { select: '.c li', first: true },
      attribut: { select: 'a', attr: 'href', first: true },
      meta: 'meta[name=d]',
      rien: '.absent',
    }),
  ).toEqual({
    titre: ['Titre'],
    lien: ['https://x.fr/dossier/page', 'a@x.fr', '+33299000000'],
    alternatives: ['Deux'],
    puces: ['un', 'deux'],
    premiere: ['un'],
    attribut: ['https://x.fr/dossier/page'],
    meta: ['Dit'],
    rien: [],
  })
})

test('where it was read: selector, attribute, rank; markup only when there is some', () => {
  const [field] = compileFields(FieldRules.parse({ puces: '.c li' }))
  const [list] = compileFields(FieldRules.parse({ liste: 'ul' }))
  if (!field || !list) throw new Error('no field')
  expect(readField(field, rootOf(page), page)[1]).toEqual({
    words: 'deux',
    origin: { document: 'h', address: 'https://x.fr/offre', where: 'c, élément d’une liste n° 2' },
  })
  expect(readField(list, rootOf(page), page)[0]?.html).toBe('<li>un</li><li>deux</li>')
})

describe('rules refused at the door', () => {
  test.each([
    [{ nom: 'h1[' }, /sélecteur CSS/],
    [{ nom: { select: 'p:inconnu(' } }, /sélecteur CSS/],
    [{ nom: { required: true } }, /select/],
    [{ nom: { select: 'h1', requis: true } }, /requis/],
    [{ nom: '' }, /./],
  ])('%j', (rules, message) => {
    expect(() => FieldRules.parse(rules)).toThrow(message)
  })
})

describe('words printed before a value', () => {
  const open = (text: string) => openPage({ text, hash: 'h', address: 'https://x.fr/offre' })
  const labelled = (text: string, rule: unknown = { label: 'Coût' }) => {
    const [field] = compileFields(FieldRules.parse({ cout: rule }))
    if (!field) throw new Error('no field')
    const opened = open(text)
    return readField(field, rootOf(opened), opened)
  }

  test.each([
    ['<p><b>Coût</b> : 5 €</p>', '5 €'],
    ['<p><b>Coût</b> – 5 - 6 €</p>', '5 - 6 €'],
    ['<p><b>Coût</b>-5 €</p>', '5 €'],
    ['<p><b>Coût</b> gratuit</p>', 'gratuit'],
    ['<p><b>Coût</b> :gratuit</p>', 'gratuit'],
    ['<p><b>Coût</b> gratuit : oui</p>', 'gratuit : oui'],
    ['<dl><dt>Coût</dt><dd>5 €</dd><dd> </dd><dd>6 €</dd></dl>', '5 €\n6 €'],
  ])('%s', (html, words) => {
    const [value] = labelled(html)
    expect(value?.words).toBe(words)
    expect(value?.origin).toEqual({ document: 'h', address: 'https://x.fr/offre', where: 'libellé « Coût »' })
  })

  test.each([
    ['<dl><dt>Coût</dt><dd>5 €</dd></dl>', undefined],
    ['<dl><dt>Coût</dt><dd>5 €</dd><dd><i>6</i> €</dd></dl>', '<dd>5 €</dd><dd><i>6</i> €</dd>'],
    ['<h2>Coût</h2><p>5 €</p>', '<p>5 €</p>'],
    ['<h2>Coût</h2><ul></ul>5 €', '<ul></ul>5 €'],
    ['<p><b>Coût</b> 5 €</p>', undefined],
    ['<p><b>Coût</b> 5 <span>€</span></p>', undefined],
  ])('the markup of %s, when it matters', (html, kept) => {
    expect(labelled(html)[0]?.html).toBe(kept)
  })

  test('several are tried, after what was aimed at', () => {
    expect(labelled('<p><b>Tarif</b> 5 €</p>', { label: ['Coût', 'Tarif'] }).map(({ words }) => words)).toEqual(['5 €'])
    expect(labelled('<p><b>Coût</b> 5 €</p><i>6</i>', { select: 'i', label: 'Coût' })[0]?.words).toBe('6')
    expect(labelled('<p>x</p>')).toEqual([])
  })
})

test('a place of one match has no rank; a short rule is not required and has no label', () => {
  const [field] = compileFields(FieldRules.parse({ nom: 'h1' }))
  const [long] = compileFields(FieldRules.parse({ nom: { label: 'Nom' } }))
  if (!field || !long) throw new Error('no field')
  expect(readField(field, rootOf(page), page)[0]?.origin.where).toBe('titre de la page')
  expect(readField(field, rootOf(page), page)[0]?.html).toBeUndefined()
  expect(field).toMatchObject({ labels: [], first: false, required: false })
  expect(long).toEqual({
    name: 'nom',
    readings: [],
    labels: ['Nom'],
    otherLabels: new Set(),
    first: false,
    required: false,
  })
})

test.each([
  ['href', ' fiche ', 'https://x.fr/fiche'],
  ['src', '/i.png', 'https://x.fr/i.png'],
  ['action', 'envoi', 'https://x.fr/envoi'],
  ['data-x', ' fiche ', 'fiche'],
  ['href', ' ', ''],
  ['href', 'http://[', 'http://['],
  ['href', 'mailto:%20a%40x.fr%20?subject=b', 'a@x.fr'],
  ['href', 'MAILTO:a@x.fr', 'a@x.fr'],
  ['href', 'mailto:a%4', 'a%4'],
  ['href', 'https://y.fr/?a=mailto:b', 'https://y.fr/?a=mailto:b'],
])('the attribute %s of %j', (attr, value, words) => {
  const opened = openPage({ text: `<a>x</a>`, hash: 'h', address: 'https://x.fr/' })
  const element = opened.$('a').attr(attr, value).get(0)
  if (!element) throw new Error('no link')
  expect(attributeWords(element, attr, 'https://x.fr/')).toBe(words)
  expect(attributeWords(element, 'absent', 'https://x.fr/')).toBe('')
})

describe('a label in another number than the page’s', () => {
  const fields = (text: string, rules: unknown, beside: unknown = {}) => {
    const opened = openPage({ text, hash: 'h', address: 'https://x.fr/offre' })
    return Object.fromEntries(
      compileFields(FieldRules.parse(rules), FieldRules.parse(beside)).map(field => {
        const [value] = readField(field, rootOf(opened), opened)
        return [field.name, value ? `${value.words} (${value.origin.where})` : null]
      }),
    )
  }

  test.each([
    ['Tarif', '<dl><dt>Tarifs</dt><dd>5 €</dd></dl>', '5 € (libellé « Tarifs »)'],
    ['Tarifs', '<p><b>Tarif :</b> 5 €</p>', '5 € (libellé « Tarif »)'],
    ['Tarif', '<p>TARIFS : 5 €</p>', '5 € (libellé « TARIFS »)'],
    ['Tarif', '<p>Les Tarifs évoluent.</p><p>Tarifs – 5 €</p>', '5 € (libellé « Tarifs »)'],
    ['Tarif', '<p>Tarif(s) : 5 €</p>', '5 € (libellé « Tarif(s) »)'],
    ['Date', '<h2>Dates :</h2><p>en mars</p>', 'en mars (libellé « Dates »)'],
    ['Public concerné', '<p><b>Publics concernés</b> jeunes</p>', 'jeunes (libellé « Publics concernés »)'],
    ['Publics visés', '<p>Public vise : jeunes</p>', 'jeunes (libellé « Public vise »)'],
    ['Horaires d’ouverture', "<p>Horaire d'ouverture : 9 h</p>", "9 h (libellé « Horaire d'ouverture »)"],
    ['Lieu', '<p>Lieux : Rennes</p>', 'Rennes (libellé « Lieux »)'],
  ])('«%s» on %s', (label, html, read) => {
    expect(fields(html, { champ: { label } })).toEqual({ champ: read })
  })

  test.each([
    ['the words of a longer label', '<p>Tarifs réduits : 5 €</p>'],
    ['the words of a longer heading', '<h2>Tarifs réduits</h2><p>5 €</p>'],
    ['a sentence', '<p>Nos tarifs sont affichés.</p>'],
    ['another word', '<p>Tarification : 5 €</p>'],
    ['nothing after', '<p>Tarifs :</p>'],
  ])('not %s', (_, html) => {
    expect(fields(html, { champ: { label: 'Tarif' } })).toEqual({ champ: null })
  })

  test('an exact label comes first, wherever it stands and whichever of the field’s it is', () => {
    const page = '<p>Tarifs : 5 €</p><p>Tarif : 6 €</p><p>Prix : 7 €</p>'
    expect(fields(page, { champ: { label: 'Tarif' } })).toEqual({ champ: '6 € (libellé « Tarif »)' })
    expect(fields(page, { champ: { label: ['Dates', 'Prix'] } })).toEqual({ champ: '7 € (libellé « Prix »)' })
  })

  test('what another field is called is that field’s, there and beside', () => {
    const page = '<p>Tarifs : 5 €</p>'
    const one = { label: 'Tarif' }
    const many = { label: ['Tarifs', 'Prix'] }
    expect(fields(page, { one, many })).toEqual({ one: null, many: '5 € (libellé « Tarifs »)' })
    expect(fields(page, { one }, { many })).toEqual({ one: null })
    expect(fields(page, { one, titre: 'h1' })).toEqual({ one: '5 € (libellé « Tarifs »)', titre: null })
  })

  test('a label without a word is nowhere', () => {
    expect(fields('<p>: 5 €</p>', { champ: { label: '–' } })).toEqual({ champ: null })
  })
})
