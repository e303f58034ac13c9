import { builtin, enableCompileCache } from './runtime.js'

const { join } = builtin('node:path')
const { fileURLToPath } = builtin('node:url')

/**
 * Keeps the compiled form of our files and of the packages, so that the next start (and each reading process) begins sooner.
 * Beside the packages, where only who installs may write; where nothing may be written, Node goes on without.
 * @param {string} from address of a file of `bin`
 */
export function keepCompiled(from) {
  enableCompileCache?.(join(fileURLToPath(new URL('..', from)), 'node_modules', '.cache', 'dora-sync'))
}
