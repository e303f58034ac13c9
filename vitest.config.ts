import { defineConfig } from 'vitest/config'

/**
 * Two projects. `unit`: tests that stand beside the code (`src/**.test.ts`, `jobs/**.test.ts`), no server but loopback ones they start.
 * `scenario`: whole journeys under `test/`, which may need Redis, Postgres or Chromium.
 */
export default defineConfig({
  test: {
    // Most scenarios wait for real servers: a third worker on two cores costs nothing and ends sooner.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts', 'jobs/**/*.test.ts'] } },
      { extends: true, test: { name: 'scenario', include: ['test/**/*.test.ts'], exclude: ['test/bench/**'] } },
    ],
  },
})
