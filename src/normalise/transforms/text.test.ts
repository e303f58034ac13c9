import { describe, expect, test } from 'vitest'
import { cutAtSentence, markdown, text, toMarkdown } from './text.ts'
import { title } from './title.ts'

const context = { today: '2026-01-01' }

test('paragraphs, lists, bold and folded parts stay; scripts, forms and attributes go', () => {
  const html = `<h2>PEM’S</h2><p>Pour <strong>toute personne</strong> <a href="javascript:alert(1)">concernée</a>.</p>
    <ul><li>Réduire les freins</li>\n<li>Définir le <em>projet</em></li></ul><script>alert(1)</script>
    <form><input value="x"></form><div style="display: none"><p>Replié</p></div><p>Ligne<br>suivante</p>`
  expect(toMarkdown(html)).toBe(
    'PEM’S\n\nPour **toute personne** concernée.\n\n- Réduire les freins\n- Définir le projet\n\nReplié\n\nLigne\nsuivante',
  )
})

test('an ordered list keeps its numbers', () => {
  expect(toMarkdown('<ol><li>un</li><li>deux</li></ol>')).toBe('1. un\n2. deux')
})

test('lists of a page that writes its own marks are lists, one line each, a blank before the mark or not', () => {
  expect(toMarkdown('<p>Avant</p><p> - un  deux</p><p> - trois</p><p>Après</p>')).toBe(
    'Avant\n\n - un deux\n - trois\n\nAprès',
  )
  expect(toMarkdown('<p>- un</p><p>- deux</p>')).toBe('- un\n- deux')
  expect(toMarkdown('<p>9. neuf</p><p>10. dix</p><p>11. onze  fois</p>')).toBe('9. neuf\n10. dix\n11. onze fois')
  expect(toMarkdown('<p>a</p><p> 1. un</p><p> 2. deux</p>')).toBe('a\n\n 1. un\n 2. deux')
})

test('a dash or a number inside a sentence makes no list', () => {
  expect(toMarkdown('<p>En mai - puis en juin</p><p>En 2026. Sur place</p>')).toBe(
    'En mai - puis en juin\n\nEn 2026. Sur place',
  )
  expect(toMarkdown('<p>a. un</p><p>- deux</p>')).toBe('a. un\n\n- deux')
  expect(toMarkdown('<p>- deux</p><p>a. un</p><p>2026 - un</p>')).toBe('- deux\n\na. un\n\n2026 - un')
})

test('an item is one line whatever stands in it; between numbered items blanks and scripts count for nothing', () => {
  expect(toMarkdown('<ul><li> <p>un</p>\n<p>deux</p> </li><li>trois<br><br>quatre</li></ul>')).toBe(
    '- un deux\n- trois quatre',
  )
  expect(toMarkdown('<ol>\n<li>un</li>\n<!-- rien --><li>deux</li>\n</ol>')).toBe('1. un\n2. deux')
  expect(toMarkdown('<ol><li>un</li><script>x</script><li>deux</li></ol>')).toBe('1. un\n2. deux')
})

test('blanks and comments of the source are not read, an empty bold neither', () => {
  expect(toMarkdown('<p>un\n   deux</p><!-- trois --><p><b> </b>quatre</p>')).toBe('un deux\n\nquatre')
  expect(toMarkdown('a<!-- <b>x</b> --> b')).toBe('a b')
})

test('a list goes on from the number that the page gives, and an empty item is none', () => {
  expect(toMarkdown('<ol start="3"><li>trois</li><li>quatre</li></ol>')).toBe('3. trois\n4. quatre')
  expect(toMarkdown('<ol start="x"><li>un</li></ol>')).toBe('1. un')
  expect(toMarkdown('<ul><li>Un</li><li> </li><li>Deux</li></ul>')).toBe('- Un\n- Deux')
})

test('what is struck out is said no more', () => {
  expect(toMarkdown('<p>Prix : <del>10 €</del> <s>8 €</s> gratuit</p>')).toBe('Prix : gratuit')
})

test('bold inside a word does not cut it', () => {
  expect(toMarkdown('<p>in<b>clus</b>ion, mot<strong>é</strong>s, <b>A</b>telier</p>')).toBe(
    'inclusion, motés, Atelier',
  )
  expect(toMarkdown('<p><b>Objectif</b>trouver, <b>A</b> été, l’<b>atelier</b> ouvert</p>')).toBe(
    '**Objectif** trouver, **A** été, l’**atelier** ouvert',
  )
})

test('zero-width and bidi controls go, accents are composed', () => {
  expect(toMarkdown('<p>e\u0301co\u200Ble\u202E</p>')).toBe('école')
})

test('a text is cut at the end of a sentence, or of a word', () => {
  expect(cutAtSentence('Une phrase. Une autre phrase. Et la suite', 32)).toBe('Une phrase. Une autre phrase.')
  expect(cutAtSentence('unmotpuisunautremot encore', 22)).toBe('unmotpuisunautremot…')
  expect(cutAtSentence('x'.repeat(30), 10)).toHaveLength(10)
})

