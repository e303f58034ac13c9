/**
 * Validate and score, ours beside the official Python package, on the same file, one after the other, three times each in turn:
 * node test/bench/against-python.ts <python that has data-inclusion-schema> [records, default 20000]
 * Prints one JSON line: the best of each in records a second, and how many records each found valid (they must agree).
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { qualityScore } from '../../src/reference/score.ts'
import { validateService } from '../../src/reference/validate.ts'

const [python = 'python3', number = '20000'] = process.argv.slice(2)
const records = Number(number)
const today = new Date().toISOString().slice(0, 10)
const folder = mkdtempSync(join(tmpdir(), 'dora-sync-python-'))
const file = join(folder, 'records.jsonl')

function record(index: number) {
  return {
    source: 'banc',
    structure_id: `banc--s${index % 500}`,
    id: `banc--${index}`,
    nom: `Atelier numéro ${index}`,
    description:
      'Un atelier en petit groupe pour avancer, chaque semaine, avec une personne qui connaît bien le sujet. '
        .repeat(3)
        .trim(),
    date_maj: today,
    type: index % 10 === 0 ? 'inconnu' : 'atelier',
    thematiques: ['numerique--acceder-a-des-services-en-ligne', 'mobilite--preparer-un-permis'],
    frais: 'gratuit',
    publics: ['jeunes', 'demandeurs-emploi'],
    commune: 'Rennes',
    code_postal: '35000',
    code_insee: '35238',
    adresse: `${1 + (index % 90)} rue de la Paix`,
    telephone: '+33299000000',
    courriel: 'accueil@association.fr',
    modes_accueil: ['en-presentiel'],
    zone_eligibilite: ['35'],
    modes_mobilisation: ['telephoner'],
    mobilisable_par: ['usagers', 'professionnels'],
  }
}

function ours() {
  const start = performance.now()
  let valid = 0
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue
    const judged = validateService(JSON.parse(line), { strict: false, today })
    if (!judged.valid) continue
    qualityScore(judged.record, { today })
    valid += 1
  }
  return { valid, seconds: (performance.now() - start) / 1000 }
}

function theirs() {
  const script = new URL('./reference_rate.py', import.meta.url).pathname
  return JSON.parse(execFileSync(python, [script, file], { encoding: 'utf8' })) as { valid: number; seconds: number }
}

try {
  writeFileSync(file, Array.from({ length: records }, (_, index) => `${JSON.stringify(record(index))}\n`).join(''))
  ours()
  const times = { ours: [] as number[], theirs: [] as number[] }
  let valid = { ours: 0, theirs: 0 }
  for (let round = 0; round < 3; round += 1) {
    const [a, b] = [ours(), theirs()]
    times.ours.push(a.seconds)
    times.theirs.push(b.seconds)
    valid = { ours: a.valid, theirs: b.valid }
  }
  const rate = (seconds: number[]) => Math.round(records / Math.min(...seconds))
  const [a, b] = [rate(times.ours), rate(times.theirs)]
  process.stdout.write(
    `${JSON.stringify({ records, valid, perSecond: { ours: a, theirs: b }, ratio: Math.round((a / b) * 10) / 10 })}\n`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
