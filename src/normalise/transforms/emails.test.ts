import { expect, test } from 'vitest'
import { emails, parseEmails } from './emails.ts'

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

test.each([
  'contact [ at ] asso [ point ] org',
  'contact {at} asso {dot} org',
  'contact  AT  asso  DOT  org',
  'contact arobase asso (point) org',
  'contact (a) asso.org',
  'contact @ asso.org',
  'contact  @asso.org',
  'contact@  asso.org',
  '02 99 01 02 03contact@asso.org',
  'contact@asso.org 02.99.01.02.03',
  'contact@asso.org ou +33 2 99 01 02 03',
  '+33299010203 contact@asso.org',
  'contact [à] asso.org',
  'contact%40asso.org',
])('«%s» is one address, and nothing else is to be told', text => {
  expect(parseEmails(text)).toEqual({ ok: true, values: ['contact@asso.org'] })
})

test('an address that is no longer used is none', () => {
  expect(values('ancienne adresse : vieux@asso.org')).toMatch(/, et pas une qui ne sert plus$/)
  expect(values('rien')).toMatch(/contact@asso\.org$/)
})

test('the new address is kept beside the one that it replaces', () => {
  expect(values('contact@asso.fr, l’ancienne adresse accueil@asso.fr ne fonctionne plus')).toEqual(['contact@asso.fr'])
  expect(values('accueil@asso.fr n’est plus valable : écrire à contact@asso.fr')).toEqual(['contact@asso.fr'])
})

test('a link that leads to an address tells it when the words do not', () => {
  const apply = (words: string, html?: string) => emails.apply(words, null, { today: '2026-11-29' }, html)
  const html = '<p><a href="mailto:contact@asso.fr?subject=x">nous écrire</a> <a href="https://asso.fr">x</a></p>'
  expect(apply('nous écrire', html)).toMatchObject({ ok: true, values: ['contact@asso.fr'] })
  expect(apply('a@b.fr', html)).toEqual({ ok: true, values: ['a@b.fr'] })
  expect(apply('nous écrire', '<a href="https://asso.fr">nous écrire</a>')).toMatchObject({ ok: false })
  expect(apply('nous écrire')).toMatchObject({ ok: false })
})

test('the name of a person stands at the beginning, in two parts', () => {
  const codes = (text: string) => {
    const parsed = parseEmails(text)
    return parsed.ok && parsed.notes?.map(({ code }) => code)
  }
  expect(codes('durand_marie@asso.org')).toEqual(['courriel-nominatif'])
  expect(codes('x1.marie.durand@asso.org')).toBeUndefined()
  expect(codes('pole.insertion@asso.org')).toBeUndefined()
  expect(codes('marie.durand@a.fr, paul.martin@b.fr')).toEqual(['courriel-nominatif', 'courriel-a-verifier'])
})

test('capitals everywhere, and a page glued behind', () => {
  expect(parseEmails('Contact@Asso.Org')).toEqual({ ok: true, values: ['contact@asso.org'] })
  expect(parseEmails('contact@asso.OrgTél')).toMatchObject({ ok: false })
  expect(parseEmails('contact@asso.orgwww.asso.org')).toMatchObject({ ok: true, values: ['contact@asso.org'] })
  expect(parseEmails('contact@www.asso.org')).toMatchObject({ ok: true, values: ['contact@www.asso.org'] })
})

test.each(['prénom.nom@asso.fr', 'nom@asso.fr', 'contact@exemple.fr', 'votre-email@asso.org', 'adresse@domaine.fr'])(
  '«%s» is a model of an address',
  text => {
    expect(values(text)).toContain('et pas un modèle d’adresse')
  },
)

test('a model beside an address is left; a name that only begins like one is read', () => {
  expect(values('prenom.nom@asso.fr ou contact@asso.fr')).toEqual(['contact@asso.fr'])
  expect(values('nomade@asso.fr')).toEqual(['nomade@asso.fr'])
})

test.each(['noreply@asso.fr', 'ne-pas-repondre@asso.fr', 'contact@gmail.con', 'contact@gmial.com', 'a@orange.f.fr'])(
  '«%s» is kept',
  text => {
    expect(values(text)).toEqual([text])
    expect(parseEmails(text)).toMatchObject(
      text === 'a@orange.f.fr' ? { ok: true } : { notes: [{ code: 'courriel-a-verifier', severity: 'avertissement' }] },
    )
  },
)

test('an address that somebody reads is told nothing of', () => {
  expect(parseEmails('contact@gmail.com')).toEqual({ ok: true, values: ['contact@gmail.com'] })
})
