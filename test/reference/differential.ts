/**
 * Throws random records at the official package and at ours, and prints where they differ.
 * node test/reference/differential.ts <python with data-inclusion-schema> [records, default 20000] [seed, default 1]
 * Exit code 1 when they differ on validity, error type, place, score or clean record.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import fc from 'fast-check'
import { readUrl } from '../../src/reference/read-url.ts'
import { qualityScore } from '../../src/reference/score.ts'
import { validateService, validateStructure } from '../../src/reference/validate.ts'
import { rawService, rawStructure } from './arbitraries.ts'

interface Case {
  kind: 'service' | 'structure'
  strict: boolean
  today: string
  record: unknown
}

const [python = 'python3', count = '20000', seed = '1'] = process.argv.slice(2)
const arbitrary: fc.Arbitrary<Case> = fc
  .record({ kind: fc.constantFrom('service' as const, 'service' as const, 'structure' as const), strict: fc.boolean() })
  .chain(({ kind, strict }) =>
    (kind === 'service' ? rawService : rawStructure).map(record => ({ kind, strict, today: '2026-06-30', record })),
  )
const cases = fc.sample(arbitrary, { numRuns: Number(count), seed: Number(seed) })

const script = new URL('./regenerate.py', import.meta.url).pathname
const judge = spawn(python, [script, 'judge'], { stdio: ['pipe', 'pipe', 'inherit'] })
/** A number of 64 bits or more with its exponent, as JSON writers do; its digits one by one would be another number for the official package. */
const asWritten = (one: Case) =>
  JSON.stringify(one, (_, value) =>
    typeof value === 'number' && Math.abs(value) >= 2 ** 63 ? `number:${value.toExponential()}` : value,
  ).replace(/"number:([^"]+)"/g, '$1')
const feed = async () => {
  for (const one of cases) if (!judge.stdin.write(`${asWritten(one)}\n`)) await once(judge.stdin, 'drain')
  judge.stdin.end()
}
const fed = feed()
let index = 0
let valid = 0
const differences: string[] = []
for await (const line of createInterface({ input: judge.stdout })) {
  const one = cases[index]
  index += 1
  if (!one) break
  const theirs = JSON.parse(line)
  if (theirs.valid) valid += 1
  const ours = judgeOurs(one)
  for (const key of Object.keys(ours) as (keyof typeof ours)[]) {
    if (canonical(ours[key], key) === canonical(theirs[key], key)) continue
    if (theirs.raises && (key === 'score' || key === 'criteria')) continue
    const field =
      key === 'record'
        ? firstField(ours.record, theirs.record)
        : key === 'errors'
          ? firstPlace(ours.errors, theirs.errors)
          : null
    const where = field === null ? key : `${key} ${field}`
    const raw = (one.record as Record<string, unknown> | null)?.[field ?? 'id']
    differences.push(
      `${where}: ${JSON.stringify({ raw, theirs: part(theirs[key], field), ours: part(ours[key], field) }).slice(0, 600)}`,
    )
  }
}
await fed
process.stdout.write(`${index} records, ${valid} valid; seed ${seed}; differences: ${differences.length}\n`)
for (const difference of differences.slice(0, 50)) process.stdout.write(`${difference}\n`)
process.exitCode = differences.length > 0 || index !== cases.length ? 1 : 0

function judgeOurs({ kind, strict, today, record }: Case) {
  const raw = JSON.parse(JSON.stringify(record)) as unknown
  const verdict =
    kind === 'service' ? validateService(raw, { strict, today }) : validateStructure(raw, { strict, today })
  const quality = kind === 'service' && verdict.valid ? qualityScore(verdict.record as never, { today }) : null
  return {
    valid: verdict.valid,
    errors: verdict.errors.map(({ type, loc }) => ({ type, loc })),
    record: verdict.record as Record<string, unknown> | null,
    score: quality?.score ?? null,
    criteria: quality ? Object.fromEntries(quality.criteria.map(({ name, value }) => [name, value])) : null,
  }
}

/** Sets have no order; web addresses are compared normalised; half characters are replaced in our clean records. */
function canonical(value: unknown, field = ''): string {
  if (Array.isArray(value)) return JSON.stringify(/^(errors|zone_eligibilite)$/.test(field) ? value : [...value].sort())
  if (typeof value === 'object' && value !== null) {
    return JSON.stringify(
      Object.keys(value)
        .sort()
        .map(key => [key, canonical((value as Record<string, unknown>)[key], key)]),
    )
  }
  if (typeof value === 'string' && /^(lien_|site_web|accessibilite_lieu)/.test(field)) {
    const address = readUrl(value)
    return address.ok ? new URL(address.value).href : value
  }
  return JSON.stringify(typeof value === 'string' ? value.toWellFormed() : value) ?? 'undefined'
}

type Fields = Record<string, unknown> | null
type Places = { type: string; loc: string[] }[]

function firstField(ours: Fields, theirs: Fields): string {
  const names = Object.keys(theirs ?? ours ?? {})
  return names.find(name => canonical(ours?.[name], name) !== canonical(theirs?.[name], name)) ?? ''
}

function firstPlace(ours: Places, theirs: Places): string {
  const index = [...ours, ...theirs].findIndex((_, at) => canonical(ours[at]) !== canonical(theirs[at]))
  return (theirs[index] ?? ours[index])?.loc[0] ?? ''
}

function part(value: unknown, field: string | null): unknown {
  if (field === null) return value
  if (Array.isArray(value)) return value.filter(error => error.loc[0] === field)
  return (value as Fields)?.[field]
}
