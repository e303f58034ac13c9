import { squeeze } from '../../common/text.ts'
import { topicsOf } from '../labels.ts'
import { type Line, line } from '../line.ts'
import { linesOfHtml } from '../lines-of-html.ts'
import { titleKey } from '../title-key.ts'
import { splitLines } from '../units.ts'
import type { DoorContext, Found } from './door.ts'
import { many } from './many.ts'
import { offersOf } from './offers-of.ts'

/** A leaflet: a PDF line by line, a Word document as a page. */
export async function throughTextFile(
  address: string,
  kind: 'pdf' | 'docx',
  context: DoorContext,
): Promise<Found | null> {
  const harvest = kind === 'pdf' ? { kind, fields: {} } : { kind, fields: { texte: 'body' } }
  const { offers, unread } = await offersOf(harvest, address, context)
  const value = offers[0]?.fields.texte?.[0]
  if (value === undefined) return null
  const lines = value.html === undefined ? linesOfText(value.words) : linesOfHtml(value.html)
  const first = lines.findIndex(({ level }) => level === 1)
  const title =
    lines[first]?.text ??
    lines.find(({ level, text }) => level > 0 && topicsOf(text).length === 0)?.text ??
    lines[0]?.text ??
    ''
  // The cover names it: what stands before is the back of the leaflet.
  const own = first < 0 ? lines : lines.slice(first)
  const split = first < 0 ? splitLines(own, unspaced(title), address) : oneOffer(own, unspaced(title), address)
  return {
    kind,
    found: `${many(split.units.length)}, dans ce document`,
    units: split.units,
    notOffers: split.notOffers,
    unread,
    texts: ['texte'],
    harvest,
    reads: {
      nom: [
        { read: 'texte', match: `(?:^|\\n)(${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})` },
        { read: 'texte', match: '^[^\\n]{3,90}' },
      ],
      description: [{ read: 'texte' }],
    },
  }
}

const oneOffer = (lines: Line[], title: string, link: string) => ({
  units: [{ key: titleKey(title) || 'document', title, where: 'titre du document', lines, link }],
  notOffers: [],
})

/** «D É C L I C» was spaced out by whoever drew the cover. */
const unspaced = (text: string): string => (/^(?:\p{L} ){3,}\p{L}$/u.test(text) ? text.replaceAll(' ', '') : text)

/** Lines of a text without markup: what a line's end cut is put together again, a label alone on its line announces what follows. */
function linesOfText(words: string): Line[] {
  const lines: Line[] = []
  let label: string | null = null
  let block = 0
  for (const written of words.split('\n')) {
    const text = squeeze(written)
    if (text === '') {
      label = null
      block += 1
      continue
    }
    if (
      text.length < 60 &&
      topicsOf(text).length > 0 &&
      !/[.,;]$/.test(text) &&
      /[?:]$|^\p{Lu}/u.test(text) &&
      text.split(' ').length <= 6
    ) {
      label = text.replace(/\s*:$/, '')
      block += 1
      lines.push(line(text, { level: 5, block, where: `titre « ${text} »` }))
      continue
    }
    if (/^(?:\p{L} ){3,}\p{L}$/u.test(text)) {
      label = null
      block += 1
      lines.push(line(unspaced(text), { level: 1, block, where: `titre « ${unspaced(text)} »` }))
      continue
    }
    if (
      text.length < 60 &&
      text.length > 3 &&
      text === text.toUpperCase() &&
      /\p{L}{3}/u.test(text) &&
      !/\d/.test(text)
    ) {
      label = null
      block += 1
      lines.push(line(text, { level: 3, block, where: `titre « ${text} »` }))
      continue
    }
    const last = lines.at(-1)
    const goesOn =
      last !== undefined &&
      last.level === 0 &&
      last.block === block &&
      !/[.!?:;]$/.test(last.text) &&
      (/^[\p{Ll}\d(]/u.test(text) ||
        /(?:,|-|\b(?:et|de|du|des|la|le|les|à|au|aux|en|pour|par|sur|un|une))$/u.test(last.text))
    if (goesOn && last !== undefined)
      last.text =
        last.text.endsWith('-') && /^\p{Ll}/u.test(text)
          ? `${last.text}${text}`.replace(/- /, '-')
          : `${last.text} ${text}`
    else
      lines.push(
        line(text, { label, block, where: label === null ? `ligne « ${text.slice(0, 30)} »` : `libellé « ${label} »` }),
      )
  }
  return lines
}
