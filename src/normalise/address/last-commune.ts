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
 * @param near code of the département where a name is looked for first
 */
export function lastCommune(text: string, near?: string): FoundCommune | null {
  const found = onePiece(text, near)
  return found && namesAnother(text, found) ? null : found
}

function onePiece(text: string, near: string | undefined): FoundCommune | null {
  const department = /\(?(?<!\d)(\d{2}|2[AB])\)?\s*$/i.exec(text)
  const code = department?.[1]?.toUpperCase()
  const head = text.slice(0, department?.index).replace(/[\s,(–—-]+$/, '')
  const spot = (commune: Commune, from: number, to = text.length): FoundCommune | null =>
    code === undefined || commune.department === code
      ? { commune, postalCode: null, from, to, cedex: /\bcedex\b/i.test(text.slice(from, to)), mended: false }
      : null
  const communeOf = (name: string): Commune | null => calledSo(name, code, near, name.trim() === text.trim())
  const start = Math.max(...PIECE_ENDS.map(end => head.lastIndexOf(end))) + 1
  const first = [...head.slice(start).matchAll(WORD)][0]
  if (!first) return null
  const named = communeOf(head.slice(start).replace(/^[\s–—-]+/, ''))
  if (named) return spot(named, start + first.index)
  const cedex = /\s+cedex(?:\s+\d{1,2})?$/i.exec(head)
  if (cedex) {
    const body = head.slice(0, cedex.index)
    for (const { index } of [...body.matchAll(WORD)].slice(-7)) {
      const commune = communeOf(body.slice(index))
      if (commune) return spot(commune, index)
    }
  }
  const comma = head.lastIndexOf(',') + 1
  const piece = head.slice(comma)
  const parted = WITH_PART.exec(piece.trim())
  const town = parted && communeOf(parted[1] ?? '')
  if (parted && town) {
    const from = comma + piece.indexOf(parted[1] ?? '')
    return spot(town, from, from + (parted[1] ?? '').length)
  }
  const at = AT.exec(head)
  const there = at && communeOf(`${ARTICLE[at[1] as keyof typeof ARTICLE]}${at[2]}`)
  if (at && there) return spot(there, at.index)
  const [whole, leading = ''] = /^(?:à\s+)?([^,:\d]{2,60}?)\s*[,:]\s*(?=\S)/u.exec(head) ?? []
  const lead = whole !== undefined && STREET.test(head.slice(whole.length)) ? communeOf(leading) : null
  return lead && whole !== undefined ? spot(lead, 0, whole.length) : null
}

/** «Le Bourg», «Place»: communes far away, and parts of every other; only a postal code says that they are meant. */
const ANYWHERE =
  /^(?:(?:le|la|les|l['’])\s?)?(?:bourg|place|port|pont|gare|ville|village|plage|rivière|forêt|moulin|croix|motte|lande|chapelle|tour|bois|parc|clos|champs?|centre)s?$/iu

/** Of that very name, its article aside: «Le Grand-Fougeray». `alone`: nothing else is written. */
function calledSo(
  name: string,
  department: string | undefined,
  near: string | undefined,
  alone: boolean,
): Commune | null {
  if (ANYWHERE.test(name.trim())) return null
  const there = department === undefined && near !== undefined
  const find = (wanted: string) => officialGazetteer().commune(wanted, null, department)
  const here = there ? officialGazetteer().communeNear(name.trim(), near, alone) : find(name.trim())
  // A name that several bear there is none of another département.
  if (here !== null || (there && find(name.trim()) !== null)) return here
  const bare = name.replace(/^(?:le|la|les)\s+(?=\p{Lu})/iu, '')
  return bare === name ? null : find(bare.trim())
}

/** «mardi 12 janvier 2027 à Redon»: the day of a session, before its town. */
const DATED =
  /^(?:le\s+)?(?:\p{L}+di\s+|dimanche\s+)?(?:\d{1,2}(?:er)?\s+\p{L}{3,9}\.?(?:\s+\d{4})?|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)\s+(?:à|au|aux)\s+/iu

/** «Plusieurs lieux : Rennes, Vitré, Redon»: a piece of its own that is the name of another commune of the same département. */
export function namesAnother(text: string, { commune, from, to }: FoundCommune): boolean {
  const outside = `${text.slice(0, from)}\n${text.slice(to)}`
  return outside.split(/[,;:/()\n]|\s(?:et|ou|[-–—])\s/u).some(piece => {
    const name = piece
      .trim()
      .replace(DATED, '')
      .replace(/^(?:à|et|ou|puis)\s+/u, '')
    if (!/^\p{Lu}/u.test(name) || name.length > 60) return false
    const other = officialGazetteer().commune(name, null, commune.department)
    return other !== null && other.department === commune.department && other.code !== commune.code
  })
}
