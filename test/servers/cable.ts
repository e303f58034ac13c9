import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP proxy that stands for a cable and can be cut: half-open (bytes vanish, nobody is told) or with a reset. */
export interface Cable {
  readonly port: number
  /** From now on bytes vanish in both directions, on old connections and new ones; no end, no error. */
  swallow(): void
  /** Ends every connection with a reset; new ones pass again. */
  reset(): void
  /** New connections pass; those that were cut stay dead, as after a router forgot them. */
  restore(): void
  stop(): Promise<void>
}

export async function startCable(target: number): Promise<Cable> {
  const pairs = new Set<{ near: Socket; far: Socket; dead: boolean }>()
  let cut = false
  const server = createServer(near => {
    const far = connect(target, '127.0.0.1')
    const pair = { near, far, dead: cut }
    pairs.add(pair)
    const pipe = (from: Socket, to: Socket) => {
      from.on('data', chunk => {
        if (!pair.dead) to.write(chunk)
      })
      from.on('error', () => undefined)
      from.on('close', () => {
        if (pair.dead) return
        to.destroy()
        pairs.delete(pair)
      })
    }
    pipe(near, far)
    pipe(far, near)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    swallow() {
      cut = true
      for (const pair of pairs) pair.dead = true
    },
    reset() {
      cut = false
      for (const pair of pairs) {
        pair.near.resetAndDestroy()
        pair.far.resetAndDestroy()
      }
      pairs.clear()
    },
    restore() {
      cut = false
    },
    async stop() {
      for (const pair of pairs) {
        pair.near.destroy()
        pair.far.destroy()
      }
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}
