import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { raw } from 'hono/html'

/** The icons that pages use, by their name in the Octicons set (MIT). */
export const ICONS = [
  'alert',
  'archive',
  'book',
  'broadcast',
  'check-circle',
  'clock',
  'comment',
  'copy',
  'device-mobile',
  'file',
  'gear',
  'globe',
  'graph',
  'history',
  'inbox',
  'info',
  'law',
  'list-unordered',
  'mail',
  'organization',
  'pencil',
  'people',
  'plus-circle',
  'question',
  'search',
  'sign-out',
  'stop',
  'tasklist',
  'three-bars',
  'upload',
  'x-circle',
] as const
export type Icon = (typeof ICONS)[number]

const drawn = new Map<Icon, ReturnType<typeof raw>>()

/** An icon beside words that say the same: hidden from who listens, in the colour of the text around it. */
export function icon(name: Icon): ReturnType<typeof raw> {
  const known = drawn.get(name)
  if (known) return known
  const file = fileURLToPath(import.meta.resolve(`@primer/octicons/build/svg/${name}-24.svg`))
  const made = raw(
    readFileSync(file, 'utf8').replace('<svg ', '<svg class="icon" aria-hidden="true" focusable="false" '),
  ) as ReturnType<typeof raw>
  drawn.set(name, made)
  return made
}
