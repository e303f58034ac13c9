import { frenchOrder } from '../../common/french-order.ts'
import type { Convention } from '../../convention/convention.ts'

/** Who publishes, and for which line of the convention. */
export interface LineChoice {
  partner: string
  action: string | null
}

/** Every partner with each of its lines, and with none: what a source may be taught for. */
export function lineOptions({
  partners,
  fiches,
}: Pick<Convention, 'partners' | 'fiches'>): { value: string; label: string }[] {
  const lines = fiches.flatMap(fiche => fiche.lines).filter(line => line.offer)
  return partners
    .toSorted((a, b) => frenchOrder(a.name, b.name))
    .flatMap(({ id, name }) => {
      const own = lines.filter(line => line.partners.includes(id))
      return [
        ...own.map(line => ({ value: `${id} ${line.id}`, label: `${name} – ${line.title}` })),
        { value: `${id} `, label: `${name} – hors de la convention` },
      ]
    })
}

/** Those of one partner. */
export const linesOf = (partner: string, convention: Pick<Convention, 'partners' | 'fiches'>) =>
  lineOptions(convention).filter(({ value }) => value.startsWith(`${partner} `))

/** What was chosen; null when it is no partner, or no line of theirs. */
export function readLine(
  value: string,
  { partners, fiches }: Pick<Convention, 'partners' | 'fiches'>,
): (LineChoice & { partnerName: string; title: string | null }) | null {
  const [id = '', action = ''] = value.split(' ')
  const partner = partners.find(each => each.id === id)
  if (partner === undefined) return null
  if (action === '') return { partner: id, partnerName: partner.name, action: null, title: null }
  const line = fiches.flatMap(fiche => fiche.lines).find(each => each.id === action && each.partners.includes(id))
  return line ? { partner: id, partnerName: partner.name, action, title: line.title } : null
}

/** The option that an address names (`?action=5/x&partenaire=y`): a line has its partner, a partner its first line. */
export function askedLine(
  query: (name: 'action' | 'partenaire') => string | undefined,
  convention: Pick<Convention, 'partners' | 'fiches'>,
): string {
  const [action, partner] = [query('action') ?? '', query('partenaire') ?? '']
  const options = lineOptions(convention).map(({ value }) => value)
  return (
    options.find(value => value === `${partner} ${action}`) ??
    options.find(value => action !== '' && value.endsWith(` ${action}`)) ??
    options.find(value => partner !== '' && value.startsWith(`${partner} `)) ??
    ''
  )
}
