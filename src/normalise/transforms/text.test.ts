import { expect, test } from 'vitest'
import { cutAtSentence, markdown, text, title, toMarkdown } from './text.ts'

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

test('zero-width and bidi controls go, accents are composed', () => {
  expect(toMarkdown('<p>e\u0301co\u200Ble\u202E</p>')).toBe('école')
})

test('a text is cut at the end of a sentence, or of a word', () => {
  expect(cutAtSentence('Une phrase. Une autre phrase. Et la suite', 32)).toBe('Une phrase. Une autre phrase.')
  expect(cutAtSentence('unmotpuisunautremot encore', 22)).toBe('unmotpuisunautremot…')
  expect(cutAtSentence('x'.repeat(30), 10)).toHaveLength(10)
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
