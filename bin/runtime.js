// `registerHooks`, `enableCompileCache` and `stripTypeScriptTypes` do not exist on Node 20: a named import of them would fail before we can say why.
import * as nodeModule from 'node:module'

export const { createRequire } = nodeModule
export const registerHooks = nodeModule.registerHooks
export const stripTypeScriptTypes = nodeModule.stripTypeScriptTypes
export const enableCompileCache = nodeModule.enableCompileCache
