import type { Rejection } from '../../common/rejection.ts'
import { isSetAside } from '../../coverage/set-aside.ts'
import type { OfferOutcome } from '../../ledger/plan.ts'
import type { Html } from '../layout.ts'
import { OFFER_STATES, PLANNED_STATES, type Status } from '../statuses.ts'
import { state } from './table.ts'

const WHEN_PLANNED: Readonly<Record<OfferOutcome['state'], Status>> = { ...OFFER_STATES, ...PLANNED_STATES }

/** The state of an offer in one word; `planned`: nothing is sent yet. A page set aside on purpose is nobody's trouble, and is not red. */
export function offerState(of: OfferOutcome['state'], rejection?: Rejection | null, planned = false): Html {
  if (of === 'rejected' && rejection && isSetAside(rejection)) return state('écartée exprès', 'quiet')
  const { word, tone } = (planned ? WHEN_PLANNED : OFFER_STATES)[of]
  return state(word, tone)
}
