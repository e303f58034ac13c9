import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { sha256 } from '../common/digest.ts'

/**
 * What the YAML files of the project say, a line for each and each shape that it has: SHA-256 of the text, a blank, name of the shape, a blank,
 * what the shape makes of it as JSON. Made with the program in few files (scripts/build.js); beside our sources there is none.
 */
const FILE = new URL('./known-yaml.txt', import.meta.url)

/** By SHA-256 of a YAML text and name of a shape, with a blank between: what the text says in that shape, as JSON. */
export type KnownYaml = ReadonlyMap<string, string>

const named = new Map<z.ZodType, string>()

/** Names a shape: what the project's files say in it is then known beforehand. */
export function nameYamlShape(shape: z.ZodType, name: string): void {
  named.set(shape, name)
}

/** The shapes of the modules that are loaded, with their names. */
export function yamlShapes(): ReadonlyMap<z.ZodType, string> {
  return named
}

let made: KnownYaml | null = null

/**
 * What a YAML text says, when it was read and found right as the program was made: only the very same text is known.
 * @returns a new value each time; undefined when it must be read
 */
export function knownYaml(text: string, shape: z.ZodType, known: KnownYaml = madeBefore()): unknown {
  const name = known.size > 0 ? named.get(shape) : undefined
  const json = name === undefined ? undefined : known.get(`${sha256(text)} ${name}`)
  return json === undefined ? undefined : JSON.parse(json)
}

export function knownOf(lines: string): KnownYaml {
  return new Map(
    lines.split('\n').map(line => {
      const end = line.indexOf(' ', line.indexOf(' ') + 1)
      return [line.slice(0, end), line.slice(end + 1)]
    }),
  )
}

function madeBefore(): KnownYaml {
  made ??= knownOrNone()
  return made
}

function knownOrNone(): KnownYaml {
  try {
    return knownOf(readFileSync(FILE, 'utf8'))
  } catch {
    return new Map()
  }
}
