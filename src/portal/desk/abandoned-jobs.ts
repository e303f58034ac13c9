import type { DeadLetter } from '../../queue/job-runner.ts'

/** A job that was given up, as a person reads it. The same work given up several times is one line. */
export interface AbandonedJob {
  /** Of the latest time; what `revive` and `drop` take. */
  id: string
  /** Of the earlier times. */
  others: string[]
  what: string
  /** The portal's page about it. */
  href: string | null
  source: string | null
  plan: string | null
  at: Date
  /** French. */
  why: string
  /** The error's own words, when they are not for people. */
  technical: string | null
}

/**
 * @param letters latest first
 * @param sourceName name of a source for people
 */
export function abandonedJobs(letters: readonly DeadLetter[], sourceName: (id: string) => string): AbandonedJob[] {
  const jobs = letters.map(letter => {
    const payload = (typeof letter.payload === 'object' && letter.payload) || {}
    return { ...subject(letter.name, payload, sourceName), letter }
  })
  return [...Map.groupBy(jobs, job => `${job.what} ${job.plan ?? ''}`).values()].flatMap(([latest, ...others]) => {
    if (latest === undefined) return []
    const { letter, ...about } = latest
    const { id, failedAt: at, reason } = letter
    return [{ id, others: others.map(job => job.letter.id), ...about, at, ...sayWhy(reason) }]
  })
}

type Subject = Pick<AbandonedJob, 'what' | 'href' | 'source' | 'plan'>

function subject(name: string, payload: object, sourceName: (id: string) => string): Subject {
  const text = (key: string) => (key in payload ? String((payload as Record<string, unknown>)[key]) : null)
  const [source, plan] = [text('source'), text('plan')]
  const about = (what: string, part: Partial<Subject> = {}): Subject => ({
    what,
    href: null,
    source: null,
    plan: null,
    ...part,
  })
  switch (name) {
    case 'sync-source': {
      const href = source === null ? null : `/sources/${encodeURIComponent(source)}`
      const dry = 'dry' in payload && payload.dry === true
      return about(`${dry ? 'Simulation' : 'Passage'} sur ${sourceName(source ?? '?')}`, { href, source })
    }
    case 'apply-plan':
      return about(`Envoi à DORA du plan approuvé par ${text('by') ?? '?'}`, {
        href: plan === null ? null : `/plans/${encodeURIComponent(plan)}`,
        plan,
      })
    case 'approved-plans':
      return about('Reprise des plans approuvés')
    case 'after-outage':
      return about('Reprise des passages qu’une panne de DORA a interrompus')
    case 'census':
      return about('Recensement de DORA')
    case 'withdrawals':
      return about('Archivage des offres retirées par leurs partenaires')
    case 'purge':
      return about('Ménage de la nuit')
    case 'portal-upkeep':
      return about('Rappels des campagnes et ménage des liens périmés')
    case 'tell-waiting':
      return about('Lettre sur ce qui attend une décision')
    case 'monthly-report':
      return about('Rapport et lettre du mois')
    case 'tick':
      return about(`Départ à l’heure prévue : ${sourceName(text('key') ?? '?')}`)
    default:
      return about(`Travail « ${name} »`)
  }
}

/** What the robot says to itself, and what it means. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/held by another run/, 'Un autre passage tenait la source, et l’attente a trop duré.'],
  [/not read at this hour/, 'Le site ne se lit pas à cette heure, et l’attente a trop duré.'],
  [/unknown job/, 'Aucun des programmes en marche ne connaît ce travail : ils n’ont pas tous la même version.'],
  [
    /stalled|lock/i,
    'Le programme qui s’en chargeait s’est arrêté plusieurs fois de suite en le faisant (mémoire, machine).',
  ],
  [
    /ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|Connection (terminated|is closed)|timeout|57P0|Stream isn't writeable/,
    'La base de données ou la file des travaux ne répondait pas, malgré plusieurs essais.',
  ],
  [/SQLITE_FULL|ENOSPC|disk/i, 'Il n’y a plus de place sur le disque.'],
]

/** Messages of ours are French already; others are put in French, with their own words beside. */
export function sayWhy(reason: string): Pick<AbandonedJob, 'why' | 'technical'> {
  const meaning = MEANINGS.find(([words]) => words.test(reason))?.[1]
  if (meaning !== undefined) return { why: meaning, technical: reason }
  if (/[éèêàçùôî’«»]| [:;?!]/i.test(reason)) return { why: reason, technical: null }
  return { why: 'Une erreur du robot : transmettez ce message à l’équipe technique.', technical: reason }
}
