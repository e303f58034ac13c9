import type { View } from './view.ts'

export type Body = Record<string, unknown>

/** What a route knows of the request it answers. */
export interface RouteContext {
  view: View
  /** The same view after a write that changed what is beside the structures. */
  refreshed: () => View
  query: URLSearchParams
  path: string
  /** `http://127.0.0.1:1234` */
  origin: string
}
