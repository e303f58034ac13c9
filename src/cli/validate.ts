import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { type Command, Option } from 'commander'
import { filePieces } from '../common/file-pieces.ts'
import { frenchCount, frenchNumber } from '../common/french.ts'
import { harmless } from '../common/harmless.ts'
import { parisDay } from '../common/paris-day.ts'
import { typeset } from '../common/typeset.ts'
import { adviceFor, frenchGain } from '../reference/advice.ts'
import type { RecordKind } from '../reference/finding.ts'
import type { RawRecord } from '../reference/input/raw-record.ts'
import { readTogether } from '../reference/input/read-records.ts'
import { type Judgement, judge } from '../reference/judge.ts'
import { officialGeography } from '../reference/official-geography.ts'
import { startSetFindings } from '../reference/set-findings.ts'
import { validateService } from '../reference/validate.ts'
import { FrenchCommand } from './french-command.ts'
import { say, sayAside } from './say.ts'

/** Where the command reads and writes. */
export interface ValidateIo {
  stdin: Readable
  stdout: Writable
  stderr: Writable
  now: () => Date
  /** 0: every record is valid; 1: some are not; 2: the file could not be read. */
  exit: (code: number) => void
}

/** Absent structures named at the end, at most. */
const MOST_MISSING = 20

/** What is said of a record without a word to say. */
const NOTHING: readonly string[] = []

/** Characters that a file's judgements wait for before they are written; those of a stream, which somebody may be watching, never wait. */
const WRITTEN_AT_ONCE = 16_384

interface Options {
  json?: true
  strict?: true
  conseils?: true
  kind?: RecordKind
}

const processIo = (): ValidateIo => ({
  // Each opens parts of Node when it is first asked for.
  get stdin() {
    return process.stdin
  },
  get stdout() {
    return process.stdout
  },
  get stderr() {
    return process.stderr
  },
  now: () => new Date(),
  exit: code => {
    process.exitCode = code
  },
})

/**
 * `dora-sync validate <file|->`: judges each record of a JSON array, JSON lines, a CSV, or an XLSX/ODS workbook in the official template.
 * `dora-sync validate --schema service` prints the JSON Schema instead.
 */
export function validateCommand(io: ValidateIo = processIo()): Command {
  return new FrenchCommand('validate')
    .argument('[fichier]', 'liste JSON, lignes JSON, CSV, XLSX ou ODS (modèle officiel) ; « - » pour l’entrée standard')
    .option('--json', 'une ligne JSON par fiche')
    .option('--strict', 'un avertissement est une erreur, comme pour l’API de data·inclusion')
    .option('--conseils', 'dit aussi comment améliorer le score de chaque service')
    .addOption(
      new Option('--kind <sorte>', 'ce que sont toutes les fiches, au lieu de le deviner').choices([
        'service',
        'structure',
      ]),
    )
    .addOption(new Option('--schema <sorte>', 'imprime le JSON Schema et s’arrête').choices(['service', 'structure']))
    .action(async (file: string | undefined, options: Options & { schema?: RecordKind }, command: Command) => {
      if (options.schema !== undefined) {
        const { recordJsonSchema } = await import('../reference/json-schema.ts')
        io.stdout.write(`${JSON.stringify(recordJsonSchema(options.schema), null, 2)}\n`)
        return
      }
      if (file === undefined) command.error('Donner un fichier, ou « - » pour l’entrée standard.', { exitCode: 2 })
      else if (file !== '-' && !(existsSync(file) && statSync(file).isFile())) {
        command.error(`« ${file} » est introuvable, ou n’est pas un fichier.`, { exitCode: 2 })
      } else io.exit(await validateFile(file, options, io))
    })
}

