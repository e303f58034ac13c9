import { defineConfig } from 'vitest/config'

/** The tests that a mutation run asks: `MUTATION_TESTS`, patterns separated by new lines. One worker, as Stryker wants it; no second try. */
export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    isolate: false,
    maxWorkers: 1,
    include: (process.env.MUTATION_TESTS ?? 'src/**/*.test.ts').split('\n'),
  },
})