test.each([
  ['Accompagnement proposé par M. Durand et son équipe', 30, 'Accompagnement proposé par M.…'],
  ['Contact au tél. 02 99 00 00 00 pour tous les publics', 30, 'Contact au tél. 02 99 00 00…'],
  ['Des ateliers (ex. cuisine, couture, jardin) pour tous', 30, 'Des ateliers (ex. cuisine,…'],
  ['Phrase une. Ouvert de 9 h. 30 à midi chaque jour', 28, 'Phrase une. Ouvert de 9 h.…'],
  ['Un lieu ouvert. Voir M. Durand chaque mardi', 25, 'Un lieu ouvert.'],
])('the dot of an abbreviation ends no sentence: «%s»', (words, max, kept) => {
  expect(cutAtSentence(words, max)).toBe(kept)
})

test('a character of two halves is not cut', () => {
  expect(cutAtSentence('🚀'.repeat(30), 10)).toBe('🚀🚀🚀🚀…')
})

test('a text of just the length is whole, one more is cut', () => {
  expect(cutAtSentence('Une phrase.', 11)).toBe('Une phrase.')
  expect(cutAtSentence('Un. Deux trois', 6)).toBe('Un.…')
  expect(cutAtSentence('Oui ! Non, mais oui', 7)).toBe('Oui !')
  expect(cutAtSentence('Un mot ou deux', 7)).toBe('Un mot…')
  expect(cutAtSentence('abcdefghij', 5)).toBe('abcd…')
  expect(cutAtSentence('  abcdef. ghijkl', 11)).toBe('  abcdef.')
  expect(cutAtSentence(' abcdefghij', 6)).toBe(' abcd…')
})

test('what is cut says how long it was and how long it is', () => {
  expect(text.apply('Une phrase. Une autre', { max: 15 }, context)).toEqual({
    ok: true,
    values: ['Une phrase.'],
    notes: [
      {
        code: 'texte-coupe',
        severity: 'info',
        message: 'Le texte fait 21 caractères : il est coupé à la fin d’une phrase, à 11.',
      },
    ],
  })
})

test('a text that is cut at a word says so', () => {
  expect(text.apply('Un mot puis deux autres', { max: 15 }, context)).toMatchObject({
    values: ['Un mot puis…'],
    notes: [{ message: 'Le texte fait 23 caractères : il est coupé à la fin d’un mot, à 12.' }],
  })
})

test('lines of a plain text are squeezed each for itself', () => {
  expect(markdown.apply('\n\n un  deux \ntrois\n\n', null, context)).toEqual({
    ok: true,
    values: ['un deux\ntrois'],
  })
})

test('a title has three letters at least, and no dot at its end, but for etc.', () => {
  expect(title.apply('CIP', null, context)).toEqual({ ok: true, values: ['CIP'] })
  expect(title.apply('A. B. C...', null, context)).toEqual({ ok: true, values: ['A. B. C'] })
  expect(title.apply('Vélo, bus, etc.', null, context)).toEqual({ ok: true, values: ['Vélo, bus, etc.'] })
  expect(title.apply('Un atelier .', null, context)).toEqual({ ok: true, values: ['Un atelier'] })
})

test('the three transforms', () => {
  expect(text.apply('  a \n b ', null, context)).toEqual({ ok: true, values: ['a b'] })
  expect(text.apply(' ', null, context)).toMatchObject({ ok: false })
  expect(title.apply('PEM’S accompagnement.', null, context)).toEqual({ ok: true, values: ['PEM’S accompagnement'] })
  expect(title.apply('ab', null, context)).toMatchObject({ ok: false })
  expect(markdown.apply('a b', null, context, '<p>a</p><p>b</p>')).toEqual({ ok: true, values: ['a\n\nb'] })
  expect(markdown.apply('a\n\n\n\nb', null, context)).toEqual({ ok: true, values: ['a\n\nb'] })
  expect(markdown.apply(`${'Phrase longue. '.repeat(200)}`, null, context)).toMatchObject({
    notes: [{ code: 'texte-coupe' }],
  })
})

test('words of a list outside its items are kept, items keep their rank, a list inside a list is set in', () => {
  expect(toMarkdown('<ol><li>un</li>entre deux<li>deux</li></ol>')).toBe('1. un\n\nentre deux\n\n2. deux')
  expect(toMarkdown('<ol>\n<li>un</li>\n<li>deux</li>\n</ol>')).toBe('1. un\n2. deux')
  expect(toMarkdown('<ol><p>Avant</p><li>un</li></ol>')).toBe('Avant\n\n1. un')
  expect(toMarkdown('<ul>Avant<li>un</li></ul>')).toBe('Avant\n- un')
  expect(toMarkdown('<ul><li>un<ul><li>un a</li><li>un b</li></ul></li><li>deux</li></ul>')).toBe(
    '- un\n  - un a\n  - un b\n- deux',
  )
  expect(toMarkdown('<ul><li>un<ol><li>a<ul><li>x</li></ul></li></ol></li></ul>')).toBe('- un\n  1. a\n    - x')
  expect(toMarkdown('<ul><li>un<br>suite</li></ul>')).toBe('- un suite')
})

