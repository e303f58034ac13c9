import { expect, test } from 'vitest'
import { parseUrl, url } from './url.ts'

const value = (text: string) => {
  const parsed = parseUrl(text)
  return parsed.ok ? parsed.values[0] : parsed.expected
}

test.each([
  ['https://www.apase.org/pems', 'https://www.apase.org/pems'],
  ['www.apase.org', 'https://www.apase.org/'],
  ['apase.org/pems.', 'https://apase.org/pems'],
  ['Site : http://apase.org', 'http://apase.org/'],
  ['http://127.0.0.1:4000/pems/', 'http://127.0.0.1:4000/pems/'],
  ['https://élan.bzh/', 'https://xn--lan-9la.bzh/'],
])('%s', (text, expected) => {
  expect(value(text)).toBe(expected)
})

test.each(['', 'néant', 'ftp://asso.org/x', 'contact@asso.org', 'javascript:alert(1)'])('«%s» is no address', text => {
  expect(value(text)).toContain('une adresse web')
})

test('credentials are refused', () => {
  expect(value('https://moi:secret@asso.org/')).toContain('une adresse web')
})

const long = (length: number) => `https://asso.org/${'a'.repeat(length - 17)}`
test.each([
  ['(www.asso.org).', 'https://www.asso.org/'],
  ['asso.org.', 'https://asso.org/'],
  ['www.asso.org/a(b),;', 'https://www.asso.org/a(b'],
  ['HTTPS://ASSO.org/A', 'https://asso.org/A'],
  ['http://localhost:4000/x', 'http://localhost:4000/x'],
  ['asso.org/?u=https://autre.fr', 'https://asso.org/?u=https://autre.fr'],
  ['www.x1.bzh', 'https://www.x1.bzh/'],
  [long(2083), long(2083)],
])('%#: an address, and nothing is told', (text, href) => {
  expect(parseUrl(text)).toEqual({ ok: true, values: [href] })
})

test.each([
  'javascript:x.fr',
  'MAILTO:a.fr',
  'http://127.0.0.1.5/',
  'http://serveur/',
  'http://asso.1a/',
  'http://asso.c/',
  'http://[',
  'moi@asso.org/x',
  'https://asso.org:x/',
  long(2084),
])('%#: no address', text => {
  expect(parseUrl(text)).toEqual({ ok: false, expected: 'une adresse web, par exemple https://www.asso.org/' })
})

test('of several the first, and the other is told; an e-mail beside is none; words beside are told', () => {
  const note = (text: string) => {
    const parsed = parseUrl(text)
    return parsed.ok
      ? [parsed.values[0], ...(parsed.notes ?? []).map(({ severity, message }) => `${severity} ${message}`)]
      : []
  }
  const other = `www.autre.fr/${'b'.repeat(100)}`
  expect(note(`www.asso.org ou ${other}`)).toEqual([
    'https://www.asso.org/',
    `info Plusieurs adresses web : « ${other.slice(0, 100)} » n’est pas gardée.`,
  ])
  expect(note('www.asso.org moi@asso.org')).toEqual(['https://www.asso.org/'])
  expect(note('www.asso.org kermesse')).toEqual([
    'https://www.asso.org/',
    'info Ces mots, à côté de la valeur, n’ont pas été lus : « kermesse ».',
  ])
})

test('one that is no longer used is none', () => {
  expect(value('ancien site : www.asso.org')).toContain(', et pas une qui ne sert plus')
  expect(value('www.asso.org n’est plus utilisé')).toContain(', et pas une qui ne sert plus')
  expect(value('ancien site : www.asso.org ; www.neuf.org')).toBe('https://www.neuf.org/')
})

test.each([
  ['http:/www.asso.fr', 'http://www.asso.fr/'],
  ['http//www.asso.fr', 'http://www.asso.fr/'],
  ['https:www.asso.fr', 'https://www.asso.fr/'],
  ['https:\\\\asso.fr', 'https://asso.fr/'],
  ['htp://www.asso.fr/a', 'http://www.asso.fr/a'],
  ['htttps://asso.fr', 'https://asso.fr/'],
  ['http://https://www.asso.fr', 'https://www.asso.fr/'],
  ['http://http://www.asso.fr', 'http://www.asso.fr/'],
])('«%s» is mended, and told', (text, href) => {
  expect(parseUrl(text)).toEqual({
    ok: true,
    values: [href],
    notes: [
      { code: 'adresse-web-corrigee', severity: 'info', message: `« ${text} » est mal écrit : lu comme ${href}.` },
    ],
  })
})

test.each(['Inscription.Merci', 'Atelier.Venez nombreux', 'gratuit.Pour', 'M.Durand'])('«%s» is no address', text => {
  expect(value(text)).toContain('une adresse web')
})

test.each([
  ['[Notre site](https://asso.fr)', 'https://asso.fr/'],
  ['<https://asso.fr>', 'https://asso.fr/'],
  ['«https://asso.fr»', 'https://asso.fr/'],
  ['https://asso.merci/', 'https://asso.merci/'],
  ['mairie.asso.fr', 'https://mairie.asso.fr/'],
])('%s', (text, href) => expect(value(text)).toBe(href))

test('a link tells its address when the words do not', () => {
  const apply = (words: string, html?: string) => url.apply(words, null, { today: '2026-11-29' }, html)
  expect(apply('s’inscrire', '<a href="https://asso.fr/i">s’inscrire</a>')).toMatchObject({
    ok: true,
    values: ['https://asso.fr/i'],
  })
  expect(apply('www.asso.fr', '<a href="https://autre.fr">www.asso.fr</a>')).toMatchObject({
    values: ['https://www.asso.fr/'],
  })
  expect(apply('s’inscrire', '<a href="/i">s’inscrire</a>')).toMatchObject({ ok: false })
})

test.each([
  ['wwww.asso.org', 'https://www.asso.org/'],
  ['ww.asso.org/x', 'https://www.asso.org/x'],
  ['https://wwww.asso.org', 'https://www.asso.org/'],
])('«www» written awry is mended, and told: %s', (text, href) => {
  expect(parseUrl(text)).toMatchObject({
    ok: true,
    values: [href],
    notes: [{ code: expect.any(String), message: expect.stringContaining('mal écrit') }],
  })
})

test('a comma is no part of a name, and parts two addresses', () => {
  expect(value('www,asso.org')).toContain('une adresse web')
  expect(value('https://asso_de.org,x')).toContain('une adresse web')
  expect(value('https://asso.org,https://asso.fr')).toBe('https://asso.org/')
  expect(value('https://asso.org/a,b')).toBe('https://asso.org/a,b')
  expect(value('ww.org')).toBe('https://ww.org/')
})

test('«www.asso» has lost its ending; «www.fr.eu» has not', () => {
  expect(value('www.asso')).toContain('une adresse web')
  expect(value('https://www.asso/page')).toContain('une adresse web')
  expect(value('www.asso.fr')).toBe('https://www.asso.fr/')
  expect(value('https://wwwasso.fr')).toBe('https://wwwasso.fr/')
})
