import type { Task } from '../common/apart/protocol.ts'
import { safePage } from './safe-page.ts'

/** The inside of `safePageApart`: the page is parsed here, and only harmless HTML leaves. */
export const task: Task<{ source: string; hits: string[] }, never, string> = async function* ({ source, hits }) {
  yield* []
  return safePage(source, hits)
}
