import { frenchCount, frenchDate, frenchEuros, frenchNames } from '../../common/french.ts'
import type { Convention } from '../../convention/convention.ts'
import { fundings } from '../../convention/fundings.ts'
import type { InboxItem } from '../../ledger/inbox.ts'
import type { InboxKind } from '../../ledger/inbox-question.ts'
import type { Icon } from '../icon.ts'
import {
  ABANDONED_PATH,
  CAMPAIGNS_PATH,
  CONVENTIONS_PATH,
  DRAFTS_PATH,
  ENDING_PATH,
  inboxPath,
  SOURCES_PATH,
} from '../routes/paths.ts'
import { INBOX_WORDS } from '../words-of.ts'
import type { Alert } from './alerts.ts'

/** One thing that needs a person, with where it is done. */
export interface WeekTask {
  icon: Icon
  tone: 'bad' | 'warn' | 'quiet'
  title: string
  /** What it is about and what it gives, in a sentence. */
  detail: string
  action: { label: string; href: string }
}

export interface Week {
  tasks: WeekTask[]
  /** How long it takes a person, minutes, roughly. */
  minutes: number
}

interface Asked {
  id: string
  partner: string
  title: string
  at: string
}

const KINDS: Record<Exclude<InboxKind, 'rejection'>, { icon: Icon; verb: string; minutes: number }> = {
  quarantine: { icon: 'stop', verb: 'Voir et décider', minutes: 5 },
  doubt: { icon: 'question', verb: 'Vérifier', minutes: 3 },
  structure: { icon: 'organization', verb: 'Confirmer', minutes: 3 },
  match: { icon: 'copy', verb: 'Comparer', minutes: 4 },
  conflict: { icon: 'file', verb: 'Choisir', minutes: 2 },
  correction: { icon: 'pencil', verb: 'Corriger', minutes: 2 },
  'unknown-value': { icon: 'book', verb: 'Dire ce que c’est', minutes: 1 },
}
const ORDER = Object.keys(KINDS) as (keyof typeof KINDS)[]
const MINUTES = { alert: 5, asked: 2, draft: 1 }

/** What the button of an alert leads to, when that is neither a source nor the list of alerts. */
const PLACES: Record<string, string> = {
  [ABANDONED_PATH]: 'Voir les travaux',
  [SOURCES_PATH]: 'Voir les sources',
  [CAMPAIGNS_PATH]: 'Voir les campagnes',
  [CONVENTIONS_PATH]: 'Voir les conventions',
}

/**
 * What needs a person, the most pressing first: what is broken, what holds a whole pass, then what brings the most of the State's euros to light.
 * Things alike are one line.
 */
