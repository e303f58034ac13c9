import { expect, test } from 'vitest'
import { wasTried } from './was-tried.ts'

test('a plan was tried by a run that names it, other than the pass that proposed it', () => {
  const plan = { id: 'p', run: 'r1' }
  expect(wasTried(plan, [{ id: 'r1', plan: 'p' }])).toBe(false)
  expect(wasTried(plan, [{ id: 'r2', plan: 'autre' }])).toBe(false)
  expect(
    wasTried(plan, [
      { id: 'r1', plan: 'p' },
      { id: 'r2', plan: 'p' },
    ]),
  ).toBe(true)
})
