import { expect, test } from 'vitest'
import { isNotice } from './is-notice.ts'

test.each([
  ['derniere-page-repetee', null, true],
  ['feuille-masquee', null, true],
  ['formats-non-lus', null, true],
  ['offre-coupee', null, true],
  ['flux-recent', null, true],
  ['page-absente', null, false],
  ['', null, false],
  ['feuille-masquee', 'k', false],
  ['ligne-masquee', 'k', false],
])('«%s» of %s only tells: %s', (code, key, only) => expect(isNotice({ code, key })).toBe(only))
