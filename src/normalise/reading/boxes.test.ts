import { expect, test } from 'vitest'
import { tickedOnly } from './boxes.ts'

test.each([
  ['☒ Jeunes ☐ Seniors', 'Jeunes'],
  ['☐ Présentiel ☑ Distanciel ☑ Hybride', 'Distanciel\nHybride'],
  ['Jeunes ✓ Seniors ✗', 'Jeunes'],
  ['✓ Jeunes, femmes ✗ Seniors', 'Jeunes, femmes'],
  ['[x] Gratuit [ ] Payant', 'Gratuit'],
  ['Seniors ✗', ''],
])('«%s» → «%s»', (words, ticked) => {
  expect(tickedOnly(words)).toBe(ticked)
})

test.each(['□ Jeunes □ Seniors', '❑ Jeunes', '☑ Jeunes ☑ Seniors', '✓ Jeunes', 'Jeunes [1]', 'Jeunes'])(
  '«%s»: nothing is left unticked, and it stays',
  words => {
    expect(tickedOnly(words)).toBe(words)
  },
)
