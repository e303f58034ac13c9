import { expect, test } from 'vitest'
import { doraPages } from './dora-pages.ts'

test('the site of DORA is its API’s host without «api.»', () => {
  const pages = doraPages({ api: 'https://api.dora.example.org/', sandbox: false })
  expect(pages.service('atelier-a')).toBe('https://dora.example.org/services/atelier-a')
  expect(pages.structure('adie')).toBe('https://dora.example.org/structures/adie')
})

test('a site of its own is used as it is given', () => {
  const pages = doraPages({ api: 'http://127.0.0.1:8000', site: 'http://127.0.0.1:3000/dora/', sandbox: false })
  expect(pages.service('a/b')).toBe('http://127.0.0.1:3000/dora/services/a%2Fb')
})

test('the stand-in shows a service on its own page', () => {
  const pages = doraPages({ api: 'http://127.0.0.1:9/', sandbox: true })
  expect([pages.sandbox, pages.service('x'), pages.structure('y')]).toEqual([
    true,
    'http://127.0.0.1:9/?service=x',
    'http://127.0.0.1:9/#structures',
  ])
})
