import type { SandboxState } from './state.ts'

export function seedDepartement35(_state: SandboxState): void {}
