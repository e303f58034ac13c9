import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COG_FILE } from '../../src/reference/official-geography.ts'
import { cogText } from './cog-text.ts'

test('the geography that the product carries is that of the package, line by line', () => {
  // Compared as one: a difference would print a megabyte.
  expect(readFileSync(COG_FILE, 'utf8') === cogText(), 'node test/reference/cog-text.ts writes it anew').toBe(true)
})
