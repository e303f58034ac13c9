import { z } from 'zod'
import type { Clock } from '../common/clock.ts'

/**
 * What can be made to go wrong on a route.
 * `reset-before`: the connection dies before the write is done; `reset-after`: the write is done, the answer is lost;
 * `stale`: a read answers as if the last write had not happened yet; `slow`: the true answer, late;
 * `away`: from this request on and for `seconds` of the sandbox's clock, DORA is not there for anybody (connections cut, or this status).
 */
const Fault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status'), status: z.number().int(), body: z.unknown().optional() }),
  z.object({ kind: z.literal('reset-before') }),
  z.object({ kind: z.literal('reset-after') }),
  z.object({ kind: z.literal('hang') }),
  z.object({ kind: z.literal('slow'), ms: z.number().int().min(1) }),
  z.object({ kind: z.literal('away'), seconds: z.number().min(0), status: z.number().int().exactOptional() }),
  z.object({ kind: z.literal('throttle'), retryAfterSeconds: z.number().int() }),
  z.object({ kind: z.literal('drip'), chunkBytes: z.number().int().min(1), everyMs: z.number().int().min(1) }),
  z.object({ kind: z.literal('truncate') }),
  z.object({ kind: z.literal('content-type'), contentType: z.string() }),
  z.object({ kind: z.literal('stale') }),
])
export type Fault = z.infer<typeof Fault>

/** A rule as another process may send it: the path is how it begins. */
export const FaultRequest = z.object({
  method: z.string().exactOptional(),
  path: z.string().exactOptional(),
  times: z.number().int().min(1).exactOptional(),
  after: z.number().int().min(0).exactOptional(),
  fault: Fault,
})

export interface FaultRule {
  /** Only this method; default any. */
  method?: string
  /** Only paths that begin so (a string) or that match; default any. */
  path?: string | RegExp
  /** How many requests it hits before it is gone. Default 1. */
  times?: number
  /** How many matching requests pass first. Default 0. */
  after?: number
  fault: Fault
}

export interface Faults {
  add(rule: FaultRule): void
  clear(): void
  /** The fault of this request, if any; rules are tried in the order they were added. */
  take(method: string, path: string): Fault | null
  /** Rules that did not hit yet. */
  pending(): number
}

export function createFaults(clock: Clock, rules: FaultRule[] = []): Faults {
  let live = rules.map(arm)
  let away: { fault: Fault; until: number } | null = null
  return {
    add: rule => void live.push(arm(rule)),
    clear() {
      live = []
      away = null
    },
    take(method, path) {
      const now = clock.now().getTime()
      if (away !== null && now < away.until) return away.fault
      for (const rule of live) {
        if (!matches(rule, method, path)) continue
        if (rule.after > 0) {
          rule.after -= 1
          continue
        }
        rule.times -= 1
        if (rule.times <= 0) live = live.filter(other => other !== rule)
        if (rule.fault.kind === 'away') away = { fault: rule.fault, until: now + rule.fault.seconds * 1000 }
        return rule.fault
      }
      return null
    },
    pending: () => live.length,
  }
}

type Armed = FaultRule & { times: number; after: number }

function arm(rule: FaultRule): Armed {
  return { ...rule, times: rule.times ?? 1, after: rule.after ?? 0 }
}

function matches(rule: FaultRule, method: string, path: string): boolean {
  if (rule.method !== undefined && rule.method !== method) return false
  if (rule.path === undefined) return true
  return typeof rule.path === 'string' ? path.startsWith(rule.path) : rule.path.test(path)
}
