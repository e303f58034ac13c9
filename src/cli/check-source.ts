import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { type Places, placesOf } from '../app/places.ts'
import { type Clock, systemClock } from '../common/clock.ts'
import { parisDay } from '../common/paris-day.ts'
import { readSettings } from '../config/settings.ts'
import type { SourceConfig } from '../config/source.ts'
import { loadSource } from '../config/sources.ts'
import { conventionOf } from '../convention/in-force.ts'
import { loadConventions } from '../convention/load.ts'
import { serveSampleSites } from '../harvest/sample-sites.ts'
import { loadMapping } from '../normalise/mapping/load-mapping.ts'
import { namelessUnread, neverGiven, withLostFields } from '../normalise/mapping/lost-fields.ts'
import { type Normalised, normalise } from '../normalise/normalise.ts'
import { readerOf } from '../studio/reader-of.ts'
import { checkSourceText, type SourceCheck } from './check-source-text.ts'
import { FrenchCommand } from './french-command.ts'
import { give, say, type Write } from './say.ts'
import { tryFetcher } from './try-fetcher.ts'

interface Options {
  live?: boolean
  address?: string
  json?: boolean
}

/** Where the command reads and writes, and what time it is. */
export interface CheckSourceIo {
  places: () => Places
  env: Record<string, string | undefined>
  clock: Clock
  out?: Write
  exit: (code: number) => void
}

const processIo = (): CheckSourceIo => ({
  places: () => placesOf(readSettings(process.env)),
  env: process.env,
  clock: systemClock,
  exit: code => {
    process.exitCode = code
  },
})

/**
 * `dora-sync check-source <source>`: tries a mapping on its sample (or live) and shows field by field what came from where, by which rule, and what is
 * to be known of it. Writes nowhere. Exit code 1 when no offer and no structure came out.
 */
export function checkSourceCommand(io: CheckSourceIo = processIo()): Command {
  return new FrenchCommand('check-source')
    .argument('<source>', 'identifiant de la source (nom de son fichier dans config/sources)')
    .option('--live', 'lit la vraie adresse au lieu de l’exemple')
    .option('--address <adresse>', 'lit cette adresse-là')
    .option('--json', 'en JSON, pour un programme')
    .action(async (id: string, options: Options) => {
      const check = await checkSource(id, options, io)
      options.json ? give(`${JSON.stringify(check)}\n`, io.out) : say(checkSourceText(check), io.out)
      if (check.offers.length + check.structures.length === 0) io.exit(1)
    })
}

async function checkSource(id: string, options: Options, io: CheckSourceIo): Promise<SourceCheck> {
  const places = io.places()
  const source = loadSource(places.config, id)
  const file = join(places.mappings, id, 'mapping.yaml')
  const convention = conventionOf(loadConventions(places.config), parisDay(new Date()))
  const wanted = options.address ?? (options.live ? liveAddress(source) : null)
  const mapping = loadMapping(file, { sample: wanted === null })
  const sites = wanted === null ? await serveSampleSites({ mappings: places.mappings }) : null
  const address = wanted ?? sites?.address(id, source.sample) ?? ''
  const { hostname } = new URL(address)
  const fetcher = tryFetcher(
    address,
    {
      id,
      hosts: [hostname, ...source.hosts],
      paceMs: source.paceMs,
      window: source.window,
      maxPages: source.maxPages,
    },
    { env: io.env, clock: io.clock, keys: io.env },
  )
  const all: Normalised = { offers: [], rejections: [], unknown: [], structures: [], findings: [] }
  const seen = new Set<string>()
  const today = parisDay(io.clock.now())
  try {
    const { connector, settings } = readerOf(mapping, convention.department)
    const run = connector.harvest({ address, settings, known: 0 }, fetcher)
    for (let step = await run.next(); ; step = await run.next()) {
      if (step.done) {
        const judged = withLostFields({ outcome: step.value, rejections: all.rejections }, mapping, seen, null)
        const text = readFileSync(file, 'utf8')
        const unread = neverGiven(mapping.file, text, seen)
        const nameless = namelessUnread(text, seen)
        return { ...all, ...judged, unread, nameless, source: id, name: source.name, address, sample: sites !== null }
      }
      if (step.value.kind === 'rejected') {
        all.rejections.push(step.value.rejection)
        continue
      }
      for (const name of Object.keys(step.value.offer.fields)) seen.add(name)
      const read = normalise(step.value.offer, { mapping, source, convention, today })
      all.offers.push(...read.offers)
      all.rejections.push(...read.rejections)
      all.unknown.push(...read.unknown)
      all.findings.push(...read.findings)
      if (mapping.offers.length === 0) all.structures.push(...read.structures)
    }
  } finally {
    await fetcher.close()
    await sites?.close()
  }
}

function liveAddress(source: SourceConfig): string {
  if (source.address !== null) return source.address
  throw new Error(
    `${source.name} n’a pas d’adresse connue : renseignez « address » dans config/sources/${source.id}.yaml, ou passez --address.`,
  )
}
