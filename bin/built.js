import { builtin } from './runtime.js'

const { readFileSync, statSync } = builtin('node:fs')
const { fileURLToPath } = builtin('node:url')

/** What the program in few files was made of, and when: `[path from the folder of the project, bytes, time, sort of time]`. */
const MADE_OF = 'dist/made-of.json'
/** The same of what is loaded whatever was typed, which is all that the help takes. */
const BEGINNING_MADE_OF = 'dist/beginning-made-of.json'

/**
 * Where the program begins: `dist/main.js`, which `npm ci` makes of our sources and of small packages (scripts/build.js), so that a start opens
 * a hundred files instead of fifteen hundred; the sources themselves when there is none, or when anything that it was made of moved since.
 * @param {string} from address of a file of `bin`
 * @param {string | undefined} command what was typed first; `help` of a command loads that one from the sources
 * @returns {string} address of a module that exports `main`
 */
export function programOf(from, command) {
  const root = new URL('..', from)
  const list = command === undefined || command.startsWith('-') ? BEGINNING_MADE_OF : MADE_OF
  const fresh = command !== 'help' && isFresh(fileURLToPath(root), list)
  return new URL(fresh ? 'dist/main.js' : 'src/cli/main.ts', root).href
}

/**
 * Whether the program in few files says what its sources say. Of ours, the system's own time of the last change counts, which no copy keeps;
 * of packages, that of their contents.
 * @param {string} root folder of the project, with its last `/`
 */
export function isFresh(root, list = MADE_OF) {
  try {
    /** @type {[string, number, number, 'ctimeMs' | 'mtimeMs'][]} */
    const files = JSON.parse(readFileSync(root + list, 'utf8'))
    return files.every(([path, size, time, sort]) => {
      const about = statSync(root + path, { throwIfNoEntry: false })
      return about !== undefined && about.size === size && about[sort] === time
    })
  } catch {
    return false
  }
}
