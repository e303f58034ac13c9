import { frenchCount } from '../../common/french.ts'
import { checkSchedule } from '../../config/check-schedule.ts'
import type { SourceConfig } from '../../config/source.ts'
import { ActionRefused } from '../actions.ts'
import type { Desk } from './desk.ts'
import { pauseSource, resumeSource, runSource, scheduleSource } from './move-source.ts'
import { toCron } from './schedule.ts'
import { readChoice, sayChoice } from './schedule-words.ts'

/** What can be done of several sources at once. */
export type SourceMove = 'lancer' | 'simuler' | 'pause' | 'reprendre' | 'horaire'

interface Kind {
  label: string
  /** What it does, in a sentence, before it is done. */
  does: string
  /** What a person must say; null: nothing. */
  asks: { name: 'raison' | 'mots'; label: string; hint: string } | null
  one: string
  many: string
}

export const SOURCE_MOVES: Record<SourceMove, Kind> = {
  lancer: {
    label: 'Lancer un passage',
    does: 'Chaque source est lue dès que possible, et DORA mis à jour selon la règle de chacune.',
    asks: null,
    one: 'passage demandé',
    many: 'passages demandés',
  },
  simuler: {
    label: 'Simuler',
    does: 'Chaque source est lue, et son plan dit ce qui changerait. Rien n’est écrit dans DORA.',
    asks: null,
    one: 'simulation demandée',
    many: 'simulations demandées',
  },
  pause: {
    label: 'Mettre en pause',
    does: 'Aucun passage de ces sources ne part plus de lui-même, jusqu’à ce que vous les repreniez.',
    asks: { name: 'raison', label: 'Raison', hint: 'Par exemple : les partenaires refont leur site.' },
    one: 'source en pause',
    many: 'sources en pause',
  },
  reprendre: {
    label: 'Reprendre',
    does: 'Ces sources reprennent leur horaire.',
    asks: null,
    one: 'source reprise',
    many: 'sources reprises',
  },
  horaire: {
    label: 'Changer l’horaire',
    does: 'Ces sources sont toutes lues au même rythme. Une source dont le site ne se lit pas à cette heure garde le sien.',
    asks: {
      name: 'mots',
      label: 'Quand',
      hint: 'Par exemple : chaque lundi matin, tous les jours à 6 h, le 1er du mois, à la demande.',
    },
    one: 'source à ce nouvel horaire',
    many: 'sources à ce nouvel horaire',
  },
}

export function isSourceMove(word: string): word is SourceMove {
  return Object.hasOwn(SOURCE_MOVES, word)
}

/** Does the same to several sources; one that is refused does not stop the others. @returns French sentence: how many, and why not the others @throws ActionRefused when none was done */
export async function moveSources(
  desk: Desk,
  asked: { move: SourceMove; sources: readonly SourceConfig[]; words: string; by: string },
): Promise<string> {
  const { move, sources, words, by } = asked
  const refused: string[] = []
  for (const source of sources) {
    try {
      await moveOne(desk, move, source, words, by)
    } catch (error) {
      if (!(error instanceof ActionRefused)) throw error
      refused.push(`${source.name} : ${error.message}`)
    }
  }
  const { one, many } = SOURCE_MOVES[move]
  const left = refused.length === 0 ? '' : ` Pas fait : ${refused.join(' ; ')}`
  if (refused.length === sources.length) throw new ActionRefused(`Rien n’a changé.${left}`)
  const choice = move === 'horaire' ? readChoice(words) : null
  return `${frenchCount(sources.length - refused.length, one, many)}${choice ? `, ${sayChoice(choice)}` : ''}.${left}`
}

async function moveOne(desk: Desk, move: SourceMove, source: SourceConfig, words: string, by: string): Promise<void> {
  switch (move) {
    case 'lancer':
    case 'simuler':
      await runSource(desk, source, by, move === 'simuler')
      return
    case 'pause':
      await pauseSource(desk, source, by, words)
      return
    case 'reprendre':
      await resumeSource(desk, source, by)
      return
    case 'horaire': {
      const choice = readChoice(words)
      const cron = choice && toCron(choice)
      if (cron === null) throw new ActionRefused('cet horaire n’est pas lisible.')
      const check = cron === '' ? null : checkSchedule(cron, desk.windowOf(source))
      if (check?.kind === 'never' || check?.kind === 'unreadable') throw new ActionRefused(`${check.message}.`)
      await scheduleSource(desk, source, by, cron)
    }
  }
}
