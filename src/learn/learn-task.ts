import type { Task } from '../common/apart/protocol.ts'
import { remoteFetcher } from '../harvest/apart/remote-fetcher.ts'
import type { Lexicon } from '../normalise/lexicon.ts'
import { learnFrom } from './look.ts'
import type { Known, Proposal } from './proposal.ts'

/** What to learn, as it goes to a process apart. */
export interface LearnInput {
  address: string
  lexicon: Lexicon
  /** Code of the département. */
  near: string
  known: Known
}

/** The inside of `learnApart`: what somebody else wrote is parsed here, and only the proposal leaves. */
export const task: Task<LearnInput, never, Proposal> = async function* ({ address, lexicon, near, known }, ask) {
  yield* []
  return await learnFrom(address, { fetcher: remoteFetcher(ask), lexicon, near }, known)
}
