import { runApart } from '../common/apart/run-apart.ts'
import { decodeBody } from '../common/decode.ts'

const TASK = new URL('./safe-page-task.ts', import.meta.url)

/** A page made harmless in a process apart; null when that took too long. */
export async function safePageApart(
  { body, contentType }: { body: Uint8Array; contentType: string | undefined },
  hits: string[],
): Promise<string | null> {
  const source = decodeBody(body, contentType).text
  const limits = { silentMs: 5000, workMs: 5000 }
  const stream = runApart<never, string>({ module: TASK, input: { source: source.slice(0, 1_000_000), hits }, limits })
  return stream.next().then(
    step => step.value,
    () => null,
  )
}
