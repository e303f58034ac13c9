import { defineConfig } from 'vitest/config'

/**
 * Three projects. `unit`: tests that stand beside the code, no server but loopback ones they start. `scenario`: whole journeys under
 * `test/`, with real Redis, Postgres or Chromium. `fleet`: processes that are killed, put to sleep and restarted; it comes last and has the
 * machine to itself, since what it observes is who comes first. Those two talk to processes that a busy machine may starve: a test that
 * fails there is tried once more, and the closing lines name it, so that it is looked into.
 */
export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'jobs/**/*.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'scenario',
          retry: 1,
          include: ['test/**/*.test.ts'],
          exclude: ['test/bench/**', 'test/fleet/**'],
          // A single long test file must not have the others wait for it.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'fleet',
          retry: 1,
          include: ['test/fleet/**/*.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
