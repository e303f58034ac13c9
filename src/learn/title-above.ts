import { parseAddress } from '../normalise/transforms/address.ts'
import { type Line, line } from './line.ts'

/** What a title says of all that stands under it: the commune, when it names one and nothing else. @param near code of the département where communes are looked for; unknown: none is */
export function titleAbove(
  text: string,
  { block, where, near }: Pick<Line, 'block' | 'where'> & { near?: string },
): Line {
  const place = near === undefined ? null : parseAddress(text, near)
  const [town] = place?.ok ? place.values : []
  const isTown = town?.adresse === null && town.complement_adresse === null && town.code_insee?.startsWith(near ?? '')
  return line(text, { label: isTown ? 'Commune' : null, where, block })
}
