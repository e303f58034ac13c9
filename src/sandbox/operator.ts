import { type Dialect, plainText } from './dialect.ts'
import type { SandboxState } from './state.ts'
import type { StoredService } from './stored.ts'

/** Acts of DORA's own team: they move neither a date nor an editor, and leave no history. */
export interface Operator {
  /** This DORA now speaks so. */
  speak(dialect: Dialect): void
  /** Puts each résumé that its description does not hold at the head of it. @returns slugs of the services rewritten */
  mergeSummaries(): string[]
  /** Rewrites fields of many services at once. @returns slugs of the services rewritten */
  rewrite(change: (service: Readonly<StoredService>) => Partial<StoredService> | null): string[]
  /** As if it had never been there. */
  deleteService(slug: string): void
}

export function createOperator(state: SandboxState): Operator {
  const rewrite: Operator['rewrite'] = change => {
    const slugs: string[] = []
    for (const service of [...state.services.values(), ...state.models.values()]) {
      const changed = change(service)
      if (changed === null) continue
      Object.assign(service, changed)
      slugs.push(service.slug)
    }
    return slugs
  }
  return {
    speak(dialect) {
      state.dialect = dialect
    },
    mergeSummaries: () =>
      rewrite(({ shortDesc, fullDesc }) => {
        const held = plainText(fullDesc).toLowerCase().includes(plainText(shortDesc).toLowerCase())
        return held ? null : { fullDesc: [shortDesc, fullDesc].filter(text => text !== '').join('\n\n') }
      }),
    rewrite,
    deleteService: slug => void state.services.delete(slug),
  }
}
