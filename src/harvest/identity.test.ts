import { expect, test } from 'vitest'
import { createIdentity } from './identity.ts'

const identity = createIdentity({
  version: '1.2.0',
  page: 'https://dora-sync.example/robot',
  contact: 'contact@dora-sync.example',
})

test('the header has the shape that sites expect', () => {
  expect(identity.userAgent).toBe('DoraSyncBot/1.2.0 (+https://dora-sync.example/robot; contact@dora-sync.example)')
})

test('nothing in the configuration can break the header', () => {
  const { userAgent } = createIdentity({ version: '1\r\nX: y', page: 'https://é.fr/(robot)', contact: 'a b' })
  expect(userAgent).toMatch(/^DoraSyncBot\/[\x21-\x7E]+ \(\+[\x21-\x27\x2A-\x7E]+; [\x21-\x27\x2A-\x7E]+\)$/)
})
