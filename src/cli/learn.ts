import { readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { placesOf } from '../app/places.ts'
import { systemClock } from '../common/clock.ts'
import { sha256 } from '../common/digest.ts'
import { parisDay } from '../common/paris-day.ts'
import { upperFirst } from '../common/text.ts'
import { readSettings } from '../config/settings.ts'
import { conventionOf } from '../convention/in-force.ts'
import { loadConventions } from '../convention/load.ts'
import { whileWaiting } from '../harvest/apart/while-waiting.ts'
import { type Fetcher, HarvestError } from '../harvest/connector.ts'
import type { RunFetcher } from '../harvest/fetcher.ts'
import { lazyText } from '../harvest/lazy-text.ts'
import type { LearnInput } from '../learn/learn-task.ts'
import type { Proposal } from '../learn/proposal.ts'
import { loadLexicon } from '../normalise/lexicon.ts'
import { fieldLabel } from '../reference/field-labels.ts'
import { FrenchCommand } from './french-command.ts'
import { give, say } from './say.ts'
import { isThisMachine, tryFetcher } from './try-fetcher.ts'

const LEARN = new URL('../learn/learn-task.ts', import.meta.url)

interface Options {
  partner?: string
  action?: string
  yaml?: boolean
  json?: boolean
  local?: boolean
}

/** Largest file that is looked at, bytes. */
const LARGEST = 20_000_000

/** `dora-sync learn <address|file>`: proposes how to read a source, field by field. Writes nothing. */
export function learnCommand(): Command {
  return new FrenchCommand('learn')
    .argument('<adresse|fichier>', 'adresse d’une page, ou fichier XLSX, ODS, CSV, PDF, DOCX, ICS, HTML')
    .option('--partner <id>', 'partenaire, par son identifiant dans la convention')
    .option('--action <ligne>', 'ligne de la convention à laquelle la source répond')
    .option('--yaml', 'la correspondance proposée, à enregistrer dans mappings/<id>/mapping.yaml')
    .option('--json', 'la proposition en JSON, pour un programme')
    .option('--local', 'permet une adresse de cette machine (127.0.0.1)')
    .action(async (target: string, options: Options) => {
      const proposal = await learn(target, options)
      const { kind, offers, notOffers, mapping } = proposal
      if (options.json) give(`${JSON.stringify({ kind, offers, notOffers, mapping })}\n`)
      else if (options.yaml) give(mapping)
      else say(learnText(proposal))
    })
}

async function learn(target: string, options: Options): Promise<Proposal> {
  const places = placesOf(readSettings(process.env))
  const convention = conventionOf(loadConventions(places.config), parisDay(systemClock.now()))
  const partner = convention.partners.find(({ id }) => id === options.partner)
  if (options.partner !== undefined && partner === undefined)
    throw new Error(
      `« ${options.partner} » n’est pas un partenaire de la convention ; partenaires : ${convention.partners.map(({ id }) => id).join(', ')}.`,
    )
  const lines = convention.fiches.flatMap(fiche => fiche.lines.map(({ id }) => id))
  if (options.action !== undefined && !lines.includes(options.action))
    throw new Error(`« ${options.action} » n’est pas une ligne de la convention.`)
  const lexicon = loadLexicon(join(places.mappings, 'lexique.yaml'), 'mappings/lexique.yaml')
  const known = {
    partner: partner?.id ?? 'a-completer',
    partnerName: partner?.name ?? 'À compléter',
    action: options.action ?? null,
  }
  const { address, fetcher, close } = isAddress(target)
    ? throughNetwork(target, options.local ?? false)
    : fromFile(target)
  try {
    return await whileWaiting<LearnInput, Proposal>(
      LEARN,
      { address, lexicon, near: convention.department, known },
      fetcher,
    )
  } finally {
    await close()
  }
}

const isAddress = (target: string): boolean => /^https?:\/\//i.test(target)

function throughNetwork(
  target: string,
  local: boolean,
): { address: string; fetcher: RunFetcher; close: () => Promise<void> } {
  if (!URL.canParse(target)) throw new Error(`« ${target} » n’est pas une adresse.`)
  if (isThisMachine(target) && !local) throw new Error('Une adresse de cette machine n’est lue qu’avec --local.')
  const { hostname } = new URL(target)
  const source = { id: 'apprendre', hosts: [hostname], paceMs: 1000, window: null, maxPages: 20 }
  const fetcher = tryFetcher(target, source, { env: process.env })
  return { address: target, fetcher, close: () => fetcher.close() }
}

/** A file of this machine as the one document of a site that has no other. */
function fromFile(target: string): { address: string; fetcher: Fetcher; close: () => Promise<void> } {
  const path = resolve(target)
  const size = statSync(path, { throwIfNoEntry: false })?.size
  if (size === undefined) throw new Error(`Le fichier « ${target} » n’existe pas.`)
  if (size > LARGEST) throw new Error(`Le fichier « ${basename(target)} » pèse plus de 20 Mo, la limite.`)
  const address = pathToFileURL(path).href
  const body = new Uint8Array(readFileSync(path))
  const get: Fetcher['get'] = async asked => {
    if (asked !== address)
      throw new HarvestError('adresse-hors-source', 'Seul ce fichier est lu.', 'configuration', asked)
    return lazyText({
      hash: sha256(body),
      address,
      status: 200,
      headers: {},
      body,
      unchanged: false,
      fetchedAt: systemClock.now().toISOString(),
    })
  }
  return {
    address,
    fetcher: { get, stream: () => Promise.reject(new Error('a file is read whole')) },
    close: async () => undefined,
  }
}

/** A proposal as a person reads it in a terminal. */
function learnText({ found, offers, notOffers }: Proposal): string {
  const lines = [`${upperFirst(found)}.`]
  for (const { fields } of offers) {
    lines.push('', String(fields.nom?.value ?? 'Sans nom'))
    for (const [name, { value, where, reason, confidence, unread }] of Object.entries(fields)) {
      const shown = (Array.isArray(value) ? value.join(', ') : String(value)).replace(/\s+/g, ' ')
      lines.push(`  ${fieldLabel(name)} (${name}) : ${shown.length > 120 ? `${shown.slice(0, 119)}…` : shown}`)
      lines.push(
        `    ${where} ; ${reason} ; confiance ${confidence}${unread.length > 0 ? ` ; pas lu : ${unread.map(words => `« ${words} »`).join(', ')}` : ''}`,
      )
    }
  }
  if (notOffers.length > 0)
    lines.push('', 'Écarté :', ...notOffers.map(({ words, because }) => `  ${words} : ${because}`))
  lines.push('', 'Rien n’est écrit. La correspondance proposée : --yaml.')
  return `${lines.join('\n')}\n`
}
