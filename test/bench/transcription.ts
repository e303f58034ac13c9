/**
 * CSV → records beside the ANCT's library of lieux de médiation numérique, and CSV → plan: node test/bench/transcription.ts [rows, default 10000]
 * The same rows, in the national schema of those places, are transcribed by both sides, read by the same CSV parser:
 * theirs: row → their checked place → their data·inclusion structure and service; ours: row → mapping → data·inclusion v1 structure and service, validated,
 * scored, each value with the words it came from. Then our whole pass, from the sheet served on 127.0.0.1 to a stored plan towards the sandbox.
 * One row in fifty has a fault. Prints one JSON line; rows a second of processor time are the median of three turns, both sides in turn; ours also
 * with a quarter and half of the rows.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as Anct from '@gouvfr-anct/lieux-de-mediation-numerique'
import { parse } from 'csv-parse/sync'
import { syncAll } from '../../jobs/sync-all.ts'
import { openApp } from '../../src/app/open-app.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { sha256 } from '../../src/common/digest.ts'
import { readSettings } from '../../src/config/settings.ts'
import { SourceConfig } from '../../src/config/source.ts'
import { loadConvention } from '../../src/convention/load.ts'
import type { Fetcher } from '../../src/harvest/connector.ts'
import { connectorFor } from '../../src/harvest/connectors/index.ts'
import { loadMapping } from '../../src/normalise/mapping/load-mapping.ts'
import { normalise } from '../../src/normalise/normalise.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { siret, writeCatalogue } from './catalogue.ts'
import { atSizes, halved } from './growth.ts'

// Their ES module build imports folders, which Node does not resolve.
const anct = createRequire(import.meta.url)('@gouvfr-anct/lieux-de-mediation-numerique') as typeof Anct

const count = Number(process.argv[2] ?? 10_000)
const TURNS = 3
/** Places of one organisation share its SIRET, as in the national file. */
const ORGANISATIONS = 300

const services = [
  'Aide aux démarches administratives',
  'Maîtrise des outils numériques du quotidien',
  'Accès internet et matériel informatique',
]

/** What is wrong with one row in fifty, by turns. */
const FAULTS: Record<string, string>[] = [
  { nom: '' },
  { code_postal: '3500' },
  { telephone: 'le matin' },
  { pivot: '123' },
  { date_maj: 'hier' },
]

function rowOf(index: number): Record<string, string> {
  const row = {
    id: `lieu-${index}`,
    pivot: siret(index % ORGANISATIONS),
    nom: `Espace numérique ${index}`,
    commune: 'Rennes',
    code_postal: '35000',
    code_insee: '35238',
    adresse: `${(index % 90) + 1} rue des Exemples`,
    latitude: '48.1113',
    longitude: '-1.68',
    telephone: '+33261910000',
    // Not at «exemple.org», which we take for a form's own example and tell: each row would have a fault.
    courriels: 'bonjour@espace-numerique.org',
    site_web: 'https://exemple.org/',
    horaires: 'Mo-Fr 09:00-12:00',
    presentation_detail: `Un espace où l’on apprend à se servir d’un ordinateur, à faire ses démarches et à écrire à ses proches. Numéro ${index}.`,
    source: 'banc',
    date_maj: '2026-10-01',
    services: services.slice(0, (index % 3) + 1).join('|'),
    publics_specifiquement_adresses: index % 2 === 0 ? 'Jeunes|Seniors' : 'Femmes',
    frais_a_charge: 'Gratuit',
    modalites_accompagnement: 'Accompagnement individuel|Dans un atelier collectif',
    modalites_acces: 'Se présenter|Téléphoner',
  }
  return index % 50 === 49 ? { ...row, ...FAULTS[Math.floor(index / 50) % FAULTS.length] } : row
}

const MAPPING = `harvest: { kind: csv, key: id, required: [nom] }
structure:
  id: { read: pivot, do: siret }
  siret: { read: pivot, do: siret }
  nom: { read: nom, do: title }
  lieu: { read: [adresse, code_postal, commune], join: ", ", do: address }
  latitude: { read: latitude, do: number }
  longitude: { read: longitude, do: number }
  telephone: { read: telephone, do: phones }
  courriel: { read: courriels, do: emails }
  site_web: { read: site_web, do: url }
  horaires_accueil: { read: horaires, do: opening-hours }
  description: { read: presentation_detail, do: text }
  date_maj: { read: date_maj, do: date }
offers:
  - actions: [1/banc]
    fields:
      nom: { read: nom, do: title }
      description: { read: presentation_detail, do: text }
      date_maj: { read: date_maj, do: date }
      type: { const: accompagnement }
      thematiques:
        read: services
        do: { split: "|" }
        table:
          Aide aux démarches administratives: numerique--acceder-a-des-services-en-ligne
          Maîtrise des outils numériques du quotidien: numerique--maitriser-les-fondamentaux-du-numerique
          Accès internet et matériel informatique: numerique--acceder-a-une-connexion-internet
      publics:
        read: publics_specifiquement_adresses
        do: { split: "|" }
        table: { Jeunes: jeunes, Seniors: seniors, Femmes: femmes }
      frais: { read: frais_a_charge, do: fees }
      lieu: { from: structure }
      latitude: { from: structure }
      longitude: { from: structure }
      telephone: { from: structure }
      courriel: { from: structure }
      horaires_accueil: { from: structure }
      modes_accueil: { const: [en-presentiel] }
      zone_eligibilite: { const: ["35"] }
      modes_mobilisation:
        read: modalites_acces
        do: { split: "|" }
        table: { Se présenter: se-presenter, Téléphoner: telephoner }
      mobilisable_par: { const: [usagers, professionnels] }
`

