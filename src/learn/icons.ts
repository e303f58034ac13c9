import type { Element } from 'domhandler'
import { isTag } from 'domhandler'
import { squeeze } from '../common/text.ts'

/** What a drawing before some words announces: its label, the names that icon fonts give it, the characters that draw it. */
const ICONS: readonly [label: string, names: RegExp, drawn: string][] = [
  ['Horaires', /clock|watch|hour|time/, '🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛⏰⏱⌚'],
  ['Dates', /calendar|date/, '📅📆🗓'],
  ['Lieu', /map|marker|location|pin|place/, '📍📌🗺🏠🏢🏡'],
  ['Tarif', /euro|money|coins?|price|tag/, '💶💰💵💳🪙'],
  ['Public', /users?|people|group|person|child/, '👥👤👪🧑👨👩🎯'],
  ['Téléphone', /phone|tel|mobile/, '📞☎📱'],
  ['Courriel', /envelope|mail|at/, '✉📧📩📨'],
  ['Inscription', /pencil|pen|edit|form/, '📝✍'],
]
/** Private characters that stand for an icon of the page, by rank in the list. */
const FIRST = 0xe100
const PRIVATE = new RegExp(`[\\u{${FIRST.toString(16)}}-\\u{${(FIRST + ICONS.length - 1).toString(16)}}]`, 'gu')
const LEADING = /^(?:\s*\p{Extended_Pictographic}(?:\u{FE0F}|\u{200D}|[\u{1F3FB}-\u{1F3FF}])*)+\s*/u

/** An empty element that an icon font draws, as one private character; empty when it is none, or its drawing announces nothing. */
export function iconOf({ name, attribs, children }: Element): string {
  if (!['i', 'span', 'em'].includes(name) || children.some(isTag) || attribs.class === undefined) return ''
  if (children.some(child => 'data' in child && child.data.trim() !== '')) return ''
  const parts = attribs.class
    .toLowerCase()
    .split(/\s+/)
    .flatMap(word =>
      /^(?:fa|fas|far|fab|icon|icons|bi|mdi|dashicons|material-icons)$/.test(word) ? [] : word.split(/[-_]/),
    )
  const rank = ICONS.findIndex(([, names]) => parts.some(part => new RegExp(`^(?:${names.source})$`).test(part)))
  return rank < 0 ? '' : String.fromCodePoint(FIRST + rank)
}

/** The words without the icons that stand before or among them. */
export const withoutIcons = (text: string): string => text.replace(PRIVATE, ' ').replace(LEADING, '')

/** The label that an icon before the words stands for; null when none does, and when words follow none. */
export function iconLabel(text: string): string | null {
  if (squeeze(withoutIcons(text)) === '') return null
  const at = text.trimStart().codePointAt(0) ?? 0
  const own = ICONS[at - FIRST]
  if (own !== undefined) return own[0]
  const drawn = String.fromCodePoint(at)
  return ICONS.find(([, , characters]) => [...characters].includes(drawn))?.[0] ?? null
}
