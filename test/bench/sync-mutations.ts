import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NAMED_FAULTS } from './named-faults.ts'
import { MUTATIONS } from './sync-mutations-list.ts'

/**
 * Removes one rule of the sync at a time, in a copy of the project, and says which tests notice. Usage: `node test/bench/sync-mutations.ts [number or file of src/sync…]`.
 * Prints one line per rule as a row of the table in docs/invariants.md; exits with 1 when a rule can be
 * removed unnoticed, or a named fault breaks another test than the one named. `faute` instead of a number: the named faults alone.
 */
const only = process.argv.slice(2)
const root = new URL('../..', import.meta.url).pathname
const copy = mkdtempSync(join(tmpdir(), 'mutations-'))
let survivors = 0
try {
  for (const part of [
    'src',
    'bin',
    'test',
    'jobs',
    'config',
    'mappings',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
  ])
    cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  for (const mutation of [...MUTATIONS, ...NAMED_FAULTS]) {
    if (only.length > 0 && !only.some(word => mutation.invariant === word || mutation.file.endsWith(`/${word}`)))
      continue
    const file = join(copy, mutation.file)
    const before = readFileSync(file, 'utf8')
    if (before.split(mutation.old).length !== 2)
      throw new Error(`${mutation.file}: «${mutation.old}» is not there exactly once: mend the list`)
    writeFileSync(
      file,
      before.replace(mutation.old, () => mutation.new),
    )
    const mutated = failures(mutation.tests)
    writeFileSync(file, before)
    // What fails without any change notices nothing.
    const failed = mutated.length === 0 ? [] : minus(mutated, failures(mutation.tests))
    const breaks = NAMED_FAULTS.find(each => each === mutation)?.breaks ?? ''
    if (!failed.some(name => name.endsWith(breaks))) survivors += 1
    process.stdout.write(
      `| ${mutation.invariant} | ${mutation.rule} | ${failed.length === 0 ? '**none**' : failed.map(name => `«${name}»`).join('; ')} |\n`,
    )
  }
} finally {
  rmSync(copy, { recursive: true })
}
if (survivors > 0) process.exitCode = 1

/** Names that the other list has not. */
function minus(names: readonly string[], others: readonly string[]): string[] {
  return names.filter(name => !others.includes(name))
}

/** Names of the tests that fail in the copy. */
function failures(tests: string[]): string[] {
  const out = join(copy, 'report.json')
  spawnSync(join(root, 'node_modules/.bin/vitest'), ['run', '--reporter=json', `--outputFile=${out}`, ...tests], {
    cwd: copy,
    stdio: 'ignore',
  })
  const report = JSON.parse(readFileSync(out, 'utf8')) as {
    testResults: { assertionResults: { status: string; fullName: string }[] }[]
  }
  rmSync(out)
  return report.testResults.flatMap(file =>
    file.assertionResults.filter(test => test.status === 'failed').map(test => test.fullName),
  )
}
