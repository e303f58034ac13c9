import { createServer, type Socket } from 'node:net'

export interface Letter {
  to: string
  /** Headers and body as they came, the body decoded from quoted-printable. */
  text: string
}

/** A mail server on 127.0.0.1 that takes everything and keeps it. */
export async function openLetterBox(): Promise<{ url: string; letters: Letter[]; close(): Promise<void> }> {
  const letters: Letter[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    let [buffered, to, inData] = ['', '', false]
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 essai')
    socket.on('data', chunk => {
      buffered += chunk.toString()
      for (;;) {
        const mark = inData ? '\r\n.\r\n' : '\r\n'
        const end = buffered.indexOf(mark)
        if (end < 0) return
        const part = buffered.slice(0, end)
        buffered = buffered.slice(end + mark.length)
        if (inData) {
          inData = false
          letters.push({ to, text: decoded(part) })
          say('250 pris')
        } else if (/^RCPT TO:/i.test(part)) {
          to = part.slice(8).trim().replace(/^<|>$/g, '')
          say('250 ok')
        } else if (/^DATA/i.test(part)) {
          inData = true
          say('354 allez-y')
        } else say(/^QUIT/i.test(part) ? '221 au revoir' : '250 ok')
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function decoded(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
