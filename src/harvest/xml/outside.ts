import { tellsError } from '../source-error.ts'
import { localName } from './local-name.ts'

/** What an XML document says outside its records. */
export interface Outside {
  /** How many records it says that it has in all; null when it says nothing. */
  announced: number | null
  /** Errors that it tells: «noRecordsMatch : …». */
  errors: string[]
  /** Elements that may be the offers, under a name nobody expected; null when nothing looks like it. */
  others: { name: string; count: number } | null
}

interface Tag {
  name: string
  attributes: Record<string, string>
}

/** Notes what an XML document says outside its records, tag by tag, in flat memory. */
export interface OutsideNotes {
  open(tag: Tag): void
  text(text: string): void
  close(): void
  told(): Outside
}

/** How documents call the number of what they have in all: «total», «nbTotal», «numberMatched»… Blanks and marks do not count. */
const TOTAL =
  /^(?:total(?:count|items|results|offres|records|size)?|(?:nb|nombre)(?:de)?(?:total|totald?offres|d?offres|resultats)|numfound|numbermatched|numberofrecords|completelistsize|nhits)$/
/** What says it only beside the list, as an attribute. */
const COUNT = /^(?:count|nb|nombre|size)$/
const ERROR = /^(?:errors?|erreurs?|exception|exceptionreport|serviceexception|fault|diagnostics?)$/i
/** What is said of a document, or leads elsewhere: no offer. */
const ABOUT =
  /^(?:meta(?:data|donnees)?|header|head|entete|en-tete|infos?|information|pagination|paging|pages?|request|query|params?|parametres?|status|links?|liens?|self|next|namespace|schema|image|licen[cs]e|copyright|facets?|filters?|filtres?)$/i
/** Names kept, elements that hold the one looked at, and characters of an error. */
const MOST_NAMES = 200
const DEEPEST = 3
const LONGEST = 300

interface Open extends Tag {
  /** Elements directly inside. */
  inside: number
  words: string
}

export function outsideNotes(): OutsideNotes {
  const open: Open[] = []
  const counts = new Map<string, Counted>()
  const errors: string[] = []
  let announced: number | null = null
  const say = (written: string | undefined) => {
    if (written !== undefined && /^\s*\d{1,9}\s*$/.test(written)) announced = Math.max(announced ?? 0, Number(written))
  }
  return {
    open({ name, attributes }) {
      const parent = open.at(-1)
      if (parent) parent.inside += 1
      if (open.length < 2)
        for (const [attribute, value] of Object.entries(attributes)) {
          const called = bareName(attribute)
          if (TOTAL.test(called) || COUNT.test(called)) say(value)
        }
      open.push({ name, attributes, inside: 0, words: '' })
    },
    text(text) {
      for (const element of open) if (element.words.length < LONGEST) element.words += text
    },
    close() {
      const element = open.pop()
      const parent = open.at(-1)
      if (element === undefined) return
      const { inside, words } = element
      const local = localName(element.name)
      if (ERROR.test(local)) note(element)
      if (parent === undefined || open.length > DEEPEST || open.some(({ name }) => ABOUT.test(localName(name)))) {
        if (parent !== undefined && open.length <= DEEPEST && TOTAL.test(bareName(local))) sayOf(element, parent)
        return
      }
      if (inside === 0 && TOTAL.test(bareName(local))) return sayOf(element, parent)
      if (ABOUT.test(local) || ERROR.test(local) || (inside === 0 && words.trim() === '' && bare(element))) return
      const path = `${parent.name} ${element.name}`
      const known = counts.get(path) ?? { name: element.name, depth: open.length, count: 0, filled: 0 }
      known.count += 1
      known.filled = Math.max(known.filled, inside + Object.keys(element.attributes).length)
      if (counts.size < MOST_NAMES) counts.set(path, known)
    },
    told: () => ({ announced, errors, others: othersIn([...counts.values()]) }),
  }

  /** «<page><total>» counts the pages. */
  function sayOf(element: Open, parent: Open): void {
    if (!/^pages?$/i.test(localName(parent.name))) say(element.words)
  }

  function note({ attributes, words }: Open): void {
    const told = [attributes.code ?? attributes.exceptionCode ?? '', words.replace(/\s+/g, ' ').trim()]
      .filter(part => part !== '')
      .join(' : ')
    if (tellsError(told)) errors.push(told.slice(0, LONGEST))
  }
}

interface Counted {
  name: string
  /** Elements that hold it. */
  depth: number
  count: number
  /** Elements and attributes of the fullest. */
  filled: number
}

/** The outermost that is repeated; one that stands alone when it holds several things. */
function othersIn(all: Counted[]): Outside['others'] {
  const [most] = all
    .filter(({ count, filled }) => (count > 1 && filled > 0) || filled > 1)
    .sort(
      (a, b) =>
        Number(b.count > 1) - Number(a.count > 1) || a.depth - b.depth || b.count - a.count || b.filled - a.filled,
    )
  return most === undefined ? null : { name: most.name, count: most.count }
}

const bare = ({ attributes }: Tag): boolean => Object.keys(attributes).length === 0
const bareName = (name: string): string =>
  localName(name)
    .toLowerCase()
    .replace(/[-_.’']/g, '')
