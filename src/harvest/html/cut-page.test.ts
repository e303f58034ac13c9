import { expect, test } from 'vitest'
import { cutPage } from './cut-page.ts'

const of = (text: string) => cutPage({ text, address: 'https://asso.example/offres' })?.code ?? null
const WHOLE =
  '<!doctype html><html lang="fr"><head><title>x</title></head><body><main><section><h2>Couture</h2><p>Le lundi.</p></section></main></body></html>'

test.each([
  ['whole', WHOLE, null],
  ['without its last tags, as some write it', WHOLE.replace('</body></html>', ''), null],
  ['a piece of a page', '<main><h1>Offres</h1><div>', null],
  ['stopped in a block', WHOLE.slice(0, WHOLE.indexOf('</section>')), 'page-coupee'],
  ['stopped in a tag', `${WHOLE.slice(0, WHOLE.indexOf('</main>'))}</ma`, 'page-coupee'],
  ['a tag that a remark holds open', WHOLE.replace('</body></html>', '<!-- <div> -->'), null],
])('a page: %s', (_, text, code) => expect(of(text)).toBe(code))
