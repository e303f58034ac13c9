import { nearest } from '../../common/text.ts'
import type { Desk } from '../desk/desk.ts'
import type { PortalContext } from '../web/frame.ts'
import { problem } from './problem.ts'

/** Sources named at most. */
const MOST = 20

/** The refusal of a `source` that nothing is read from, naming those that are; null when it is one, or none is asked for. */
export function unknownSource(c: PortalContext, desk: Pick<Desk, 'source' | 'sources'>, asked: string | undefined) {
  if (!asked || desk.source(asked)) return null
  const ids = desk.sources().map(({ id }) => id)
  const near = nearest(asked, ids)
  const listed = [...near, ...ids.filter(id => !near.includes(id)).toSorted()].slice(0, MOST)
  const more = ids.length > MOST ? ', et d’autres dans /api/v1/sources' : ''
  return problem(
    c,
    400,
    'Paramètre faux',
    `source : « ${asked.slice(0, 80)} » n’est pas une source lue ; connues : ${listed.join(', ')}${more}.`,
  )
}
