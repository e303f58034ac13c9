import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** What each thing imports, by name. */
export type Arrows = Map<string, Set<string>>

const IMPORT = /^(?:import|export)\b[^'";]*?from\s+'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'\s*\)/gms

/** Real imports (of types too) of the product's files, tests apart. @param root of the project */
export function fileArrows(root: string): Arrows {
  const files = ['src', 'jobs']
    .flatMap(room =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map(name => `${room}/${name}`),
    )
    .filter(name => name.endsWith('.ts') && !/(?:\.test|\.contract|\/testing)\.ts$/.test(name))
  return new Map(
    files.map(file => {
      const targets = [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)]
        .map(([, from, lazy]) => from ?? lazy ?? '')
        .map(target => relative(root, join(root, dirname(file), target)))
      return [file, new Set(targets.filter(target => /^(?:src|jobs)\/.*\.ts$/.test(target)))]
    }),
  )
}

/** `src/sync/pass.ts` stands in `sync`; `jobs` is a room of its own. */
export const roomOf = (file: string): string => (file.startsWith('jobs/') ? 'jobs' : (file.split('/')[1] ?? ''))

/** The same between rooms. @param among files whose imports count */
export function roomArrows(files: Arrows, among: (file: string) => boolean = () => true): Arrows {
  const rooms: Arrows = new Map()
  for (const [file, targets] of files) {
    const room = rooms.get(roomOf(file)) ?? new Set()
    if (among(file)) for (const target of targets) if (roomOf(target) !== roomOf(file)) room.add(roomOf(target))
    rooms.set(roomOf(file), room)
  }
  return rooms
}

/** One way round that comes back to where it began, or null when there is none. */
export function cycle(arrows: Arrows): string[] | null {
  const done = new Set<string>()
  const walk = (at: string, path: string[]): string[] | null => {
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at]
    if (done.has(at)) return null
    for (const next of arrows.get(at) ?? []) {
      const found = walk(next, [...path, at])
      if (found) return found
    }
    done.add(at)
    return null
  }
  for (const start of arrows.keys()) {
    const found = walk(start, [])
    if (found) return found
  }
  return null
}
