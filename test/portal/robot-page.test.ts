import { load } from 'cheerio'
import { expect, test } from 'vitest'
import { createIdentity } from '../../src/harvest/identity.ts'
import { readRobots } from '../../src/harvest/robots.ts'
import { robotPage } from '../../src/portal/pages/robot.ts'

const { product, userAgent, contact } = createIdentity({
  version: '1.2.0',
  page: 'https://dora-sync.example/robot',
  contact: 'contact@dora-sync.example',
})

test('the lines that the robot’s page gives to a webmaster are obeyed by our own rules', async () => {
  const page = load(String(await robotPage({ productToken: product, userAgent, contact })))
  const rules = readRobots('https://x.fr', { status: 200, text: page('pre').text() }, product, 0)
  expect(rules.kind).toBe('rules')
  expect(rules.kind === 'rules' && rules.allows('https://x.fr/offres')).toBe(false)
  expect(page('code').first().text()).toBe(userAgent)
})