/** @returns ids of the rows they accept */
function theirs(csv: string): Set<string> {
  const accepted = new Set<string>()
  for (const { latitude, longitude, ...row } of parse(csv, { columns: true, delimiter: ';' }) as Record<
    string,
    string
  >[]) {
    try {
      const place = anct.fromSchemaLieuDeMediationNumerique({
        ...row,
        latitude: Number(latitude),
        longitude: Number(longitude),
      } as Anct.SchemaLieuMediationNumerique)
      const structure = anct.toSchemaStructureDataInclusion(place)
      const service = anct.toSchemaServiceDataInclusion(place)
      accepted.add(service.structure_id === structure.id ? String(place.id) : '')
    } catch {
      // A refused row: theirs throws at the first fault.
    }
  }
  return accepted
}

/** A fetcher that has the sheet at hand. */
function holding(csv: string): Fetcher {
  const once = async function* <T>(piece: T) {
    yield piece
  }
  return {
    get: () => Promise.reject(new Error('not used')),
    stream: async address => ({
      address,
      headers: { 'content-type': 'text/csv; charset=utf-8' },
      body: once(new TextEncoder().encode(csv)),
      text: once(csv),
      document: Promise.resolve({ hash: sha256(csv), unchanged: false }),
    }),
  }
}

/** @returns ids of the rows we accept */
async function ours(csv: string, place: { config: string; mappings: string }): Promise<Set<string>> {
  const mapping = loadMapping(join(place.mappings, 'banc', 'mapping.yaml'))
  const convention = loadConvention(join(place.config, 'convention.yaml'))
  const source = SourceConfig.parse({ id: 'banc', name: 'Banc', partner: 'banc', address: null, sample: 'offres.csv' })
  const { connector, settings } = connectorFor(mapping.harvest)
  const accepted = new Set<string>()
  for await (const each of connector.harvest(
    { address: 'http://127.0.0.1/offres.csv', settings, known: 0 },
    holding(csv),
  )) {
    if (each.kind === 'rejected') continue
    const { offers } = normalise(each.offer, { mapping, source, convention, today: '2026-11-24' })
    for (const offer of offers) accepted.add(offer.key)
  }
  return accepted
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const perSecond = (ms: number) => Math.round(count / (ms / 1000))

/** @returns milliseconds of processor */
async function timed<T>(work: () => T | Promise<T>): Promise<{ ms: number; value: T }> {
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, value }
}

const folder = mkdtempSync(join(tmpdir(), 'dora-sync-transcription-'))
const sandbox = await startSandbox({ seed: 'empty', quotaPerMinute: 10_000_000 })
try {
  const place = writeCatalogue(folder, 1, 1)
  const rows = Array.from({ length: count }, (_, index) => rowOf(index))
  const csv = [Object.keys(rows[0] ?? {}), ...rows.map(row => Object.values(row))]
    .map(cells => cells.join(';'))
    .join('\n')
  writeFileSync(join(place.mappings, 'banc', 'mapping.yaml'), MAPPING)
  writeFileSync(join(place.mappings, 'banc', 'sample', 'offres.csv'), `${csv}\n`)

  const turns: { theirs: number; ours: number }[] = []
  let accepted = { theirs: new Set<string>(), ours: new Set<string>() }
  for (let turn = 0; turn <= TURNS; turn += 1) {
    const [a, b] = [await timed(() => theirs(csv)), await timed(() => ours(csv, place))]
    accepted = { theirs: a.value, ours: b.value }
    // The first turn warms up.
    if (turn > 0) turns.push({ theirs: a.ms, ours: b.ms })
  }
  const growing = await atSizes(halved(count), async size => {
    const some = csv.split('\n', 1 + size).join('\n')
    const each = [
      await timed(() => ours(some, place)),
      await timed(() => ours(some, place)),
      await timed(() => ours(some, place)),
    ]
    return { processor: Math.round(median(each.map(({ ms }) => ms))) / 1000 }
  })
  const app = await openApp(
    readSettings({
      DORA_SYNC_DATA: join(folder, 'var'),
      DORA_SYNC_CONFIG: place.config,
      DORA_SYNC_MAPPINGS: place.mappings,
      LOG_LEVEL: 'silent',
    }),
    { sandbox, sandboxQuota: 10_000_000 },
  )
  const pass = await timed(() =>
    syncAll(app, { sources: [], trigger: 'banc', dry: true }, silentProgress, new AbortController().signal),
  )
  await app.close()
  const [report] = pass.value
  const rate = {
    theirs: perSecond(median(turns.map(turn => turn.theirs))),
    ours: perSecond(median(turns.map(turn => turn.ours))),
    plan: perSecond(pass.ms),
  }
  process.stdout.write(
    `${JSON.stringify({
      turns: growing,
      perSecond: rate,
      ratio: Math.round((rate.ours / rate.theirs) * 1000) / 1000,
      planRatio: Math.round((rate.plan / rate.theirs) * 1000) / 1000,
      accepted: {
        theirs: accepted.theirs.size,
        ours: accepted.ours.size,
        both: accepted.ours.intersection(accepted.theirs).size,
      },
      planned: report?.report?.counts ?? null,
    })}\n`,
  )
} finally {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
}
