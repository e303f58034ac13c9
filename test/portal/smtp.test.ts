import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInLetter } from '../../src/portal/mail/letters.ts'
import { smtpMailer } from '../../src/portal/mail/smtp-mailer.ts'

/** A mail server on 127.0.0.1 that takes everything and keeps it. */
interface Post {
  recipients: string[]
  data: string
}
let server: Server
let posted: Post[]
let sockets: Set<Socket>
let url: string
let mailer: ReturnType<typeof smtpMailer>

beforeEach(async () => {
  posted = []
  sockets = new Set()
  server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    let buffered = ''
    let inData = false
    let post: Post = { recipients: [], data: '' }
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 essai')
    socket.on('data', chunk => {
      buffered += chunk.toString()
      for (;;) {
        const end = inData ? buffered.indexOf('\r\n.\r\n') : buffered.indexOf('\r\n')
        if (end < 0) return
        const part = buffered.slice(0, end)
        buffered = buffered.slice(end + (inData ? 5 : 2))
        if (inData) {
          inData = false
          posted.push({ ...post, data: part })
          post = { recipients: [], data: '' }
          say('250 pris')
        } else if (/^RCPT TO:/i.test(part)) {
          post.recipients.push(part.slice(8).trim())
          say('250 ok')
        } else if (/^DATA/i.test(part)) {
          inData = true
          say('354 allez-y')
        } else if (/^QUIT/i.test(part)) {
          say('221 au revoir')
          socket.end()
        } else say('250 ok')
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  mailer = smtpMailer({ url, from: 'dora-sync <portail@example.org>' })
})
afterEach(async () => {
  mailer.close()
  for (const socket of sockets) socket.destroy()
  await new Promise(resolve => server.close(resolve))
})

/** Headers of a message, unfolded. */
function headersOf(data: string): string[] {
  return (data.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n')
}

/** RFC 2047 words, as a mail program shows them. */
function decoded(header: string): string {
  return header
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?Q\?(.*?)\?=/gi, (_, words: string) =>
      decodeURIComponent(words.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/gi, '%$1')),
    )
}

test('a letter arrives whole, in French, at one address', async () => {
  await mailer.send(
    signInLetter(
      { email: 'camille@example.org', name: 'Camille Élan' },
      'https://portail.example/connexion/lien/abc',
      15,
      null,
    ),
  )
  expect(posted).toHaveLength(1)
  expect(posted[0]?.recipients).toEqual(['<camille@example.org>'])
  const headers = headersOf(posted[0]?.data ?? '')
  expect(headers.find(line => line.startsWith('From: '))).toMatch(/^From: "?dora-sync"? <portail@example\.org>$/)
  const subject = headers.find(line => line.startsWith('Subject: ')) ?? ''
  expect(decoded(subject)).toBe('Subject: Votre lien de connexion à dora-sync')
  expect(posted[0]?.data).toContain('https://portail.example/connexion/lien/abc')
})

test('line breaks in a subject, a name or an address make no other header and no other recipient', async () => {
  await mailer
    .send({
      to: 'a@example.org\r\nBcc: tous@example.org',
      subject: 'Bonjour\r\nBcc: tous@example.org\r\n\r\nCorps',
      text: 'x',
    })
    .catch(() => undefined)
  await mailer.send({ to: 'a@example.org', subject: 'Bonjour\nX-Autre: oui', text: '.\r\nQUIT\r\n' })
  for (const post of posted) {
    expect(post.recipients.join()).not.toContain('tous@')
    for (const name of ['Bcc', 'X-Autre'])
      expect(headersOf(post.data).some(line => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))).toBe(false)
  }
  expect(posted.at(-1)?.recipients).toEqual(['<a@example.org>'])
})

test('a server that is away is an error that says so, not a silence', async () => {
  const away = smtpMailer({ url: 'smtp://127.0.0.1:1', from: 'a@example.org' })
  await expect(away.send({ to: 'b@example.org', subject: 's', text: 't' })).rejects.toThrow(/ECONNREFUSED|connect/i)
  away.close()
})
