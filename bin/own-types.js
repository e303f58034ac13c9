import { builtin, registerHooks, stripTypeScriptTypes } from './runtime.js'

const { readFileSync } = builtin('node:fs')

/**
 * Node does not strip types below node_modules, which is where an installed package lives: this does it for our own files.
 * @param {string} from address of a file of `bin`
 */
export function stripOwnTypes(from) {
  if (!from.includes('/node_modules/')) return
  const root = new URL('..', from).href
  // Node calls the function experimental; people who run a command need not know.
  const { emitWarning } = process
  process.emitWarning = (warning, ...rest) =>
    String(warning).includes('stripTypeScriptTypes') ? undefined : emitWarning.call(process, warning, ...rest)
  registerHooks({
    load(url, context, next) {
      const ours = url.startsWith(root) && !url.slice(root.length).includes('node_modules/') && url.endsWith('.ts')
      if (!ours) return next(url, context)
      const source = stripTypeScriptTypes(readFileSync(new URL(url), 'utf8'), { mode: 'strip' })
      return { format: 'module', source, shortCircuit: true }
    },
  })
}
