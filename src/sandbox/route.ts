import type { View } from './serialize-service.ts'

export type Body = Record<string, unknown>

/** What a route knows of the request it answers. */
export interface RouteContext {
  view: View
  query: URLSearchParams
  path: string
  /** `http://127.0.0.1:1234` */
  origin: string
}
