import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import type { Fetcher, Harvested, RawOffer } from '../connector.ts'
import { type Cut, cutsOf } from '../cut-offer.ts'
import { chooseCharset, decodePieces } from '../decode.ts'
import { ranked, within } from '../place-words.ts'
import { count } from '../records/json-api.ts'
import type { Tally } from '../tally.ts'
import { type XmlEnd, type XmlRecord, xmlRecords } from './records.ts'
import { wellFormed } from './well-formed.ts'

export interface XmlSource {
  isRecord(localName: string): boolean
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
}

export type XmlRead = XmlEnd & { records: number }

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
  const records = xmlRecords(wellFormed(stream.text ?? decodePieces(stream.body, fallback)), source.isRecord)
  let read = 0
  for (;;) {
    const step = await records.next()
    if (step.done) {
      const { root, fault } = step.value
      const known = root !== null && source.roots.some(name => root.name === name || root.name.endsWith(`:${name}`))
      if (!known) tally.broken(otherRoot(stream.address, source.expected, root?.name ?? null))
      else if (fault !== null) yield tally.reject(badlyFormed(stream.address, fault))
      return { ...step.value, records: read }
    }
    read += 1
    const cuts = cutsOf()
    const place = `${stream.address}, ${recordPlace(step.value)}`
    for (const offer of source.offers(step.value, { hash, address: stream.address }, cuts.add)) {
      if ('rejection' in offer) {
        yield tally.reject(offer.rejection)
        continue
      }
      count(offer, source.required, tally)
      yield* tally.offer(offer)
      yield* cuts.told(place, offer.key)
    }
  }
}

const otherRoot = (address: string, expected: string, seen: string | null) => ({
  name: 'forme-du-document',
  expected,
  seen: seen === null ? 'un texte qui n’est pas du XML' : `un document « ${seen} »`,
  message: `${address} n’est pas ${expected}.`,
})

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
