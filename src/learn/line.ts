import type { OwnBox } from './own-boxes.ts'

/** Characters of a text that tells what an offer is. */
export const LEAST_TOLD = 40

/** One line of a document as a person reads it. */
export interface Line {
  text: string
  /** 1 to 6 for a heading, 0 for anything else. */
  level: number
  /** What is printed before it: «Public», «Où et quand ?»; null when nothing is. */
  label: string | null
  /** Where it stands, for people: «libellé « Public »», «paragraphe 4». */
  where: string
  /** Lines of one paragraph, cell or list item share it: an address is often cut in lines. */
  block: number
  links: { href: string; words: string }[]
  /** Of a heading, or of the box it stands in: what the page calls it. */
  anchor?: string
  /** Boxes that it stands in beside others of their kind, the innermost last. */
  boxes?: readonly OwnBox[]
  /** Of the title of a part that folds: it names something, unless its words are a label and no more. */
  toggle?: true
}

/** Lines that a person would take for one offer. */
export interface Unit {
  key: string
  title: string
  /** Where the title stands, for people. */
  where: string
  lines: Line[]
  /** What the document says once for all its offers, outside of them. */
  notes?: Line[]
  /** What the foot and the sides of its page say of the association: phone, address, hours. */
  foot?: Line[]
  /** Address of its own page, when it has one. */
  link: string | null
}

export const line = (text: string, over: Partial<Line> = {}): Line => ({
  text,
  level: 0,
  label: null,
  where: '',
  block: 0,
  links: [],
  ...over,
})

/** Sentences of a text; an abbreviation before a number («Tél. 02…») ends none. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n|(?<=[.!?…])\s+(?=[\p{Lu}«(])/u)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '')
}
