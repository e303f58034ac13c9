import { open } from 'node:fs/promises'

const PIECE_BYTES = 64 * 1024

/** The bytes of a file, piece by piece, all in one room: each stands until the next is asked for, so whoever keeps one copies it. */
export async function* filePieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  const room = new Uint8Array(PIECE_BYTES)
  try {
    for (;;) {
      const { bytesRead } = await file.read(room, 0, PIECE_BYTES)
      if (bytesRead === 0) return
      yield room.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}
