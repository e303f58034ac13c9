import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { adviceFor } from '../../src/reference/advice.ts'
import { findingsOf } from '../../src/reference/findings.ts'
import { officialGeography } from '../../src/reference/official-geography.ts'
import { qualityScore } from '../../src/reference/score.ts'
import { validateService } from '../../src/reference/validate.ts'

/**
 * Records validated and scored per second, and peak memory of `dora-sync validate` over 1,000 to 100,000 lines, with a JavaScript heap held to
 * 128 MiB: were memory not flat, the last run would die.
 * Usage: `node test/bench/reference.ts [lines]`. Prints figures; nothing here passes or fails.
 */
const lines = Number(process.argv[2] ?? 100_000)
const today = '2026-06-30'
const out = (text: string) => process.stdout.write(`${text}\n`)

function record(index: number): Record<string, unknown> {
  const faulty = index % 10 === 0
  return {
    source: 'banc',
    structure_id: `banc--s${index % 500}`,
    id: `banc--${index}`,
    nom: `Atelier numéro ${index}${index % 7 === 0 ? '.' : ''}`,
    description:
      'Un atelier en petit groupe pour avancer, chaque semaine, avec une personne qui connaît bien le sujet. '.repeat(
        3 + (index % 4),
      ),
    date_maj: '2026-03-01',
    type: 'atelier',
    thematiques: [
      'numerique--acceder-a-des-services-en-ligne',
      faulty ? `mobilite--preparer-un-permi${index % 50}` : 'mobilite--preparer-un-permis',
    ],
    frais: 'gratuit',
    publics: ['jeunes', 'demandeurs-emploi'],
    commune: 'Rennes',
    code_postal: faulty ? '3500' : '35000',
    code_insee: '35238',
    adresse: `${index % 90} rue de la Paix`,
    longitude: -1.68,
    latitude: 48.11,
    telephone: `+332990${String(10_000 + (index % 5000))}`,
    courriel: `accueil${index % 1000}@association.fr`,
    lien_source: `https://association.fr/ateliers/${index}`,
    modes_accueil: ['en-presentiel'],
    zone_eligibilite: ['35', '243500139'],
    modes_mobilisation: ['telephoner', 'envoyer-un-courriel'],
    mobilisable_par: ['usagers', 'professionnels'],
    nombre_semaines: 3,
    horaires_accueil: 'Mo-Fr 09:00-12:00,14:00-17:00',
  }
}

function rate(label: string, count: number, work: (index: number) => void): void {
  const start = performance.now()
  for (let index = 0; index < count; index += 1) work(index)
  const seconds = (performance.now() - start) / 1000
  out(
    `${label}: ${Math.round(count / seconds).toLocaleString('en')} records/s (${count.toLocaleString('en')} in ${seconds.toFixed(2)} s)`,
  )
}

async function peak(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'reference-bench-'))
  const file = join(folder, 'records.jsonl')
  const stream = createWriteStream(file)
  for (let index = 0; index < count; index += 1) {
    if (!stream.write(`${JSON.stringify(record(index))}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
  const report = join(folder, 'peak')
  const script = `
    const { validateCommand } = await import(${JSON.stringify(new URL('../../src/cli/validate.ts', import.meta.url).href)})
    const { writeFileSync } = await import('node:fs')
    await validateCommand().parseAsync(['node', 'validate', '--json', ${JSON.stringify(file)}])
    writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS))`
  const start = performance.now()
  const child = spawn(process.execPath, ['--max-old-space-size=128', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = 0
  for await (const chunk of child.stdout) for (const byte of chunk as Buffer) if (byte === 10) printed += 1
  const seconds = (performance.now() - start) / 1000
  if (child.exitCode === null) await once(child, 'exit')
  const megabytes = Number(readFileSync(report, 'utf8')) / 1024
  const size = statSync(file).size / 1024 / 1024
  out(
    `dora-sync validate --json, ${count.toLocaleString('en')} lines (${size.toFixed(0)} MiB): ${printed.toLocaleString('en')} lines out, ${seconds.toFixed(1)} s, peak ${megabytes.toFixed(0)} MiB resident`,
  )
  rmSync(folder, { recursive: true })
}

out(`machine: ${cpus().length} × ${cpus()[0]?.model}, Node ${process.versions.node}`)
const records = Array.from({ length: 2000 }, (_, index) => record(index))
const at = (index: number) => records[index % records.length]
const geography = officialGeography()
for (let index = 0; index < 5000; index += 1) validateService(at(index), { strict: false, today })
rate('validated', 50_000, index => validateService(at(index), { strict: false, today }))
rate('validated and scored', 50_000, index => {
  const verdict = validateService(at(index), { strict: false, today })
  if (verdict.valid) qualityScore(verdict.record, { today })
})
rate('validated, scored, advised, findings', 50_000, index => {
  const verdict = validateService(at(index), { strict: false, today })
  if (verdict.valid) adviceFor(verdict.record, { today })
  findingsOf('service', at(index), geography)
})
for (const count of [1000, lines / 10, lines]) await peak(count)
