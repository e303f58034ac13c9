/**
 * Validate and score, ours beside the official Python package, on the same file, one after the other, three times each in turn, by processor time:
 * node test/bench/against-python.ts <python that has data-inclusion-schema> [records, default 20000]
 * Prints one JSON line: the best of each in records a second, how many records each found valid (they must agree), what JSON.parse alone takes of our
 * time, and how ours grows from a quarter and half of the records (1: linear).
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { qualityScore } from '../../src/reference/score.ts'
import { validateService } from '../../src/reference/validate.ts'
import { growth } from './growth.ts'

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

const processor = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
}

/** Seconds of processor for that many records. `parseOnly`: what JSON.parse alone takes. */
function ours(most: number, parseOnly = false) {
  const start = processor()
  let valid = 0
  for (const line of readFileSync(file, 'utf8').split('\n', most)) {
    const record = JSON.parse(line)
    if (parseOnly) continue
    const judged = validateService(record, { strict: false, today })
    if (!judged.valid) continue
    qualityScore(judged.record, { today })
    valid += 1
  }
  return { valid, seconds: processor() - start }
}

function theirs() {
  const script = new URL('./reference_rate.py', import.meta.url).pathname
  return JSON.parse(execFileSync(python, [script, file], { encoding: 'utf8' })) as { valid: number; seconds: number }
}

try {
  writeFileSync(file, Array.from({ length: records }, (_, index) => `${JSON.stringify(record(index))}\n`).join(''))
  ours(records)
  const times = { ours: [] as number[], theirs: [] as number[], json: [] as number[] }
  let valid = { ours: 0, theirs: 0 }
  for (let round = 0; round < 3; round += 1) {
    const [a, b] = [ours(records), theirs()]
    times.ours.push(a.seconds)
    times.theirs.push(b.seconds)
    times.json.push(ours(records, true).seconds)
    valid = { ours: a.valid, theirs: b.valid }
  }
  const best = (seconds: number[]) => Math.min(...seconds)
  const sizes = [records / 4, records / 2].map(size => [size, best([1, 2, 3].map(() => ours(size).seconds))] as const)
  const rate = (seconds: number[]) => Math.round(records / best(seconds))
  const [a, b] = [rate(times.ours), rate(times.theirs)]
  process.stdout.write(
    `${JSON.stringify({
      records,
      valid,
      perSecond: { ours: a, theirs: b },
      ratio: Math.round((a / b) * 10) / 10,
      parsing: Math.round((best(times.json) / best(times.ours)) * 100),
      exponent: growth([...sizes, [records, best(times.ours)]]),
    })}\n`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