test('a comma keeps close to a word in bold', () => {
  expect(toMarkdown('<p><b>Un mot</b>, <b>deux</b>. <b>Trois</b> mots</p>')).toBe(
    '**Un mot**, **deux**. **Trois** mots',
  )
})

describe('cells that nobody answered', () => {
  const broken = [
    '#REF!',
    '#N/A',
    '#VALEUR!',
    '#NOM?',
    '#DIV/0!',
    '########',
    'Err:502',
    '=CONCATENER("a";"b")',
    'undefined',
    '[object Object]',
  ]
  const voids = [
    'N/A',
    'néant',
    '---',
    '???',
    'xxx',
    'À compléter',
    'Lorem ipsum dolor sit amet.',
    'non renseigné',
    'NC',
    'n.c.',
  ]
  const refused = { ok: false, expected: 'un texte, et pas une case sans réponse' }
  test.each(broken)('«%s» is no text', words => {
    expect(markdown.apply(words, null, context)).toEqual(refused)
    expect(text.apply(words, null, context)).toEqual(refused)
    expect(title.apply(words, null, context)).toMatchObject({ ok: false })
  })
  test.each(voids)('«%s» is no text that a person wrote', words => {
    expect(markdown.apply(words, null, context)).toEqual(refused)
    expect(text.apply(words, null, context)).toEqual({ ok: true, values: [words] })
    expect(title.apply(words, null, context)).toMatchObject({ ok: false })
  })
  test.each(['Test de français', '#RentréePourTous', 'Nul n’est censé', 'Atelier N/A', 'Ref 12', 'x = y (z)'])(
    '«%s» is one',
    words => expect(title.apply(words, null, context)).toEqual({ ok: true, values: [words] }),
  )
  test.each(['{{offre.nom}}', '{% if x %}', '%%titre%%', `$${'{nom}'}`])('the blank «%s» is told', blank => {
    expect(markdown.apply(`Un atelier ${blank}`, null, context)).toEqual({
      ok: true,
      values: [`Un atelier ${blank}`],
      notes: [
        {
          code: 'texte-a-verifier',
          severity: 'avertissement',
          message: `« ${blank} » est la place d’un mot que le site n’a pas rempli. À vérifier.`,
        },
      ],
    })
  })
  test('braces and percents of a sentence are told of nothing', () => {
    expect(text.apply('100 % gratuit {atelier}', null, context)).toEqual({
      ok: true,
      values: ['100 % gratuit {atelier}'],
    })
  })
})

test.each([
  ['ANNULÉ : Atelier CV', 'ANNULÉ'],
  ['[Complet] Atelier CV', '[Complet]'],
  ['Atelier CV (complet)', '(complet)'],
  ['Atelier CV - COMPLET !', 'COMPLET !'],
  ['Atelier CV – reportée', 'reportée'],
  ['Atelier CV : suspendu', 'suspendu'],
  ['Terminé – Atelier CV', 'Terminé'],
])('a name that says the offer is over is told: %s', (words, said) => {
  expect(title.apply(words, null, context)).toMatchObject({
    ok: true,
    values: [words],
    notes: [
      {
        code: 'offre-a-verifier',
        severity: 'avertissement',
        message: `« ${said} » dans l’intitulé : l’offre est-elle encore ouverte ? À vérifier.`,
      },
    ],
  })
})

test.each([
  ['Brouillon - Atelier CV', 'Brouillon'],
  ['Atelier CV (copie)', '(copie)'],
  ['Copie de Atelier CV', 'Copie de'],
  ['NE PAS PUBLIER Atelier CV', 'NE PAS PUBLIER'],
])('a name that its author did not mean to show is told: %s', (words, said) => {
  expect(title.apply(words, null, context)).toMatchObject({
    values: [words],
    notes: [
      {
        code: 'offre-a-verifier',
        message: `« ${said.trim()} » dans l’intitulé : est-ce une offre à publier ? À vérifier.`,
      },
    ],
  })
})

test.each([
  'Formation complète',
  'Complément de parcours',
  'Atelier CV (complément)',
  'Terminer son projet - étape 2',
  'Rapport annuel',
])('nothing is told of «%s»', words => expect(title.apply(words, null, context)).toEqual({ ok: true, values: [words] }))

test.each([
  ['• Atelier CV', 'Atelier CV'],
  ['- Atelier CV.', 'Atelier CV'],
  ['-18 ans', '-18 ans'],
])('a bullet is no part of a name: %s', (words, name) => {
  expect(title.apply(words, null, context)).toEqual({ ok: true, values: [name] })
})

test.each(['Sans titre', 'test', 'Test 2', 'Brouillon auto', 'Nouvelle offre', 'untitled'])(
  '«%s» is what a site calls a page that nobody named',
  words => {
    expect(title.apply(words, null, context).ok).toBe(false)
  },
)

test.each(['Tests de français', 'Nouvelle offre de l’été', 'Atelier sans titre de séjour'])('«%s» is a name', words => {
  expect(title.apply(words, null, context)).toMatchObject({ ok: true, values: [words] })
})
