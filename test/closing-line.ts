import type { Reporter, TestModule } from 'vitest/node'

/**
 * Names each test that passed only at its second try, then prints «N passed, N failed» (and «, N skipped») as the very last line of a run;
 * a module that could not be loaded counts as one failure, and so does each check that failed before (`FAILED_BEFORE`).
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length + Number(process.env.FAILED_BEFORE ?? 0), skipped: 0 }
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
    // After vitest's own summary, which is written when this hook has returned.
    process.once('exit', () => process.stdout.write(`${second.join('')}${line}\n`))
  }
}
