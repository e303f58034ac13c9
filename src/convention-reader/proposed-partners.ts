import { fold, slugify } from '../common/text.ts'
import { sameName } from './budget.ts'

/** A partner as conventions list it, with whatever else they say of it. */
export interface KnownPartner {
  id: string
  name: string
  aliases: readonly string[]
}

interface Proposed {
  known: KnownPartner
  aliases: Set<string>
  /** Met in the text that is read; the others are only known from before. */
  met: boolean
}

/** The partners of a proposal: those of earlier conventions keep their id, so that their sources go on answering. */
export class ProposedPartners {
  private readonly all: Proposed[]

  constructor(known: readonly KnownPartner[]) {
    const byId = new Map(known.map(partner => [partner.id, partner]))
    this.all = [...byId.values()].map(partner => ({ known: partner, aliases: new Set(partner.aliases), met: false }))
  }

  /** Its id, under whatever spelling it is met. The very name comes before one that resembles it. */
  id(name: string): string {
    const names = ({ known, aliases }: Proposed) => [known.name, ...aliases]
    const found =
      this.all.find(partner => names(partner).some(other => fold(other) === fold(name))) ??
      this.all.find(partner => names(partner).some(other => sameName(other, name)))
    const partner = found ?? {
      known: { id: slugify(name) || 'a-nommer', name, aliases: [] },
      aliases: new Set<string>(),
      met: true,
    }
    if (found === undefined) this.all.push(partner)
    partner.met = true
    if (partner.known.name !== name) partner.aliases.add(name)
    return partner.known.id
  }

  /** Those met, in the order in which they became known, with what was known of them. */
  list(): Record<string, unknown>[] {
    return this.all
      .filter(({ met }) => met)
      .map(({ known, aliases }) => Object.fromEntries(Object.entries({ ...known, aliases: [...aliases] }).filter(says)))
  }
}

/** Whether a field says something: what is empty is left out of a proposal. */
function says([name, value]: [string, unknown]): boolean {
  if (name === 'aliases') return true
  return value !== null && value !== '' && (typeof value !== 'object' || Object.keys(value).length > 0)
}
