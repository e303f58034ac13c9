// Entry of the processes in which files from outside are read (src/common/apart): the types of our own files, then the work.
import { keepCompiled } from './compile-cache.js'
import { stripOwnTypes } from './own-types.js'

keepCompiled(import.meta.url)
stripOwnTypes(import.meta.url)
await import('../src/common/apart/child.ts')
