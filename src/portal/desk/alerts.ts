import { frenchCount, frenchDateTime, frenchNames } from '../../common/french.ts'
import type { SourceCondition, SourceTrouble } from '../../schedule/condition.ts'
import { givenUpReminders, MOST_TRIES } from '../campaigns/refused-reminders.ts'
import { planToDecide } from '../plan-to-decide.ts'
import { ABANDONED_PATH, CAMPAIGNS_PATH, CONVENTIONS_PATH, planPath, sourcePath } from '../routes/paths.ts'
import { ago } from '../words-of.ts'
import type { Desk, Unusable } from './desk.ts'
import { refusedConvention } from './refused-convention.ts'
import { rhythmWords } from './rhythm-words.ts'

export interface Alert {
  tone: 'bad' | 'warn'
  text: string
  href: string | null
  /** What there is to know besides, and to do, when it is not what is usual. */
  detail?: string
  /** What its button says, when that is not what is usual. */
  label?: string
  /** A source that stands so, and its name: several alike may be said at once. */
  source?: { standing: SourceTrouble | 'unread'; name: string }
}

/** What is not as it should be now: DORA, Redis or Postgres out of order, jobs that were given up, a source whose condition asks for somebody, a file that cannot be used, a reminder that reaches nobody. */
export async function alerts(desk: Desk): Promise<Alert[]> {
  const now = desk.clock.now()
  const found = desk.problems().map(unusable)
  for (const text of await desk.troubles()) found.push({ tone: 'bad', text, href: null })
  const { feeds, whileStill } = desk.ledger
  const held = await whileStill('since when the feed is held', () => feeds.heldSince())
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
  for (const [{ title }, names] of await whileStill('reminders that were given up', () =>
    givenUpReminders(desk.ledger),
  ))
    found.push({
      tone: 'warn',
      text: `Le rappel de la campagne « ${title} » à ${frenchNames(names)} a été refusé ${MOST_TRIES} fois par le serveur de messagerie : il ne part plus de lui-même. Vérifiez l’adresse, ou appelez.`,
      href: CAMPAIGNS_PATH,
    })
  for (const condition of await desk.conditions()) {
    const alert = (condition.standing === 'unread' && (await firstPlan(desk, condition))) || alertOf(condition, now)
    if (alert) found.push(alert)
  }
  return found
}

/** A source that was only simulated: its plan is what waits for a person. Null: no plan waits. */
async function firstPlan({ ledger }: Desk, { source, name }: SourceCondition): Promise<Alert | null> {
  const [plan] = await ledger.plans.heads({ source, states: ['proposed'], limit: 1 })
  if (plan === undefined || planToDecide({ ...plan, operations: { length: plan.sizes.operations } }) === 'nothing')
    return null
  return {
    tone: 'warn',
    text: `${name} : le premier passage est simulé, son plan attend votre accord.`,
    detail: `${frenchCount(plan.sizes.operations, 'écriture proposée', 'écritures proposées')}. Rien n’est envoyé à DORA avant.`,
    label: 'Lire le plan',
    href: planPath(plan.id),
  }
}

function unusable({ message, convention, source }: Unusable): Alert {
  if (source !== undefined)
    return {
      tone: 'bad',
      text: `${source.name} : ce qui lui a été enseigné ne se lit plus, elle n’est donc plus lue.`,
      detail: 'Revenez à une version d’avant, ou revoyez-la. Rien n’est retiré de DORA entre-temps.',
      href: sourcePath(source.id),
    }
  if (convention === undefined) return { tone: 'bad', text: message, href: null }
  const [first = '', ...more] = message.split('\n')
  return {
    tone: 'bad',
    text: refusedConvention(convention),
    detail: `${first}${more.length > 0 ? `, et ${frenchCount(more.length, 'autre chose', 'autres choses')}` : ''}${/[.!?]$/.test(first) && more.length === 0 ? '' : '.'} À corriger, ou à retirer.`,
    href: CONVENTIONS_PATH,
  }
}

function alertOf(condition: SourceCondition, now: Date): Alert | null {
  const { source, name, standing, lastSuccess, rhythmMs } = condition
  const href = sourcePath(source)
  const success = lastSuccess ? `Dernier succès : ${ago(lastSuccess, now)}.` : 'Aucun succès à ce jour.'
  switch (standing) {
    case 'missed':
      return {
        tone: 'bad',
        text: `${name} : le passage prévu n’a pas eu lieu. ${success}`,
        href,
        source: { standing, name },
      }
    case 'failed':
      return {
        tone: 'bad',
        text: `${name} : le dernier passage a échoué. ${success}`,
        href,
        source: { standing, name },
      }
    case 'held':
      return {
        tone: 'warn',
        text: `${name} : le dernier passage est en quarantaine. ${success}`,
        href,
        source: { standing, name },
      }
    case 'late':
      return {
        tone: 'bad',
        text: `${name} : aucun passage n’aboutit, pour un rythme de ${rhythmWords(rhythmMs ?? 0)}. ${success}`,
        href,
        source: { standing, name },
      }
    case 'unread':
      return { tone: 'warn', text: `${name} : jamais lue avec succès.`, href, source: { standing, name } }
    case 'good':
    case 'paused':
    case 'stopped':
    case 'no-address':
      return null
  }
}
