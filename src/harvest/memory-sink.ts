import type { Sink } from './request-once.ts'

/** A body held in memory: pages, and files up to their cap. */
export function memorySink(): Sink & { bytes(): Uint8Array } {
  let pieces: Uint8Array[] = []
  return {
    restart: async () => {
      pieces = []
    },
    write: async piece => {
      pieces.push(piece)
    },
    bytes: () => new Uint8Array(Buffer.concat(pieces)),
  }
}
