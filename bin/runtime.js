// `registerHooks`, `enableCompileCache` and `stripTypeScriptTypes` do not exist on Node 20: a named import of them would fail before we can say why.
import * as nodeModule from 'node:module'

export const { createRequire } = nodeModule
/**
 * A module of Node's own. An `import` of it would open each of its lazy parts (streams, promises), which a short command does without.
 * Node before 20.16 takes it by `require`.
 * @type {typeof process.getBuiltinModule}
 */
export const builtin = process.getBuiltinModule ?? createRequire(import.meta.url)
export const registerHooks = nodeModule.registerHooks
export const stripTypeScriptTypes = nodeModule.stripTypeScriptTypes
export const enableCompileCache = nodeModule.enableCompileCache
