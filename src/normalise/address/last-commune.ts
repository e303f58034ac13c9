import type { Commune } from '../../reference/geography.ts'
import { officialGazetteer } from '../gazetteer.ts'
import type { FoundCommune } from './find-commune.ts'
import { STREET } from './split-street.ts'

const WORD = /[\p{L}\p{M}\d]+(?:['’.-]+[\p{L}\p{M}\d]+)*\.?/gu
const PIECE_ENDS = [',', '\n', ' - ', ' – ', ' — ']
/** «Rennes (Maurepas)», «Rennes – quartier Maurepas», «Rennes centre»: a part of a town, after its name. */
const WITH_PART =
  /^(.{2,60}?)(?:\s*\(([^()]{1,60})\)?|\s+[-–—]\s+(.{1,60})|\s+((?:centre(?:[ -]ville)?|nord|sud|est|ouest)(?![\p{L}-])))$/iu
/** «3 rue de la Forêt à Fougères», «au Rheu». */
const AT = /(?:^|\s)(à|au|aux)\s+(\p{Lu}[\p{L}'’ .-]{1,60})$/u
const ARTICLE = { à: '', au: 'Le ', aux: 'Les ' } as const

/**
 * Without a postal code, the piece of an address that is a commune's name: the last («4 rue du 8 mai 1945, Rennes», «12 rue des Lilas, Rennes (35)»), with a
 * part of the town or not («Rennes (Maurepas)»), after «à» («3 rue Haute à Fougères»), before CEDEX, or the first when a street follows («Fougères, 3 rue
 * Haute»). Null when none, or when the text names a second commune of that département: it is not for this reader to choose.
 */
export function lastCommune(text: string): FoundCommune | null {
  const found = onePiece(text)
  return found && namesAnother(text, found) ? null : found
}

function onePiece(text: string): FoundCommune | null {
  const department = /\(?(?<!\d)(\d{2}|2[AB])\)?\s*$/i.exec(text)
  const code = department?.[1]?.toUpperCase()
  const head = text.slice(0, department?.index).replace(/[\s,(–—-]+$/, '')
  const spot = (commune: Commune, from: number, to = text.length): FoundCommune | null =>
    code === undefined || commune.department === code
      ? { commune, postalCode: null, from, to, cedex: /\bcedex\b/i.test(text.slice(from, to)), mended: false }
      : null
  const start = Math.max(...PIECE_ENDS.map(end => head.lastIndexOf(end))) + 1
  const first = [...head.slice(start).matchAll(WORD)][0]
  if (!first) return null
  const named = communeOf(head.slice(start).replace(/^[\s–—-]+/, ''), code)
  if (named) return spot(named, start + first.index)
  const cedex = /\s+cedex(?:\s+\d{1,2})?$/i.exec(head)
  if (cedex) {
    const body = head.slice(0, cedex.index)
    for (const { index } of [...body.matchAll(WORD)].slice(-7)) {
      const commune = communeOf(body.slice(index), code)
      if (commune) return spot(commune, index)
    }
  }
  const comma = head.lastIndexOf(',') + 1
  const piece = head.slice(comma)
  const parted = WITH_PART.exec(piece.trim())
  const town = parted && communeOf(parted[1] ?? '', code)
  if (parted && town) {
    const from = comma + piece.indexOf(parted[1] ?? '')
    return spot(town, from, from + (parted[1] ?? '').length)
  }
  const at = AT.exec(head)
  const there = at && communeOf(`${ARTICLE[at[1] as keyof typeof ARTICLE]}${at[2]}`, code)
  if (at && there) return spot(there, at.index)
  const [whole, leading = ''] = /^(?:à\s+)?([^,:\d]{2,60}?)\s*[,:]\s*(?=\S)/u.exec(head) ?? []
  const lead = whole !== undefined && STREET.test(head.slice(whole.length)) ? communeOf(leading, code) : null
  return lead && whole !== undefined ? spot(lead, 0, whole.length) : null
}

/** Of that very name, its article aside: «Le Grand-Fougeray». */
function communeOf(name: string, department: string | undefined): Commune | null {
  const find = (wanted: string) => officialGazetteer().commune(wanted, null, department)
  const bare = name.replace(/^(?:le|la|les)\s+(?=\p{Lu})/iu, '')
  return find(name.trim()) ?? (bare === name ? null : find(bare.trim()))
}

/** «Plusieurs lieux : Rennes, Vitré, Redon»: a piece of its own that is the name of another commune of the same département. */
export function namesAnother(text: string, { commune, from, to }: FoundCommune): boolean {
  const outside = `${text.slice(0, from)}\n${text.slice(to)}`
  return outside.split(/[,;:/()\n]|\s(?:et|ou|[-–—])\s/u).some(piece => {
    const name = piece.trim().replace(/^(?:à|et|ou|puis)\s+/u, '')
    if (!/^\p{Lu}/u.test(name) || name.length > 60) return false
    const other = officialGazetteer().commune(name, null, commune.department)
    return other !== null && other.department === commune.department && other.code !== commune.code
  })
}
