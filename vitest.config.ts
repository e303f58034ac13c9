import { defineConfig } from 'vitest/config'

/**
 * Node reads the TypeScript by itself, as it does for those who use the program: nothing is rewritten on the way, a sixth less of the processor.
 * Not for the fleet, each of whose files begins in a new process: what Vite rewrote once, it keeps for all of them.
 */
const AS_IT_IS = { viteModuleRunner: false }

/**
 * Four projects. `unit`: tests that stand beside the code, no server but loopback ones they start. `scenario`: whole journeys under
 * `test/`, with real Redis, Postgres or Chromium. `coming`: the promises made to DORA once more, on a DORA that speaks the field names
 * to come. `fleet`: processes that are killed, put to sleep and restarted; it comes last and has the machine to itself, since what it
 * observes is who comes first. All but `unit` talk to processes that a busy machine may starve: a test that fails there is tried once
 * more, and the closing lines name it, so that it is looked into. But for the fleet, files share the parts that are loaded (`isolate: false`):
 * what a file changes in them, it puts back.
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
          isolate: false,
          experimental: AS_IT_IS,
          include: ['src/**/*.test.ts', 'jobs/**/*.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'scenario',
          isolate: false,
          experimental: AS_IT_IS,
          retry: 1,
          include: ['test/**/*.test.ts'],
          exclude: ['test/bench/**', 'test/fleet/**'],
          // Three at a time take as long, on two cores: 1 065 s and 984.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'coming',
          isolate: false,
          experimental: AS_IT_IS,
          retry: 1,
          env: { DORA_SYNC_SANDBOX_DIALECT: 'a-venir' },
          // Not the recordings, which are of August 2026, nor the traps that are about a field of that month; processes that die do so
          // in any language, and the random worlds kill passes here too.
          include: [
            'test/sync/**/*.test.ts',
            'test/census/**/*.test.ts',
            'test/dora/{any-request,contract,contract-of-passes,faults,round-trip}.test.ts',
          ],
          exclude: ['test/sync/{commands,dialects,first-passes,kill,named-faults}.test.ts'],
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
          // Most of it is waiting: two at a time leave the machine to both.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
