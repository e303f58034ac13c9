import type { SandboxApp } from './app.ts'

export function sandboxPage(_sandbox: SandboxApp): string {
  return '<!doctype html>'
}
