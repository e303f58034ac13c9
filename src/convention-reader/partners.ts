import { readFrom } from './joined.ts'
import type { OcrLine, Read } from './reading.ts'
import { splitNames } from './volets.ts'

const LABEL = /^(?:[-–—•]\s*)?(partenaires?(?:\s+op[ée]rationnels?)?|co-?\s?financeurs?)\s*:\s*/i

/** Names under «Partenaires» and «Co-financeurs». Operational partners are left to the description: they receive no money. */
export function readPartners(lines: OcrLine[]): { partners: Read<string>[]; cofunders: Read<string>[] } {
  const partners: Read<string>[] = []
  const cofunders: Read<string>[] = []
  let into: Read<string>[] | null = partners
  let pending = ''
  let pendingLine: OcrLine | null = null
  const flush = () => {
    if (into && pendingLine) for (const name of namesOf(pending)) into.push(readFrom(name, pendingLine))
    pending = ''
    pendingLine = null
  }
  for (const line of lines) {
    if (line.text === '') continue
    const label = LABEL.exec(line.text)
    if (label) {
      flush()
      const kind = (label[1] ?? '').toLowerCase()
      into = kind.startsWith('co') ? cofunders : kind.includes('op') ? null : partners
    }
    const text = label ? line.text.slice(label[0].length) : line.text
    if (text === '') continue
    // «COORACE Bretagne : intervient en appui…» names one; «- Sinad emploi : SINAD» names one after a volet.
    const described = /^(?:[-–—•]\s*)?([^:]{2,60}?)\s*:\s*(.+)$/.exec(text)
    if (described) {
      flush()
      const [, left = '', right = ''] = described
      const name = right.split(' ').length <= 4 && /^\p{Lu}/u.test(right) ? right : left
      into?.push(readFrom(name.replace(/[.;]$/, ''), line))
    } else if (/^[-–—•]\s/.test(text)) {
      flush() // a volet's name, which announces its own partners below
    } else {
      const goesOn = pendingLine !== null && !/[.;]$/.test(pending)
      if (!goesOn) flush()
      pending = goesOn ? `${pending} ${text}` : text
      pendingLine ??= line
    }
  }
  flush()
  return { partners: partners.filter(looksLikeName), cofunders: cofunders.filter(looksLikeName) }
}

/** «CLPS (PAEAD + No code), CRESS (PIGA)» → without what stands in brackets. */
const namesOf = (text: string) => splitNames(text.replace(/\([^)]*\)/g, ''))

/** The tail of a sentence about a partner is not a name. */
const looksLikeName = (read: Read<string>) => /^\p{Lu}/u.test(read.value) && read.value.split(' ').length <= 8
