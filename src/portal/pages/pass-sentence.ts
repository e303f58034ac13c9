import { html } from 'hono/html'
import { frenchTime } from '../../common/french.ts'
import type { Run } from '../../ledger/runs.ts'
import type { ToldCounts } from '../desk/told-counts.ts'
import type { Html } from '../layout.ts'
import { RUN_STATES } from '../statuses.ts'
import { countsSentence } from '../words.ts'
import { nextAfterPass } from './next-after-pass.ts'

/** A pass that somebody asked for is looked out for this long, milliseconds; later, its page says when it may start. */
const LOOKED_OUT_MS = 15 * 60_000

/** What a source is doing for whoever has just asked for a pass. */
export interface PassUnderWay {
  /** Nothing moves any more. */
  over: boolean
  /** Null: nothing is under way, and nothing was asked for lately. */
  sentence: Html | null
}

/** @param last last pass of the source @param told its counts @param asked when somebody asked for one */
export function passUnderWay(
  last: Pick<Run, 'id' | 'started' | 'ended' | 'state' | 'message' | 'plan'> | undefined,
  told: ToldCounts | null,
  asked: string | null,
  now: Date,
): PassUnderWay {
  const lately = asked !== null && now.getTime() - Date.parse(asked) < LOOKED_OUT_MS
  if (last && last.ended === null)
    return {
      over: false,
      sentence: html`Passage en cours depuis ${frenchTime(new Date(last.started))}. Son résultat s’affichera ici ; vous pouvez quitter cette page.`,
    }
  if (!lately) return { over: true, sentence: null }
  if (!last || last.started < asked) return { over: false, sentence: html`Le passage demandé attend son tour.` }
  const next = nextAfterPass(last, told)
  return {
    over: true,
    sentence: html`Passage fini, ${RUN_STATES[last.state].word}. ${told ? `${countsSentence(told.counts, 'unknown', told.planned)}. ` : ''}${last.message ?? ''} <a href="/passages/${last.id}">Voir ce passage</a>${next === '' ? '' : html`<br>${next}`}`,
  }
}
