import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { checkSourceCommand } from './check-source.ts'
import type { SourceCheck } from './check-source-text.ts'

const HOME = join(import.meta.dirname, '..', '..')

async function run(...args: string[]): Promise<{ text: string; code: number }> {
  let text = ''
  let code = 0
  await checkSourceCommand({
    places: () => ({ config: join(HOME, 'config'), mappings: join(HOME, 'mappings'), data: '' }),
    env: {},
    clock: manualClock('2026-11-24T09:00:00Z'),
    out: written => {
      text += written
    },
    exit: given => {
      code = given
    },
  })
    .exitOverride()
    .parseAsync(['node', 'check-source', ...args])
  return { text, code }
}

test('shows the value, where it was read, the rule and the finding, field by field', async () => {
  const { text, code } = await run('pems')
  expect(code).toBe(0)
  expect(text).toContain('PEM’S (APASE) (pems)')
  expect(text).toContain(
    'Téléphone (telephone)\u00A0: +33223300950\n      lu\u00A0: «\u00A002\u00A023\u00A030\u00A009\u00A050\u00A0» (pied de page, téléphone)\n      règle\u00A0: telephone ← structure',
  )
  expect(text).toContain('(la convention, Action 5 – ')
  expect(text).toContain('contradiction\u00A0: «\u00A0Personnes en situation de handicap psychique')
  expect(text).toContain('En tout\u00A0: 2\u00A0offres, 0\u00A0rejet.')
  expect(text).not.toContain('Martin')
})

test('rejections say where and whose move it is', async () => {
  const { text } = await run('prelude')
  expect(text).toContain('Cette page parle de l’association Prélude du Finistère')
  expect(text).toContain('à agir\u00A0: configuration')
})

test('the same, for machines', async () => {
  const { text } = await run('ufopeps', '--json')
  const check = JSON.parse(text) as SourceCheck
  expect(check).toMatchObject({
    source: 'ufopeps',
    sample: true,
    outcome: { state: 'complete' },
    unknown: [{ value: 'mamans solo' }],
  })
  expect(check.offers).toHaveLength(3)
})

test('a source without address cannot be read live, and says what to do', async () => {
  await expect(run('pems', '--live')).rejects.toThrow(/config\/sources\/pems\.yaml/)
})

test('a page that cannot be read is told, with exit code 1', async () => {
  const { text, code } = await run('pems', '--address', 'http://127.0.0.1:9/absente')
  expect(code).toBe(1)
  expect(text).toContain('Lecture\u00A0: impossible')
})

test('an unknown source is told with those that are known', async () => {
  await expect(run('inconnue')).rejects.toThrow(/Source inconnue : inconnue\. Connues : adie, .*pems/)
})
