import { type Answer, forbidden, json, notFound } from './answer.ts'
import { canEditServices } from './rights.ts'
import type { RouteContext } from './route.ts'

/** GET /structures/<slug>/orientations/stats/: the only count of use that a gestionnaire can read. Nobody is oriented here. */
export function orientationStats({ view }: RouteContext, slug: string): Answer {
  return forEditor(view, slug, () =>
    json(200, {
      totalSent: 0,
      totalSentPending: 0,
      totalReceived: 0,
      totalReceivedPending: 0,
      structureHasServices: view.beside.services(slug).length > 0,
    }),
  )
}

/** GET /structures/<slug>/orientations/export/?type=: in the true DORA, beneficiaries' names. */
export function orientationExport({ view, query }: RouteContext, slug: string): Answer {
  return forEditor(view, slug, () => {
    if (['sent', 'received'].includes(query.get('type') ?? '')) return json(200, [])
    return json(400, { type: { message: "Le paramètre 'type' doit être 'sent' ou 'received'.", code: 'invalid' } })
  })
}

function forEditor(view: RouteContext['view'], slug: string, answer: () => Answer): Answer {
  const structure = view.state.structures.get(slug)
  if (!structure) return notFound()
  return canEditServices(view, structure) ? answer() : forbidden()
}
