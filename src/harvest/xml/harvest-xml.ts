import { chooseCharset, decodePieces } from '../../common/decode.ts'
import { frenchCount } from '../../common/french.ts'
import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import type { Expectation, Fetcher, Harvested, RawOffer } from '../connector.ts'
import { type Cut, cutsOf } from '../cut-offer.ts'
import { formOf } from '../forms.ts'
import { ranked, within } from '../place-words.ts'
import { count, incomplete } from '../records/json-api.ts'
import { afterWarning, serverWarned } from '../server-warning.ts'
import { errorBeside, errorInstead } from '../source-error.ts'
import type { Tally } from '../tally.ts'
import { localName } from './local-name.ts'
import { type XmlEnd, type XmlRecord, xmlRecords } from './records.ts'
import { wellFormed } from './well-formed.ts'

export interface XmlSource {
  /** Elements that are the offers. */
  isItem(localName: string): boolean
  /** Elements that are read besides: what leads to another page. */
  isOther?(localName: string): boolean
  /** Root names that a document of this kind has. */
  roots: readonly string[]
  /** What is expected, for the message: «un flux RSS ou Atom». */
  expected: string
  /** `cut`: told of what is left out of the offer that comes next. */
  offers(
    record: XmlRecord,
    document: { hash: string; address: string },
    cut: (cut: Cut) => void,
  ): Iterable<RawOffer | { rejection: Rejection }>
  required: readonly string[]
  /** How the mapping names the element of an offer: a document that has others and none of these is told. Default: an empty one is empty. */
  item?: string
}

/** `items`: elements that are offers, or the offers read in them when they are more. */
export type XmlRead = XmlEnd & { items: number }

/**
 * Reads one XML document as a stream. A document of another kind, or one cut short, is told to the tally.
 * @throws HarvestError when it cannot be had
 */
export async function* harvestXml(
  address: string,
  source: XmlSource,
  fetcher: Fetcher,
  tally: Tally,
): AsyncGenerator<Harvested, XmlRead> {
  const stream = await fetcher.stream(address, { accept: 'application/xml, text/xml;q=0.9, */*;q=0.1' })
  const { hash, unchanged } = await stream.document
  tally.document({ unchanged })
  const fallback = chooseCharset(new Uint8Array(), stream.headers['content-type'], true).used
  let warning: string | null = null
  let head = ''
  async function* seen(pieces: AsyncIterable<string>) {
    for await (const piece of pieces) {
      if (head === '') head = piece.slice(0, 1024)
      yield piece
    }
  }
  const text = afterWarning(seen(stream.text ?? decodePieces(stream.body, fallback)), told => {
    warning = told
  })
  const isItem = (name: string) => source.isItem(name)
  const records = xmlRecords(wellFormed(text), name => isItem(name) || source.isOther?.(name) === true)
  let items = 0
  let given = 0
  for (;;) {
    const step = await records.next()
    if (step.done) {
      const { root, fault, outside } = step.value
      const known = root !== null && source.roots.some(name => root.name === name || root.name.endsWith(`:${name}`))
      if (!known)
        tally.broken(
          otherForm(stream.address, source.expected, formRead(head, root?.name ?? null), warning ?? outside.errors[0]),
        )
      else {
        if (fault !== null) yield tally.reject(badlyFormed(stream.address, fault))
        const [error] = outside.errors
        if (error !== undefined && items === 0) tally.broken(errorInstead(stream.address, error))
        else if (error !== undefined) yield tally.reject(errorBeside(stream.address, error))
        else if (items === 0 && outside.announced !== 0 && outside.others !== null && source.item !== undefined)
          tally.broken(otherItem(stream.address, source.item, outside.others))
        if (warning !== null) yield tally.reject(serverWarned(stream.address, warning))
      }
      return { ...step.value, items: Math.max(items, given) }
    }
    if (isItem(localName(step.value.element.name))) items += 1
    const cuts = cutsOf()
    const place = `${stream.address}, ${recordPlace(step.value)}`
    for (const offer of source.offers(step.value, { hash, address: stream.address }, cuts.add)) {
      if ('rejection' in offer) {
        yield tally.reject(offer.rejection)
        continue
      }
      given += 1
      count(offer, source.required, tally)
      yield* tally.offer(offer)
      yield* cuts.told(place, offer.key)
    }
  }
}

/** What came instead, by its first characters, else by its outermost element. */
function formRead(head: string, root: string | null): string {
  const form = formOf({ body: Buffer.from(head, 'latin1') })
  const isXml = form === 'du texte' || form === 'un fichier XML'
  if (!isXml && (form !== 'une page web' || root === null)) return form
  return root === null ? 'un texte qui n’est pas du XML' : `un document « ${root} »`
}

const otherForm = (address: string, expected: string, form: string, said: string | undefined): Expectation => ({
  name: 'forme-du-document',
  expected,
  seen: said === undefined ? form : `${form} : « ${said} »`.slice(0, 200),
  message: `${address} n’est pas ${expected}, mais ${form}${said === undefined ? '' : ` : le serveur y écrit « ${said.slice(0, 120)} »`}.`,
})

const otherItem = (address: string, item: string, { name, count }: NonNullable<XmlEnd['outside']['others']>) => ({
  name: 'element-des-offres',
  expected: `des éléments « ${item} »`,
  seen: `${frenchCount(count, 'élément')} « ${name} »`,
  message: `${address} n’a aucun élément « ${item} », mais ${frenchCount(count, 'élément')} « ${name} » : le fichier a changé, ou la configuration nomme mal l’élément d’une offre (« item »). Ce n’est pas une liste vide, et rien n’est retiré.`,
})

/** What a document announces and did not give; null when nothing is missing, or nobody said how many there are. */
export const missingItems = (
  address: string,
  { items }: Pick<XmlRead, 'items'>,
  total: number | null,
): Rejection | null => (total === null || items >= total ? null : incomplete(address, items, total))

const badlyFormed = (address: string, fault: string): Rejection =>
  rejectionAt('xml-mal-forme', address, {
    received: fault.slice(0, 200),
    expected: 'un fichier XML entier et bien formé',
    message: 'Le fichier XML est coupé ou mal formé : ce qui suit la faute n’a pas été lu avec certitude.',
    whose: 'partenaire',
  })

/** Where a record of a document is, for people: «article n° 3». */
export const recordPlace = (record: XmlRecord): string => ranked(within('', record.element.name), record.rank)

export const recordWithoutKey = (record: XmlRecord, address: string, expected: string): Rejection =>
  rejectionAt('cle-absente', `${address}, ${recordPlace(record)}`, {
    expected,
    message: `L’élément n° ${record.rank} n’a pas d’identifiant : on ne peut pas savoir de quelle offre il s’agit.`,
    whose: 'partenaire',
  })
