import { readFileSync } from 'node:fs'
import { sha256 } from '../common/digest.ts'

/** What the YAML files of the project say, a line for each: SHA-256 of the text, a blank, JSON. Made with the program in few files (scripts/build.js); beside our sources there is none. */
const FILE = new URL('./known-yaml.txt', import.meta.url)

/** By SHA-256 of a YAML text, what it says, as JSON. */
export type KnownYaml = ReadonlyMap<string, string>

let made: KnownYaml | null = null

/** What a YAML text says, when it was already read as the program was made: only the very same text is known. @returns a new value each time; undefined when it must be read */
export function knownYaml(text: string, known: KnownYaml = madeBefore()): unknown {
  const json = known.size > 0 ? known.get(sha256(text)) : undefined
  return json === undefined ? undefined : JSON.parse(json)
}

export function knownOf(lines: string): KnownYaml {
  return new Map(lines.split('\n').map(line => [line.slice(0, 64), line.slice(65)]))
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
