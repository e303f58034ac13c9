import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { BIN, dora } from './cli.ts'

test('the version is that of the package', async () => {
  expect((await dora(['--version'])).stdout).toBe(`${manifest.version}\n`)
})

test('what stops reading our output ends the command in silence', async () => {
  const pipe = '"$0" "$1" validate --schema service | true; echo "${PIPESTATUS[0]}"'
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', pipe, process.execPath, BIN])
  expect(stdout).toBe('0\n')
  expect(stderr).toBe('')
})

test('a terminal completes commands and options', async () => {
  expect((await dora(['completion', 'bash'])).stdout).toContain('complete -F')
  expect((await dora(['complete', '--', 'valid'])).stdout).toMatch(/^validate\t/)
  expect((await dora(['complete', '--', 'sync', '--'])).stdout).toContain('--dry')
})
