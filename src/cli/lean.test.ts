import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Megabytes for new objects in a process of its own, which then makes some that stay. */
function roomAfter(call: string): number {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8'
    import { lean, leanPass } from ${JSON.stringify(new URL('./lean.ts', import.meta.url).href)}
    ${call}
    globalThis.kept = Array.from({ length: 500_000 }, () => ({}))
    process.stdout.write(String(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size))`
  const told = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  return Number(told) / 1024 / 1024
}

test('new objects have as little room as V8 begins with, a pass some more, and neither takes what V8 would', () => {
  const [usual, lean, pass] = ['', 'lean()', 'leanPass()'].map(roomAfter) as [number, number, number]
  expect(lean).toBeLessThan(4)
  expect(pass).toBeGreaterThan(2)
  expect(pass).toBeLessThanOrEqual(8)
  expect(pass).toBeGreaterThan(lean)
  expect(usual).toBeGreaterThan(pass)
})
