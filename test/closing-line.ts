import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Names each test that passed only at its second try, then prints «N passed, N failed» (and «, N skipped») as the very last line of a run;
 * a module that could not be loaded counts as one failure. Of several runs that are one command, `test/run.sh` prints the lines: with
 * `CLOSING=<file>` those of this run go there.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 }
    const second: string[] = []
    for (const module of modules) {
      if (module.errors().length > 0) count.failed += 1
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (test.diagnostic()?.flaky) second.push(`» second try: ${module.relativeModuleId} > ${test.fullName}\n`)
        if (state === 'passed') count.passed += 1
        else if (state === 'failed') count.failed += 1
        else count.skipped += 1
      }
    }
    const line = `${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`
    const said = `${second.join('')}${line}\n`
    if (process.env.CLOSING) writeFileSync(process.env.CLOSING, said)
    // After vitest's own summary, which is written when this hook has returned.
    else process.once('exit', () => process.stdout.write(said))
  }
}
