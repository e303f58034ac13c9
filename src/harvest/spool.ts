import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8Checker } from '../common/decode.ts'
import type { Sink } from './request-once.ts'

/** A body too large to hold, written beside as it comes: a slow reader never keeps the partner's connection open. */
export interface Spool extends Sink {
  /** After the last write. */
  finish(): Promise<{ hash: string; bytes: number; head: Uint8Array; validUtf8: boolean; unusual: string | null }>
  /** Reads from the start; may be called several times until `remove`. */
  read(): AsyncIterable<Uint8Array>
  remove(): Promise<void>
}

const HEAD_BYTES = 1024

/** @param folder where the temporary file is made; default the system's */
export async function createSpool(folder = tmpdir()): Promise<Spool> {
  const own = await mkdtemp(join(folder, 'dora-sync-'))
  const path = join(own, 'body')
  let file = await open(path, 'w')
  let hash = createHash('sha256')
  let utf8 = utf8Checker()
  let head = Buffer.alloc(0)
  let bytes = 0
  return {
    async restart() {
      await file.close()
      file = await open(path, 'w')
      hash = createHash('sha256')
      utf8 = utf8Checker()
      head = Buffer.alloc(0)
      bytes = 0
    },
    async write(piece) {
      hash.update(piece)
      utf8.push(piece)
      bytes += piece.length
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, piece.subarray(0, HEAD_BYTES - head.length)])
      await file.writeFile(piece)
    },
    async finish() {
      await file.close()
      return { hash: hash.digest('hex'), bytes, head, validUtf8: utf8.valid(), unusual: utf8.unusual() }
    },
    /** A generator, so that the file is opened only when somebody reads. */
    async *read() {
      yield* createReadStream(path) as AsyncIterable<Uint8Array>
    },
    remove: async () => {
      await file.close().catch(() => {})
      await rm(own, { recursive: true, force: true })
    },
  }
}
