/** The door of this room: from what a source says to what DORA holds. */
export { applyPlan } from './apply-plan.ts'
export { withSourceLease } from './source-lease.ts'
export { type SyncResult, syncSource } from './sync-source.ts'
