/**
 * The stand-in DORA, a product beside the product. This is its one door: nothing outside this folder imports another file of it.
 */
export { sampleManagerToken } from './accounts.ts'
export { DIALECTS, type Dialect } from './dialect.ts'
export type { Fault, FaultRule } from './faults.ts'
export type { LogEntry } from './log.ts'
export { recordedOptions } from './options.ts'
export { sampleSiret } from './sample-siret.ts'
export { type Sandbox, type SandboxOptions, startSandbox } from './start.ts'
