/** The door of this room: from what a source says to what DORA holds. */
export { type ApplyPlanInput, applyPlan, BY_POLICY } from './apply-plan.ts'
export { type PlanSourceInput, planSource } from './plan-source.ts'
export { withSourceLease } from './source-lease.ts'
export { type SyncResult, type SyncSourceInput, syncSource } from './sync-source.ts'
