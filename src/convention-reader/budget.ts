import { fold, similarity } from '../common/text.ts'
import { type Joined, joinLines, readFrom } from './joined.ts'
import { type AmountFound, findAmounts } from './numbers.ts'
import type { BudgetItem, BudgetRead, OcrLine, VoletRead } from './reading.ts'
import { mentions } from './volets.ts'

/** «PART ETAT : …», «Part de l’État : …», «Part du Département : …». */
const PART = /^PART\s+(?:DE\s+L’\s?|DU\s+)?(?:(ETAT|ÉTAT)|D[EÉ]PARTEMENT|CD)(?!\p{L})\s*[:;.]?\s*/iu
const BULLET = /^(?:[-–—•*·»]|e(?=\s+\d))\s*/

/** The two parts of a fiche's budget: total, then what goes to whom. `volets` and their carriers tell which volet an amount pays. */
export function readBudget(lines: OcrLine[], volets: VoletRead[]): { state: BudgetRead; department: BudgetRead } {
  const parts: Record<'ETAT' | 'DEPARTEMENT', OcrLine[]> = { ETAT: [], DEPARTEMENT: [] }
  let current: OcrLine[] | null = null
  for (const line of lines.flatMap(partsOf)) {
    const part = PART.exec(line.text)
    if (part) {
      current = part[1] ? parts.ETAT : parts.DEPARTEMENT
      current.push({ ...line, text: line.text.slice(part[0].length) })
    } else if (line.text !== '' && current) current.push(line)
  }
  return { state: readPart(parts.ETAT, volets), department: readPart(parts.DEPARTEMENT, volets) }
}

/** Two parts that stand side by side are read one after the other. */
const partsOf = (line: OcrLine): OcrLine[] => line.text.split(BESIDE).map(text => ({ ...line, text }))
const BESIDE = /\s+(?=PART\s+(?:DE\s+L’\s?|DU\s+)?(?:[EÉ]TAT|D[EÉ]PARTEMENT|CD)\s*(?:\(\d+\s?%\)\s*)?[:;]\s*\d)/iu
/** «(50 %)» beside an amount says how it is shared, and pays nobody. */
const SHARE = /^\(?\s*\d+(?:[.,]\d+)?\s?%\s*\)?$/

function readPart(given: OcrLine[], volets: VoletRead[]): BudgetRead {
  // The amount may stand under the name of its part; a bullet there is one item, not the whole.
  const [named, under] = given
  const lines = named?.text === '' && under && !BULLET.test(under.text) ? given.slice(1) : given
  const [first, ...rest] = lines
  if (!first) return { total: null, items: [] }
  const [head, ...others] = findAmounts(first.text)
  if (!head) return { total: null, items: [] }
  const total = readFrom(head.value, first)
  const sameLine = first.text
    .slice(head.to)
    .replace(/^\s*dont\s*$/i, '')
    .trim()
    .replace(SHARE, '')
  const items = cutItems(rest).map(item => readItem(joinLines(item), volets))
  const read = items.filter(item => item !== null)
  if (read.length > 0) return { total, items: read }
  // «15 000 € au titre d’une participation versée à X», possibly going on over the next lines: the total is its own only item.
  if (sameLine === '' && rest.length === 0) return { total, items: [] }
  const whole = joinLines(lines)
  const single = others.length > 0 ? null : readItem(whole, volets)
  return { total, items: single ? [single] : [] }
}

/** One item per bullet; without bullets, one per line that opens with an amount. */
function cutItems(lines: OcrLine[]): OcrLine[][] {
  const bulleted = lines.some(line => BULLET.test(line.text))
  const items: OcrLine[][] = []
  for (const line of lines) {
    const stripped = { ...line, text: line.text.replace(BULLET, '') }
    const opens = bulleted ? BULLET.test(line.text) : findAmounts(line.text)[0]?.from === 0
    if (opens) items.push([stripped])
    else items[items.length - 1]?.push(stripped)
  }
  return items
}

function readItem(item: Joined, volets: VoletRead[]): BudgetItem | null {
  const [head, ...others] = findAmounts(item.text)
  if (!head) return null
  const headText = item.text.slice(head.to, others[0]?.from ?? item.text.length)
  const whole = toItem(item, head, headText, null, volets)
  if (others.length === 0) return whole
  const bracketed = others.every(amount => item.text[amount.from - 1] === '(')
  const parts = others.map((amount, i) => {
    const text = bracketed
      ? item.text.slice(others[i - 1]?.to ?? head.to, amount.from - 1)
      : item.text.slice(amount.to, others[i + 1]?.from ?? item.text.length)
    return toItem(item, amount, text, whole, volets)
  })
  return { ...whole, payee: bracketed ? null : whole.payee, parts }
}

function toItem(
  item: Joined,
  amount: AmountFound,
  text: string,
  head: BudgetItem | null,
  volets: VoletRead[],
): BudgetItem {
  const purpose = text.replace(/^[\s:;,.)]+|[\s:;,.(]+$/g, '').replace(/\s+et$/, '')
  const post = /\bETP\b|\bpostes?\b/.test(purpose)
  const payee = payeeOf(purpose) ?? (post ? null : (head?.payee ?? null))
  return {
    amount: readFrom(amount.value, item.at(amount.from)),
    payee,
    purpose,
    volet: voletOf(purpose, payee, volets) ?? head?.volet ?? null,
    nature: post ? 'poste' : 'action',
    signed: amount.signed,
    parts: [],
  }
}

/** «… versée à l’APASE» → «APASE»; «et à Presol» → «Presol»; null when nobody is named. */
function payeeOf(text: string): string | null {
  const paid = /vers[ée]{1,2}e?s?\s+(?:à|au|aux|a)\s+(?:l’|la\s|les\s)?\s*(.+)$/i.exec(text)?.[1]
  const named = /^(?:.*\s)?(?:à|au|aux|a)\s+(?:l’|la\s|les\s)?\s*(?=\p{Lu})(.+)$/u.exec(text)?.[1]
  const name = paid ?? named
  return name ? name.replace(/\s+(?:et|dont)$/, '').replace(/[\s:;,.(]+$/, '') : null
}

function voletOf(purpose: string, payee: string | null, volets: VoletRead[]): number | null {
  const named = volets.filter(volet => mentions(purpose, volet))
  if (named.length === 1) return named[0]?.number ?? null
  if (payee === null) return null
  const carried = volets.filter(volet => volet.carriers.some(carrier => sameName(carrier, payee)))
  return carried.length === 1 ? (carried[0]?.number ?? null) : null
}

/** Same organisation under two spellings: near enough, or one name within the other. */
export function sameName(a: string, b: string): boolean {
  const [left, right] = [fold(a), fold(b)]
  if (left === '' || right === '') return false
  const [short, long] = left.length < right.length ? [left, right] : [right, left]
  return similarity(a, b) >= 0.8 || (short.length >= 3 && ` ${long} `.includes(` ${short} `))
}