export function weekOf(parts: {
  alerts: readonly Alert[]
  items: readonly Pick<InboxItem, 'id' | 'kind' | 'source' | 'key' | 'title' | 'opened'>[]
  /** Lines of the convention that the offers of these sources answer: only their euros wait. Default: none. */
  answers?: readonly { source: string; key: string; actions: readonly string[] }[]
  asked: readonly Asked[]
  sources: readonly { id: string; name: string; partner: string }[]
  convention: Convention
  /** Offers that end soon, are over, or lost the convention that gave their end. Default: none. */
  ending?: number
  /** Drafts that a person may publish, and those that lack something. Default: none. */
  drafts?: readonly { missing: readonly unknown[] }[]
}): Week {
  const nameOf = new Map(parts.sources.map(source => [source.id, source.name]))
  const partnerName = new Map(parts.convention.partners.map(partner => [partner.id, partner.name]))
  const money = fundings(parts.convention).filter(funding => funding.offer)
  const answers = Map.groupBy(parts.answers ?? [], ({ source }) => source)
  /** What is asked about one offer holds that one; about a source, all of them. */
  const linesOf = ({ source, key }: { source: string; key: string | null }) =>
    (answers.get(source) ?? []).filter(offer => key === null || offer.key === key).flatMap(({ actions }) => actions)
  const eurosOf = (waiting: ReadonlySet<string>) =>
    money
      .filter(funding => funding.lines.some(line => waiting.has(line.id)))
      .reduce((sum, funding) => sum + funding.state, 0)

  const alike = Map.groupBy(parts.alerts, alert => (alert.source ? alert.source.standing : alert))
  const broken = [...alike.values()].flatMap(group =>
    group.length < ALIKE ? group.map(alertTask) : [alertsTask(group)],
  )
  function alertTask(alert: Alert): WeekTask {
    return {
      icon: 'alert',
      tone: alert.tone,
      title: alert.text,
      detail:
        alert.detail ??
        (isOfSource(alert)
          ? 'Rien n’est retiré de DORA entre-temps.'
          : 'À voir avec la personne qui tient cette installation.'),
      action: {
        label: alert.label ?? (isOfSource(alert) ? 'Voir la source' : (PLACES[alert.href ?? ''] ?? 'Voir l’alerte')),
        href: alert.href ?? '/alertes',
      },
    }
  }
  const asked =
    parts.asked.length === 0
      ? []
      : [
          {
            icon: 'comment' as const,
            tone: 'warn' as const,
            title:
              parts.asked.length === 1
                ? (parts.asked[0]?.title ?? '')
                : `${parts.asked.length} demandes de partenaires`,
            detail: listed([...new Set(parts.asked.map(each => partnerName.get(each.partner) ?? each.partner))]),
            action: {
              label: 'Répondre',
              href: parts.asked.length === 1 ? `/demandes/${parts.asked[0]?.id}` : '/a-traiter#partenaires',
            },
          },
        ]
  const waiting = ORDER.flatMap(kind => {
    const group = parts.items.filter(item => item.kind === kind)
    const [first] = group
    if (first === undefined) return []
    const euros = eurosOf(new Set(group.flatMap(linesOf)))
    const { icon, verb } = KINDS[kind]
    const names = [...new Set(group.map(item => nameOf.get(item.source) ?? item.source))]
    const task: WeekTask = {
      icon,
      tone: kind === 'quarantine' || kind === 'doubt' ? 'bad' : 'warn',
      title: group.length === 1 ? first.title : `${group.length} ${(INBOX_WORDS[kind]?.many ?? '').toLowerCase()}`,
      detail: [
        `${listed(names)}, depuis le ${frenchDate(first.opened)}.`,
        ...(euros > 0 ? [`L’État y met ${frenchEuros(euros)}.`] : []),
      ].join(' '),
      action: { label: verb, href: group.length === 1 ? inboxPath(first.id) : `/a-traiter#${kind}` },
    }
    return [{ task, kind, euros }]
  })
  const pressing = waiting.filter(({ kind }) => kind === 'quarantine' || kind === 'doubt')
  const others = waiting.filter(({ kind }) => kind !== 'quarantine' && kind !== 'doubt')
  return {
    tasks: [
      ...broken,
      ...pressing.map(({ task }) => task),
      ...asked,
      ...drafts(parts.drafts ?? []),
      ...ending(parts.ending ?? 0),
      ...others.toSorted((a, b) => b.euros - a.euros).map(({ task }) => task),
    ],
    minutes:
      broken.length * MINUTES.alert +
      parts.asked.length * MINUTES.asked +
      (parts.drafts?.length ?? 0) * MINUTES.draft +
      parts.items.reduce((sum, { kind }) => sum + (kind === 'rejection' ? 0 : KINDS[kind].minutes), 0),
  }
}

const isOfSource = ({ href }: Alert): boolean => href?.startsWith('/sources/') ?? false

/** Sources that stand alike are one line from this many on. */
const ALIKE = 3
const MANY: Record<NonNullable<Alert['source']>['standing'], string> = {
  missed: 'n’ont pas été lues à leur heure',
  failed: 'n’ont pas pu être lues',
  held: 'sont en quarantaine',
  late: 'ne sont plus lues avec succès',
  unread: 'n’ont jamais été lues avec succès',
}

