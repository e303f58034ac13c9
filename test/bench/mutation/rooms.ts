/** A room of `src/` that is mutated, and the tests that are asked whether they notice. */
export interface MutatedRoom {
  name: string
  /** Folders and files mutated, from the root of the project. */
  code: string[]
  /** Not mutated, with the reason: lists of words, wiring, pages; never decisions. */
  except?: Record<string, string>
  /** Folders and test files asked, as vitest's `include`; of them, those that load the mutated file. */
  tests: string[]
  /** Share of the changes that must be noticed, 0 to 1. */
  goal: number
}

/** Tests that last minutes (worlds, kills, fleets), or seconds for one change (whole final accounts and workbooks of coverage), are not asked: what only they would notice counts as unnoticed. */
export const ROOMS: readonly MutatedRoom[] = [
  {
    name: 'census',
    code: ['src/census'],
    tests: ['src/census', 'test/census', 'src/coverage', 'test/coverage/whole-departement.test.ts'],
    goal: 0.9,
  },
  {
    name: 'queue',
    code: ['src/queue'],
    except: { 'src/queue/job-runner.ts': 'shapes only' },
    tests: ['src/queue', 'test/fleet/{bullmq,bullmq-in-detail,redis-pace,redis-quota}.test.ts'],
    goal: 0.9,
  },
  {
    name: 'access',
    code: ['src/portal/access'],
    tests: ['src/portal/access', 'test/portal/{attacks-on-access,oidc,doors}.test.ts'],
    goal: 0.9,
  },
  {
    name: 'sync',
    code: ['src/sync'],
    except: { 'src/sync/ports.ts': 'shapes only' },
    tests: [
      'src/sync',
      'test/sync/{invariants,another-offer,look-alikes,renamed-keys,refusals,second-look,unchanged,decided-words,publish,undo,named-faults,as-dora-answers,seen-by-the-public,outage,elsewhere,waiting-unchanged}.test.ts',
      'test/portal/{withdrawn-at-once,reopen,words-to-dora}.test.ts',
    ],
    goal: 0.9,
  },
  {
    name: 'dora',
    code: ['src/dora'],
    except: { 'src/dora/port.ts': 'shapes only', 'src/dora/wire.ts': 'shapes only' },
    tests: ['src/dora', 'test/dora/{traps,replay-client,replay-throttle,round-trip}.test.ts'],
    goal: 0.9,
  },
  {
    name: 'normalise',
    code: ['src/normalise'],
    tests: ['src/normalise', 'test/normalise/{readings,every-word}.test.ts', 'test/mappings/golden.test.ts'],
    goal: 0.8,
  },
  {
    name: 'harvest',
    code: ['src/harvest', 'src/common/decode.ts', 'src/common/accents.ts'],
    tests: ['src/harvest', 'src/common/{decode,accents}.test.ts', 'test/harvest'],
    goal: 0.8,
  },
  {
    name: 'coverage',
    code: ['src/coverage'],
    tests: [
      'src/coverage',
      'test/coverage/{hand-computed,properties,rules,totals,golden,other-sources,kept-report}.test.ts',
    ],
    goal: 0.8,
  },
]
