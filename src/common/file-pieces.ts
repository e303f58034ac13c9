import { closeSync, openSync, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'

const PIECE_BYTES = 64 * 1024
/** Pieces read between two breaths: waiting for each costs more than reading it. */
const AT_ONCE = 8

/** The bytes of a file, piece by piece, all in one room: each stands until the next is asked for, so whoever keeps one copies it. */
export async function* filePieces(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r')
  const room = new Uint8Array(PIECE_BYTES)
  try {
    for (let count = 1; ; count += 1) {
      const bytes = readSync(file, room, 0, PIECE_BYTES, null)
      if (bytes === 0) return
      yield room.subarray(0, bytes)
      if (count % AT_ONCE === 0) await setImmediate()
    }
  } finally {
    closeSync(file)
  }
}