async function validateFile(file: string, options: Options, io: ValidateIo): Promise<number> {
  const kind = options.kind ?? null
  const open = () => (file === '-' ? (io.stdin as AsyncIterable<Uint8Array>) : filePieces(file))
  const structures =
    file === '-' ? [] : await structuresOf(readTogether(open(), kind, () => {}, { structuresOnly: true }))
  const set = startSetFindings({ complete: file !== '-' })
  for (const id of structures) set.know(id)
  const today = parisDay(io.now())
  const [strict, detailed] = [options.strict === true, options.json === true]
  const context = { today, strict, detailed, geography: officialGeography(), set }
  const tally = { records: 0, valid: 0, broken: 0, scores: 0, scored: 0 }
  let readerGone = false
  io.stdout.once('error', () => {
    readerGone = true
  })
  let waiting = ''
  const write = async () => {
    const shown = options.json ? waiting : typeset(harmless(waiting))
    waiting = ''
    if (shown !== '' && !io.stdout.write(shown)) await once(io.stdout, 'drain').catch(() => {})
  }
  const note = (message: string) => sayAside(`${message}\n`, text => io.stderr.write(text))
  for await (const records of readTogether(open(), kind, note)) {
    const texts = records.map(raw => {
      const judgement = raw.ok ? judge(raw.kind, raw.record, raw.findings, context) : unreadable(raw)
      tally.records += 1
      if (!raw.ok) tally.broken += 1
      if (judgement.valid) tally.valid += 1
      if (judgement.score !== null) {
        tally.scores += judgement.score
        tally.scored += 1
      }
      if (options.json) return JSON.stringify(judgement)
      const lines = told(judgement, raw.where)
      const advice = options.conseils === true && raw.ok ? adviceLines(raw, today) : NOTHING
      return (advice.length === 0 ? lines : [...lines, ...advice]).join('\n')
    })
    for (const text of texts) if (text !== '') waiting += `${text}\n`
    if (file === '-' || waiting.length >= WRITTEN_AT_ONCE) await write()
    if (readerGone) return 0
  }
  await write()
  if (readerGone) return 0
  const missing = [...set.missing()]
  for (const [id, count] of missing.slice(0, MOST_MISSING)) {
    note(`Structure « ${id} » absente, demandée par ${frenchCount(count, 'service')}.`)
  }
  if (missing.length > MOST_MISSING)
    note(`Et ${frenchCount(missing.length - MOST_MISSING, 'autre structure absente', 'autres structures absentes')}.`)
  if (!options.json) say(`${summary(tally)}\n`, text => io.stdout.write(text))
  if (tally.records === 0) note('Aucune fiche trouvée.')
  return tally.records === tally.broken ? 2 : tally.valid === tally.records ? 0 : 1
}

/** Ids of the structures of a file, read a first time so that a service that comes before its structure is not accused. */
async function structuresOf(pieces: AsyncIterable<RawRecord[]>): Promise<string[]> {
  const ids: string[] = []
  for await (const records of pieces)
    for (const one of records) {
      const id = one.ok && one.kind === 'structure' ? (one.record as { id?: unknown } | null)?.id : undefined
      if (typeof id === 'string') ids.push(id)
    }
  return ids
}

function unreadable({ where, message }: { where: string; message: string }): Judgement {
  const errors = [{ type: 'json_invalid', loc: [], message: `${where} : ${message}` }]
  return { id: null, kind: null, valid: false, errors, warnings: [], score: null, criteria: null, findings: [] }
}

/** What a person reads of one record; nothing for a record without a word to say. */
function told(
  { id, kind, valid, errors, warnings, score, findings, migration }: Judgement,
  where: string,
): readonly string[] {
  if (errors.length + warnings.length + findings.length === 0 && migration === undefined) return NOTHING
  const lines = [
    ...errors.map(one => `  erreur         ${one.message}`),
    ...warnings.map(one => `  avertissement  ${one.message}`),
    ...findings.map(one => `  constat        ${one.message}`),
    ...(migration ?? []).map(one => `  ${one.lossy ? 'perte v0 → v1 ' : 'passage v0 → v1'} ${one.message}`),
  ]
  if (lines.length === 0) return NOTHING
  const verdict = valid ? 'valide' : 'à corriger'
  const quality = score === null ? '' : `, score ${frenchNumber(score, 2)}`
  return [`${kind ?? 'fiche'} ${id ?? 'sans identifiant'} (${where}) : ${verdict}${quality}`, ...lines]
}

function adviceLines(raw: { kind: RecordKind; record: unknown }, today: string): string[] {
  if (raw.kind !== 'service') return []
  const verdict = validateService(raw.record, { today, strict: false })
  if (!verdict.valid) return []
  return adviceFor(verdict.record, { today }).map(one => `  conseil        ${one.message} (${frenchGain(one.gain)})`)
}

function summary(tally: { records: number; valid: number; scores: number; scored: number }): string {
  const bad = tally.records - tally.valid
  const quality =
    tally.scored === 0 ? '' : ` Score moyen des services valides : ${frenchNumber(tally.scores / tally.scored, 2)}.`
  return `${frenchCount(tally.records, 'fiche')}, ${frenchCount(tally.valid, 'valide')}, ${frenchNumber(bad, 0)} à corriger.${quality}`
}
