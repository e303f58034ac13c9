import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { ASKED, type Asked } from './asked.ts'

const REMEMBER = new URL('../../../src/common/remember.ts', import.meta.url).pathname
const FORGETFUL = new URL('./forgetful.ts', import.meta.url).pathname
const { code, tests } = JSON.parse(readFileSync(ASKED, 'utf8')) as Asked

/** The tests of a mutation run, in one process, on code that has all its changes written into it. No second try. */
export default defineConfig({
  plugins: [
    {
      name: 'changed-code',
      enforce: 'pre',
      load: id => {
        const [path = id] = id.split('?')
        return path === REMEMBER ? readFileSync(FORGETFUL, 'utf8') : (code[path] ?? null)
      },
    },
  ],
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    isolate: false,
    // It goes by the text on the disk, not by the changed one.
    fsModuleCache: false,
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    runner: new URL('./asker.ts', import.meta.url).pathname,
    include: tests,
    reporters: [],
  },
})
