import { expect, test } from 'vitest'
import { parseEmails } from './emails.ts'

const values = (text: string) => {
  const parsed = parseEmails(text)
  return parsed.ok ? parsed.values : parsed.expected
}

test.each([
  ['contact@apase.org', ['contact@apase.org']],
  ['Écrire à Contact@Apase.ORG.', ['contact@apase.org']],
  ['a@b.fr ; c@d.fr, a@b.fr', ['a@b.fr', 'c@d.fr']],
  ['contact [at] apase [point] org', ['contact@apase.org']],
  ['contact(arobase)apase.org', ['contact@apase.org']],
  ['mailto:pems@apase.org?subject=PEMS', ['pems@apase.org']],
  ['marie.durand@asso.org ou accueil@asso.org', ['accueil@asso.org', 'marie.durand@asso.org']],
])('%s', (text, expected) => {
  expect(values(text)).toEqual(expected)
})

test('a lone nominal address is kept and told', () => {
  expect(parseEmails('marie.durand@asso.org')).toMatchObject({ ok: true, notes: [{ code: 'courriel-nominatif' }] })
  expect(parseEmails('contact@asso.org')).not.toHaveProperty('notes')
})

test.each(['', 'contact at asso', '@apase.org', 'voir www.apase.org'])('«%s» is no e-mail', text => {
  expect(values(text)).toContain('une adresse de courriel')
})
