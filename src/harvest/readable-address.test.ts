import { expect, test } from 'vitest'
import { readable } from './readable-address.ts'

test.each([
  ['https://x.fr/offres#bas', undefined, 'https://x.fr/offres'],
  ['http://x.fr', undefined, 'http://x.fr/'],
  ['offres?p=2', 'https://x.fr/a/', 'https://x.fr/a/offres?p=2'],
])('%s', (address, base, read) => {
  expect(readable(address, base === undefined ? undefined : new URL(base)).href).toBe(read)
})

test.each([
  ['offres', 'adresse-invalide', 'offres'],
  ['ftp://x.fr/', 'adresse-invalide', 'ftp://x.fr/'],
  ['https://moi:secret@x.fr/a?b', 'identifiants-dans-l-adresse', 'https://x.fr/a'],
  ['https://moi@x.fr/a', 'identifiants-dans-l-adresse', 'https://x.fr/a'],
  ['https://:secret@x.fr/a', 'identifiants-dans-l-adresse', 'https://x.fr/a'],
])('%s is refused, without its password', (address, code, said) => {
  expect(() => readable(address)).toThrow(expect.objectContaining({ code, address: said }))
})
