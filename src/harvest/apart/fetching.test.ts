import { expect, test } from 'vitest'
import { ApartStopped } from '../../common/apart/protocol.ts'
import { type FetchedDocument, type Fetcher, HarvestError } from '../connector.ts'
import { remoteFetcher } from './remote-fetcher.ts'
import { serveFetcher } from './serve-fetcher.ts'
import { stoppedReading } from './stopped-reading.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const document: FetchedDocument = {
  hash: 'h',
  address: 'https://a.example/fin',
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: bytes('<p>été</p>'),
  text: 'never sent',
  unchanged: true,
  fetchedAt: '2026-11-24T09:00:00Z',
}
async function* inPieces(...pieces: string[]) {
  for (const piece of pieces) yield bytes(piece)
}

/** A connector apart and the one who has the network, without the process between them: what travels is plain data. */
function between(fetcher: Partial<Fetcher>) {
  const none = async () => expect.fail('not asked for')
  const served = serveFetcher({ get: none, stream: none, ...fetcher })
  const remote = remoteFetcher(async (name, args) => {
    const answered = served.answer(name, structuredClone(args))
    return structuredClone(await answered.catch(error => Promise.reject(structuredClone(error))))
  })
  return { served, remote }
}

test('a document travels as bytes, is counted, and is text where it is read', async () => {
  const asked: unknown[] = []
  const { served, remote } = between({
    get: (...args) => {
      asked.push(args)
      return Promise.resolve(document)
    },
  })
  expect([served.documents, served.last]).toEqual([0, null])
  const got = await remote.get('https://a.example/', { accept: 'text/html' })
  expect(asked).toEqual([['https://a.example/', { accept: 'text/html' }]])
  const { text: _, ...sent } = document
  expect(got).toMatchObject({ ...sent, text: '<p>été</p>', charset: { used: 'utf-8' } })
  expect([served.documents, served.last]).toEqual([1, 'https://a.example/fin'])
})

test('streams travel piece by piece, each as often as somebody reads it', async () => {
  const { served, remote } = between({
    stream: async address => ({
      address: `${address}fin`,
      headers: { etag: 'e' },
      body: { [Symbol.asyncIterator]: () => inPieces(address, 'b') },
      document: Promise.resolve({ hash: 'h', unchanged: false }),
      ...(address === '/un' && { charset: { used: 'utf-8', declared: null, corrected: false } }),
    }),
  })
  const [one, two] = [await remote.stream('/un'), await remote.stream('/deux')]
  const read = async <T>(pieces: AsyncIterable<T> | undefined) => pieces && (await Array.fromAsync(pieces))
  const strings = async (body: AsyncIterable<Uint8Array>) =>
    (await Array.fromAsync(body)).map(piece => Buffer.from(piece).toString())
  expect(await strings(two.body)).toEqual(['/deux', 'b'])
  expect(await strings(one.body)).toEqual(['/un', 'b'])
  expect((await read(one.text))?.join('')).toBe('/unb')
  expect(two).not.toHaveProperty('text')
  expect(two).not.toHaveProperty('charset')
  expect(one).toMatchObject({ address: '/unfin', headers: { etag: 'e' }, charset: { used: 'utf-8' } })
  expect(await two.document).toEqual({ hash: 'h', unchanged: false })
  expect([served.documents, served.last]).toEqual([2, '/deuxfin'])
  expect(await served.answer('piece', { stream: 7, reading: 99 })).toBeNull()
})

test('an error of the site arrives as what it is, any other as its words', async () => {
  const known = new HarvestError('page-absente', 'Cette page n’existe pas.', 'partenaire', 'https://a.example/')
  const failing = (error: unknown) => between({ get: () => Promise.reject(error) })
  const { served, remote } = failing(known)
  const caught = await remote.get('/').catch(error => error)
  expect(caught).toBeInstanceOf(HarvestError)
  expect({ ...caught, message: caught.message }).toEqual({ ...known, message: known.message })
  expect([served.documents, served.last]).toEqual([0, null])
  const plain = await failing(new Error('mot'))
    .remote.get('/')
    .catch(error => error)
  expect([plain, plain.message]).toEqual([expect.not.objectContaining({ code: expect.anything() }), 'mot'])
  expect(plain).not.toBeInstanceOf(HarvestError)
  expect(
    await failing('mot seul')
      .remote.get('/')
      .catch(error => error.message),
  ).toBe('mot seul')
})

test.each<[limit: ApartStopped['limit'], figure: number, code: string, words: string]>([
  ['memoryBytes', 400 * 1024 * 1024, 'fichier-demesure', 'demande plus de 400 Mo de mémoire, la limite'],
  ['silentMs', 20_000, 'fichier-demesure', 'demande plus de 20 s de calcul, la limite'],
  ['workMs', 119_000, 'fichier-demesure', 'demande plus de 119 s de calcul, la limite'],
  ['workMs', 120_000, 'fichier-demesure', 'demande plus de 2 min de calcul, la limite'],
  ['crash', 0, 'lecture-interrompue', 's’est interrompue d’un coup'],
])('a reading stopped by %s at %i is told as «%s»', (limit, figure, code, words) => {
  const told = stoppedReading(new ApartStopped(limit, figure, ''), 'https://a.example/x')
  expect(told).toMatchObject({ code, where: 'https://a.example/x', whose: 'partenaire' })
  expect(told.message).toContain(words)
  expect(told.expected).toBe(limit === 'crash' ? 'un fichier qui se lit' : /plus de (.*), la limite/.exec(words)?.[1])
})