function alertsTask(group: readonly Alert[]): WeekTask {
  const [first] = group
  const names = group.flatMap(({ source }) => source?.name ?? [])
  return {
    icon: 'alert',
    tone: first?.tone ?? 'warn',
    title: `${group.length} sources ${first?.source ? MANY[first.source.standing] : ''}`,
    detail: `${listed(names)}. Rien n’est retiré de DORA entre-temps.`,
    action: { label: 'Voir les sources', href: '/sources' },
  }
}

function drafts(all: readonly { missing: readonly unknown[] }[]): WeekTask[] {
  if (all.length === 0) return []
  const ready = all.filter(({ missing }) => missing.length === 0).length
  const some = [
    ...(ready > 0 ? [frenchCount(ready, 'est complet', 'sont complets')] : []),
    ...(ready < all.length ? [frenchCount(all.length - ready, 'attend une réponse', 'attendent une réponse')] : []),
  ]
  return [
    {
      icon: 'pencil',
      tone: 'warn',
      title: frenchCount(all.length, 'brouillon à publier', 'brouillons à publier'),
      detail: `Le public ne ${all.length === 1 ? 'le' : 'les'} voit pas : ${some.join(', ')}.`,
      action: { label: ready > 0 ? 'Publier' : 'Compléter', href: DRAFTS_PATH },
    },
  ]
}

function ending(count: number): WeekTask[] {
  if (count === 0) return []
  return [
    {
      icon: 'clock',
      tone: 'warn',
      title: `${frenchCount(count, 'offre')} à surveiller`,
      detail: 'Leur fin approche, est passée, ou n’est plus connue.',
      action: { label: 'Décider', href: ENDING_PATH },
    },
  ]
}

/** «Sept choses vous attendent, une demi-heure environ» */
export function weekTitle(things: number, minutes: number): string {
  if (things === 0) return 'Rien ne vous attend'
  const count = things === 1 ? 'Une chose vous attend' : `${LETTERS[things] ?? things} choses vous attendent`
  return `${count}, ${duration(minutes)}`
}

/** What the robot did since a date, in one sentence. */
export function robotSentence(
  runs: readonly {
    source: string
    counts: { created: number; updated: number; retired: number } | null
    failed: boolean
  }[],
): string {
  if (runs.length === 0) return 'Le robot n’a rien lu cette semaine.'
  const readOnes = new Set(runs.filter(run => !run.failed).map(run => run.source))
  const unread = new Set(runs.map(run => run.source)).difference(readOnes).size
  const sum = (of: 'created' | 'updated' | 'retired') => runs.reduce((total, run) => total + (run.counts?.[of] ?? 0), 0)
  const done = [
    ...(sum('created') > 0 ? [frenchCount(sum('created'), 'offre créée', 'offres créées')] : []),
    ...(sum('updated') > 0 ? [frenchCount(sum('updated'), 'mise à jour', 'mises à jour')] : []),
    ...(sum('retired') > 0 ? [frenchCount(sum('retired'), 'offre archivée', 'offres archivées')] : []),
  ]
  const read = `${frenchCount(readOnes.size, 'source lue', 'sources lues')} : ${done.length === 0 ? 'rien n’a changé dans DORA' : listed(done)}.`
  return unread === 0
    ? read
    : `${read} ${frenchCount(unread, 'source n’a pas pu être lue', 'sources n’ont pas pu être lues')}.`
}

const LETTERS = ['Zéro', 'Une', 'Deux', 'Trois', 'Quatre', 'Cinq', 'Six', 'Sept', 'Huit', 'Neuf', 'Dix']

function duration(minutes: number): string {
  if (minutes <= 5) return 'cinq minutes environ'
  if (minutes <= 12) return 'dix minutes environ'
  if (minutes <= 20) return 'un quart d’heure environ'
  if (minutes <= 40) return 'une demi-heure environ'
  if (minutes <= 75) return 'une heure environ'
  return `${frenchCount(Math.round(minutes / 60), 'heure')} environ`
}

/** «A, B et C», or the first three and how many more. */
function listed(names: readonly string[]): string {
  const shown = names.length <= 4 ? names : [...names.slice(0, 3), frenchCount(names.length - 3, 'autre')]
  return frenchNames(shown)
}
