import { frenchCount, frenchDateTime } from '../../common/french.ts'
import { outsideHours } from '../../harvest/outside-hours.ts'
import { ABANDONED_PATH } from '../routes/paths.ts'
import { ago } from '../words-of.ts'
import type { Desk } from './desk.ts'

export interface Alert {
  tone: 'bad' | 'warn'
  text: string
  href: string | null
}

const DAY = 86_400_000

/** What is not as it should be now: DORA, Redis or Postgres out of order, jobs that were given up, a source whose last success is older than twice its rhythm, a pass that failed, a file that cannot be used. */
export async function alerts(desk: Desk): Promise<Alert[]> {
  const now = desk.clock.now()
  const found: Alert[] = desk.problems().map(problem => ({ tone: 'bad', text: problem.message, href: null }))
  for (const text of await desk.troubles()) found.push({ tone: 'bad', text, href: null })
  const held = await desk.ledger.feeds.heldSince()
  if (held !== null)
    found.push({
      tone: 'bad',
      text: `Le catalogue ouvert reste comme il était le ${frenchDateTime(held)} : le suivant perdrait plus de la moitié de ses offres. S’il manque toujours autant d’offres trois jours après, il sera publié ainsi. Regardez quelle source ne donne plus rien.`,
      href: '/sources',
    })
  const abandoned = (await desk.jobs.abandoned()) ?? []
  if (abandoned.length > 0)
    found.push({
      tone: 'bad',
      text: `${frenchCount(abandoned.length, 'travail abandonné', 'travaux abandonnés')} : à relancer ou à classer.`,
      href: ABANDONED_PATH,
    })
  const memories = new Map((await desk.ledger.sources.list()).map(memory => [memory.id, memory]))
  for (const source of desk.sources()) {
    const memory = memories.get(source.id)
    const href = `/sources/${encodeURIComponent(source.id)}`
    if ((memory?.lastOutcome === 'failed' || memory?.lastOutcome === 'interrupted') && (await failed(desk, source.id)))
      found.push({ tone: 'bad', text: `${source.name} : le dernier passage a échoué.`, href })
    if (memory?.lastOutcome === 'quarantined')
      found.push({ tone: 'warn', text: `${source.name} : le dernier passage est en quarantaine.`, href })
    if (memory === undefined && !desk.hasAddress(source)) continue
    const [first, second] = await desk.nextRuns(source, 2)
    if (!first || !second) continue
    const late = Math.max(2 * (second.getTime() - first.getTime()), DAY)
    if (!memory?.lastSuccess) found.push({ tone: 'warn', text: `${source.name} : jamais lue avec succès.`, href })
    else if (now.getTime() - Date.parse(memory.lastSuccess) > late)
      found.push({
        tone: 'bad',
        text: `${source.name} : dernier succès ${ago(memory.lastSuccess, now)}, pour un rythme de ${frenchCount(Math.round(late / 2 / DAY), 'jour')}.`,
        href,
      })
  }
  return found
}

/** Nothing failed when all that was asked for since came outside the hours of the site. */
async function failed(desk: Desk, source: string): Promise<boolean> {
  const runs = await desk.ledger.listRuns({ source, limit: 10 })
  const state = runs.find(run => !outsideHours(run.outcome))?.state
  return state === 'failed' || state === 'interrupted'
}
