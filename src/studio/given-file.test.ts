import { expect, test } from 'vitest'
import { memoryDocumentStore } from '../harvest/memory-document-store.ts'
import { givenAddress, givenFetcher, saidOfFile } from './given-file.ts'

test('a file is called by its name, never by the address that stands for it', () => {
  const file = { name: 'nos ateliers.xlsx' }
  expect(saidOfFile(`${givenAddress(file)} répond une image, alors qu’on attend un tableur.`, file)).toBe(
    '« nos ateliers.xlsx » est une image, alors qu’on attend un tableur.',
  )
  expect(saidOfFile(givenAddress(file), file)).toBe('nos ateliers.xlsx')
})

test('a table as Excel writes it is read with its accents, in this process or in another', async () => {
  const documents = memoryDocumentStore()
  const body = Buffer.from('nom;lieu\r\nVélo;Fougères\r\n', 'latin1')
  const hash = await documents.put(body, '2026-11-28T09:00:00Z')
  const file = { hash, name: 'a.csv', type: 'text/csv' }
  const fetcher = givenFetcher(file, { source: 's', documents, now: () => '2026-11-28T09:00:00Z' })
  const { text, charset } = await fetcher.stream(givenAddress(file))
  expect([(await Array.fromAsync(text ?? [])).join(''), charset?.used]).toEqual([
    'nom;lieu\r\nVélo;Fougères\r\n',
    'windows-1252',
  ])
})
