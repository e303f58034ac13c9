import { expect, test } from 'vitest'
import { givenAddress, saidOfFile } from './given-file.ts'

test('a file is called by its name, never by the address that stands for it', () => {
  const file = { name: 'nos ateliers.xlsx' }
  expect(saidOfFile(`${givenAddress(file)} répond une image, alors qu’on attend un tableur.`, file)).toBe(
    '« nos ateliers.xlsx » est une image, alors qu’on attend un tableur.',
  )
  expect(saidOfFile(givenAddress(file), file)).toBe('nos ateliers.xlsx')
})
