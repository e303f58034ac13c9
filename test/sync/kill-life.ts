import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/common/clock.ts'
import type { Random } from '../../src/common/random.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { same } from '../../src/sync/fields.ts'
import { KEPT_COMPILED } from '../servers/child.ts'
import { STRUCTURE } from './dora.contract.ts'
import { killOffers } from './kill-offers.ts'
import { BrokenPromise } from './random-world.ts'

const CHILD = new URL('./kill-child.ts', import.meta.url).pathname
/** A killed pass may leave a doubt and an absence to settle. */
const CALM_PASSES = 4

export interface KillFigures {
  kills: number
  /** Processes that had ended their pass before the blow. */
  tooLate: number
  writes: number
  services: number
  interrupted: number
  /** Operations found open by a later process: killed between the intent and the ledger's last word. */
  openFound: number
}

/**
 * Kills the process of a pass with SIGKILL at random moments, `kills` times, on one ledger and one DORA, then lets it end in peace.
 * @throws BrokenPromise when the end is not what it would have been without any kill
 */
export async function killLife(kills: number, random: Random): Promise<KillFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'kill-'))
  const file = join(folder, 'ledger.db')
  const sandbox = await startSandbox({ seed: 'empty', quotaPerMinute: 100_000 })
  const staff = {
    url: sandbox.url,
    token: sandbox.tokens.staff,
    quota: createQuota({ perMinute: 100_000, clock: systemClock }),
    clock: systemClock,
    random,
  }
  const reader = createDoraReader(staff)
  // Made by the account of the passes, which so becomes its member: contacts are read-only for a member of nothing.
  const robot = { ...staff, token: sandbox.tokens.gestionnaire35 }
  const home = (
    await createDoraWriter({ ...robot, departments: ['35'], mayCreateStructures: true }).createStructure(STRUCTURE)
  ).slug
  const figures: KillFigures = { kills: 0, tooLate: 0, writes: 0, services: 0, interrupted: 0, openFound: 0 }
  try {
    const start = (round: number) =>
      spawn(process.execPath, [CHILD, file, sandbox.url, sandbox.tokens.gestionnaire35, String(round)], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, ...KEPT_COMPILED },
      })
    let span = 300
    let round = 0
    for (; figures.kills < kills; round += 1) {
      const child = start(round)
      const ended = once(child)
      const said = lines(child.stdout)
      await said.until('ready')
      const from = performance.now()
      const wait = random() * span
      const late = await Promise.race([ended.then(() => true), systemClock.sleep(wait).then(() => false)])
      if (late) {
        figures.tooLate += 1
        // The pass was shorter than thought: aim inside it.
        span = Math.max(40, performance.now() - from)
        continue
      }
      child.kill('SIGKILL')
      await ended
      figures.kills += 1
      // Still in time: look a little further, so that the blows fall all along the pass.
      span *= 1.1
    }
    const last = round
    for (let i = 0; i < CALM_PASSES; i += 1) {
      const child = start(last + i)
      const ended = once(child)
      const said = lines(child.stdout)
      await ended
      if (!said.all().some(line => line.startsWith('done succeeded') || line.startsWith('done partly')))
        throw new BrokenPromise(`the peaceful pass said ${said.all().join(' / ')}`)
    }
    // The last rounds moved on too: what must hold is what the last one says.
    const expected = killOffers(last + CALM_PASSES - 1)
    const structure = await reader.readStructure(home)
    const services = [...(structure?.services ?? []), ...(structure?.archivedServices ?? [])]
    figures.services = services.length
    const ledger = await openLedger({ path: file })
    try {
      for (const offer of expected) {
        const twins = services.filter(service => service.name === offer.name)
        if (twins.length !== 1) throw new BrokenPromise(`«${offer.name}» is ${twins.length} times in DORA`)
        const slug = twins[0]?.slug ?? ''
        const link = await ledger.links.bySlug(slug)
        if (link?.key !== offer.key) throw new BrokenPromise(`«${offer.name}» is not held by its offer`)
        const service = await reader.readService(slug)
        if (service === null || !same('recurrence', service.fields.recurrence, offer.fields.recurrence))
          throw new BrokenPromise(`«${offer.name}» does not show what the source says`)
        if (service.fields.status !== 'PUBLISHED')
          throw new BrokenPromise(`«${offer.name}» is ${service.fields.status}`)
      }
      const runs = await ledger.runs.list({ limit: 10_000 })
      if (runs.some(run => run.state === 'running')) throw new BrokenPromise('a run has no final state')
      figures.interrupted = runs.filter(run => run.state === 'interrupted').length
      if ((await ledger.operations.unsettled('pem-s')).length > 0) throw new BrokenPromise('an operation is still open')
      const operations = await ledger.operations.list({ limit: 100_000 })
      figures.openFound = operations.filter(operation => operation.message?.startsWith('Re') ?? false).length
      figures.writes = sandbox.state.history.filter(entry => entry.kind === 'service').length
      const done = operations.filter(operation => operation.state === 'done').length
      if (done !== figures.writes)
        throw new BrokenPromise(`the ledger tells ${done} writes, DORA did ${figures.writes}`)
    } finally {
      await ledger.close()
    }
    return figures
  } finally {
    await sandbox.close()
    await rm(folder, { recursive: true })
  }
}

function once(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise(resolve => child.once('close', () => resolve()))
}

function lines(stream: NodeJS.ReadableStream | null) {
  const seen: string[] = []
  let rest = ''
  let wake = () => {}
  stream?.on('data', chunk => {
    rest += String(chunk)
    const parts = rest.split('\n')
    rest = parts.pop() ?? ''
    seen.push(...parts)
    wake()
  })
  stream?.on('end', () => wake())
  return {
    all: () => seen,
    until: (line: string) =>
      new Promise<void>((resolve, reject) => {
        wake = () => {
          if (seen.includes(line)) resolve()
          else if (stream !== null && 'readableEnded' in stream && stream.readableEnded === true)
            reject(new Error(`the process ended without «${line}»`))
        }
        wake()
      }),
  }
}
