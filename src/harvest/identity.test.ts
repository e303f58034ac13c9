import { expect, test } from 'vitest'
import { createIdentity, robotFacts } from './identity.ts'

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

test('the facts say how to be left alone, and the lines they give are obeyed by our own rules', async () => {
  const facts = robotFacts(identity, 90)
  expect(facts.howToStop.join(' ')).toContain('robots.txt')
  expect(facts.personalData.join(' ')).toContain('90\u00A0jours')
  const { readRobots } = await import('./robots.ts')
  const rules = readRobots('https://x.fr', { status: 200, text: facts.robotsTxt }, identity.product, 0)
  expect(rules.kind === 'rules' && rules.allows('https://x.fr/offres')).toBe(false)
})
