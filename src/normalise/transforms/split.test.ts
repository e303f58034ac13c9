import { expect, test } from 'vitest'
import { split } from './split.ts'

const context = { today: '2026-01-01' }

test('pieces, without empty ones', () => {
  expect(split.apply('Femmes ; Bénéficiaires du RSA,, • Jeunes', null, context)).toEqual({
    ok: true,
    values: ['Femmes', 'Bénéficiaires du RSA', 'Jeunes'],
  })
  expect(split.apply('a/b, c', '/', context)).toEqual({ ok: true, values: ['a', 'b, c'] })
  expect(split.apply(' ; ', null, context)).toMatchObject({ ok: false })
})
