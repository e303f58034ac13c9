import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { BIN, dora } from './cli.ts'

test('the version is that of the package', async () => {
  expect((await dora(['--version'])).stdout).toBe(`${manifest.version}\n`)
})

test('what stops reading our output ends the command in silence', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: bash's own.
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

test('learn: what a file of offers says, under the convention of the day', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dora-learn-'))
  const file = join(folder, 'offres.csv')
  writeFileSync(file, 'Nom;Public;Prix\nAtelier vélo;jeunes;gratuit\nAtelier couture;femmes;10 €\n')
  const ran = await dora(['learn', file, '--json', '--partner', 'ti-liammou'])
  expect(ran).toMatchObject({ code: 0, stderr: '' })
  const { kind, offers } = JSON.parse(ran.stdout)
  expect([kind, offers.map(({ fields }: { fields: Record<string, { value: unknown }> }) => fields.nom?.value)]).toEqual(
    ['csv', ['Atelier vélo', 'Atelier couture']],
  )
  const unknown = await dora(['learn', file, '--partner', 'personne'])
  expect(unknown.code).toBe(1)
  expect(unknown.stderr).toMatch(/«\spersonne\s» n’est pas un partenaire de la convention/)
})
