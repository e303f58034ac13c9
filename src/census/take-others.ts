import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import type { Ledger } from '../ledger/ledger.ts'
import type { OtherCounts } from '../ledger/other-services.ts'
import { readOthers, UnusableFile } from './read-others.ts'

/** Without an answer for this long it is given up, milliseconds. */
const TIMEOUT_MS = 600_000
const CHUNK = 256 * 1024

/**
 * Reads data·inclusion's open file and keeps, in the place of the former reading, what other sources than DORA offer in the département.
 * @param place address or path of the file
 * @throws UnusableFile in French when it cannot be used: the former reading stays
 */
export async function takeOthers(
  { ledger }: { ledger: Pick<Ledger, 'transaction'> },
  department: string,
  place: string,
  signal?: AbortSignal,
): Promise<OtherCounts> {
  const remote = /^https?:\/\//i.test(place)
  const { services, counts } = await readOthers(remote ? await download(place, signal) : fromDisk(place), department)
  const shown = remote ? new URL(place).host : basename(place)
  await ledger.transaction(({ otherServices }) => otherServices.replace(services, { place: shown, counts }))
  return counts
}

async function download(address: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  const limit = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const answer = await fetch(address, { signal: signal ? AbortSignal.any([limit, signal]) : limit })
    if (!answer.ok || answer.body === null)
      throw new UnusableFile(`L’adresse du fichier de data·inclusion répond ${answer.status}.`)
    return told(answer.body, 'Le fichier de data·inclusion s’est arrêté en chemin.')
  } catch (error) {
    if (error instanceof UnusableFile) throw error
    signal?.throwIfAborted()
    throw new UnusableFile('L’adresse du fichier de data·inclusion ne répond pas.', { cause: error })
  }
}

function fromDisk(path: string): AsyncIterable<Uint8Array> {
  return told(
    createReadStream(path, { highWaterMark: CHUNK }) as Readable & AsyncIterable<Uint8Array>,
    `Le fichier ${basename(path)} n’est pas là, ou ne s’ouvre pas.`,
  )
}

async function* told(bytes: AsyncIterable<Uint8Array>, message: string): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    throw new UnusableFile(message, { cause: error })
  }
}
