import { describe, expect, test } from 'vitest'
import { compileFields, FieldRules, readField } from './fields.ts'
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
