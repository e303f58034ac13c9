import { connect as connectSocket, type Socket } from 'node:net'
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DECLARED_COLUMNS } from '../../src/harvest/declaration/template.ts'
import { servePortal } from '../../src/portal/serve.ts'
import { type Browser, follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier Adie', slug: 'atelier-adie' })
  await seedOffer(world.ledger, { source: 'bge-site', key: 'b1', name: 'Atelier BGE', slug: 'atelier-bge' })
})
afterEach(() => world.close())

const OFFER = '/mes-offres/adie-site/a1'
const GOOD = {
  nom: 'Atelier vélo',
  description: 'Réparer son vélo ensemble.',
  structure_nom: 'Adie',
  'quand-meme': '1',
}
const said = () => world.desk.ledger.statements.list({})
const HEADER = DECLARED_COLUMNS.map(column => column.label)
const row = (values: Record<string, string>) => DECLARED_COLUMNS.map(column => values[column.field] ?? '')
async function upload(browser: Browser, bytes: Uint8Array | string, name = 'offres.xlsx') {
  await browser.get('/tableur')
  return browser.submit('/tableur', { fichier: new File([Buffer.from(bytes)], name) })
}

describe('forms that were edited', () => {
  test('fields that were not asked change nothing: neither whose offer it is, nor its identifier, nor who says it', async () => {
    const adie = await world.asPartner('adie')
    await adie.get(`${OFFER}/corriger`)
    await adie.submit(`${OFFER}/corriger`, {
      telephone: '02 99 00 00 01',
      source: 'bge-site',
      key: 'b1',
      partner: 'bge',
      by: 'Quelqu’un <x@x.fr>',
      state: 'accepted',
      structure_nom: 'BGE',
      __proto__x: '1',
    })
    await adie.get('/declarer')
    await adie.submit('/declarer', { ...GOOD, id: 'b1', date_maj: '2030-01-01', source: 'bge-site', partner: 'bge' })
    const [declared, corrected] = await said()
    for (const each of [declared, corrected])
      expect(each).toMatchObject({ partner: 'adie', by: 'Alex adie <contact@adie.example>', state: 'open' })
    expect(corrected).toMatchObject({ offer: { source: 'adie-site', key: 'a1' } })
    expect(Object.keys(corrected?.body.kind === 'correction' ? corrected.body.fields : {})).toEqual(['telephone'])
    expect(declared?.body).toMatchObject({ fields: { date_maj: '2026-11-24' } })
    expect(declared?.body.kind === 'declaration' && declared.body.fields.id).not.toBe('b1')
  })

  test('a cursor made by hand shows no other partner’s offers', async () => {
    const adie = await world.asPartner('adie')
    const cursor = Buffer.from(JSON.stringify(['', 'bge-site', ''])).toString('base64url')
    const page = await adie.get(`/mes-offres?apres=${cursor}`)
    expect(page.body).toContain('Atelier Adie')
    expect(page.body).not.toContain('BGE')
  })

  test('a form sent twice, or by two quick presses, counts once; DORA is told once', async () => {
    const adie = await world.asPartner('adie')
    await adie.get('/mes-offres')
    await Promise.all([adie.submit(`${OFFER}/confirmer`), adie.submit(`${OFFER}/confirmer`)])
    expect(world.asked).toHaveLength(1)
    await adie.get(`${OFFER}/retirer`)
    await Promise.all([
      adie.submit(`${OFFER}/retirer`, { raison: 'Fini' }),
      adie.submit(`${OFFER}/retirer`, { raison: 'Fini' }),
    ])
    await adie.get('/declarer')
    const first = await adie.submit('/declarer', GOOD)
    await adie.get('/declarer')
    world.clock.advance(1000)
    const again = await follow(adie, await adie.submit('/declarer', GOOD))
    expect(first.status).toBe(303)
    expect(again.$('[role="status"]').text()).toContain('déjà transmise')
    expect((await said()).map(each => each.body.kind).toSorted()).toEqual(['confirmation', 'declaration', 'withdrawal'])
  })

  test('the next day one may confirm again', async () => {
    for (let day = 0; day < 2; day += 1) {
      const adie = await world.asPartner('adie')
      await adie.get('/mes-offres')
      await adie.submit(`${OFFER}/confirmer`)
      expect((await adie.get('/mes-offres')).$(`form[action="${OFFER}/confirmer"]`)).toHaveLength(0)
      world.clock.advance(86_400_000)
    }
    expect(world.asked).toHaveLength(2)
  })

  test('what cannot be seen is taken out of what is typed; what is long stays whole', async () => {
    const adie = await world.asPartner('adie')
    await adie.get('/declarer')
    await adie.submit('/declarer', {
      ...GOOD,
      nom: 'Atelier \u202Egpj.exe\u200B\u0000',
      description: `\u001B[2J\u2066Un atelier.\u2069 ${'a'.repeat(9000)}`,
    })
    await adie.get(`${OFFER}/corriger`)
    await adie.submit(`${OFFER}/corriger`, { commentaire: `\u202Efin${'b'.repeat(5000)}` })
    const text = JSON.stringify(await said())
    expect(text).toContain('Atelier gpj.exe"')
    expect(text).toContain('a'.repeat(9000))
    expect(text).toContain(`fin${'b'.repeat(5000)}`)
    for (const unseen of ['\u202E', '\u2066', '\u2069', '\u200B', '\\u0000', '\\u001b'])
      expect(text).not.toContain(unseen)
  })

  test('a gigantic field, a hundred thousand boxes, a text over its limit: refused in words, nothing kept', async () => {
    const adie = await world.asPartner('adie')
    await adie.get('/declarer')
    expect((await adie.submit('/declarer', { ...GOOD, description: 'x'.repeat(300_000) })).status).toBe(413)
    await adie.get('/declarer')
    expect((await adie.submit('/declarer', { ...GOOD, publics: Array(100_000).fill('jeunes') })).status).toBe(413)
    await adie.get('/declarer')
    const long = await adie.submit('/declarer', { ...GOOD, description: 'x'.repeat(11_000) })
    expect([long.status, /10\s000/.test(long.text)]).toEqual([422, true])
    await adie.get('/declarer')
    await adie.submit('/declarer', { ...GOOD, publics: Array(5_000).fill('jeunes') })
    const [kept, ...others] = await said()
    expect([kept?.body, others]).toMatchObject([{ fields: { publics: 'jeunes' } }, []])
  })
})

describe('reading changes nothing', () => {
  test('no address that changes something answers to GET or HEAD', async () => {
    const adie = await world.asPartner('adie')
    const manager = await world.as('gestionnaire')
    const events = (await world.ledger.events.list({ limit: 100 })).length
    for (const [who, path] of [
      [adie, `${OFFER}/confirmer`],
      [adie, '/deconnexion'],
      [manager, '/sources/adie-site/lancer'],
      [manager, '/sources/adie-site/pause'],
      [manager, '/rapport/figer'],
      [manager, '/plans/x/approuver'],
    ] as const)
      for (const method of ['GET', 'HEAD'])
        expect([path, (await who.raw(path, { method })).status]).toEqual([path, 404])
    await adie.get(`${OFFER}/retirer?raison=x&_jeton=x`)
    await adie.get('/arreter?raison=x')
    expect(await said()).toEqual([])
    expect(world.asked).toEqual([])
    expect((await world.ledger.events.list({ limit: 100 })).length).toBe(events)
    expect((await adie.get('/mes-offres')).status).toBe(200)
  })

  test('a method said in a header or in a field stays a reading', async () => {
    const adie = await world.asPartner('adie')
    for (const headers of [{ 'x-http-method-override': 'POST' }, { 'x-http-method': 'POST' }])
      await adie.get(`${OFFER}/confirmer?_method=POST`, headers)
    for (const name of ['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix'])
      expect((await world.browser().get('/', { [name]: '/journal' })).text).not.toContain('gestionnaire@')
    expect(world.asked).toEqual([])
  })

  test('no page with somebody’s data, or with a form, may stay in a cache; what is public may', async () => {
    const adie = await world.asPartner('adie')
    const manager = await world.as('gestionnaire')
    for (const [who, path] of [
      [adie, '/mes-offres'],
      [adie, OFFER],
      [adie, '/tableur'],
      [adie, '/nulle-part'],
      [adie, '/journal'],
      [manager, '/journal'],
      [manager, '/offres/adie-site/a1'],
      [manager, '/rapport.json'],
      [world.browser(), '/connexion'],
      [world.browser(), '/p/jeton'],
      [world.browser(), '/boite-d-envoi'],
    ] as const)
      expect([path, (await who.get(path)).headers.get('cache-control')]).toEqual([path, 'no-store'])
    expect((await world.browser().get('/assets/theme.css')).headers.get('cache-control')).toBe('max-age=3600')
    expect((await world.browser().raw('/feed/services.json')).headers.get('cache-control')).toContain('public')
  })

  test('the API and the feed look at no session: the same for everybody', async () => {
    const manager = await world.as('gestionnaire')
    for (const path of ['/api/v1/offers', '/feed/services.json?avec-dora=oui']) {
      const [mine, theirs] = [await manager.raw(path), await world.browser().raw(path)]
      expect(await mine.text()).toBe(await theirs.text())
      expect(mine.headers.get('set-cookie')).toBeNull()
    }
  })
})

describe('addresses', () => {
  test('a NUL in an address or in a form reaches no database', async () => {
    const adie = await world.asPartner('adie')
    for (const path of ['/mes-offres/adie-site/a%00', '/mes-offres?apres=%00', '/offres/a/%00'])
      expect([path, (await adie.get(path)).status]).toEqual([path, 404])
    expect((await world.browser().raw('/api/v1/offers?q=%00')).status).toBe(400)
    await adie.get(`${OFFER}/retirer`)
    await adie.submit(`${OFFER}/retirer`, { raison: 'a\u0000b' })
    expect((await said())[0]?.body).toEqual({ kind: 'withdrawal', reason: 'ab' })
  })

  test('the link of a message is the site’s own, whatever Host the request names', async () => {
    await world.access.invite({ email: 'a@example.org', name: 'A', role: 'ddets' }, 'test', { mail: false })
    const browser = world.browser()
    const page = await browser.get('/connexion')
    await browser.raw('/connexion', {
      method: 'POST',
      headers: { host: 'attaque.example', 'x-forwarded-host': 'attaque.example' },
      body: new URLSearchParams({ email: 'a@example.org', _jeton: String(page.$('input[name="_jeton"]').val()) }),
    })
    await world.access.settled()
    const [mail] = world.outbox.list()
    expect(mail?.to).toBe('a@example.org')
    expect(mail?.text).toContain('http://127.0.0.1/connexion/lien/')
    expect(mail?.text).not.toContain('attaque')
  })

  test('two lengths, a length and chunks, a bare line feed: the socket refuses and is closed', async () => {
    const server = await servePortal(world.app, { port: 0 })
    try {
      const head =
        'POST /deconnexion HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n'
      for (const smuggled of [
        'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /journal HTTP/1.1\r\n\r\n',
        'Content-Length: 4\r\nContent-Length: 40\r\n\r\nx=1&',
        'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
        'X-A: b\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      ]) {
        const answer = await sendRaw(server.url, `${head}${smuggled}`)
        expect([smuggled, answer.split('\r\n')[0]]).toEqual([smuggled, 'HTTP/1.1 400 Bad Request'])
        expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
      }
    } finally {
      await server.close()
    }
  })
})

describe('files made to harm', () => {
  test.each(['xlsx', 'ods'] as const)('an entity in the XML of an %s is not expanded and reads no file', async form => {
    const adie = await world.asPartner('adie')
    const sheets = [{ name: 'Offres', rows: [HEADER, row({ id: '1', ...GOOD, nom: 'MARQUE' })] }]
    const clean = await (form === 'xlsx' ? writeXlsx({ sheets }) : writeOds({ sheets }))
    for (const entity of [
      '<!ENTITY e SYSTEM "file:///etc/hostname">',
      '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;">',
    ]) {
      const harmful = rezip(clean, (name, text) =>
        /sharedStrings|sheet1|content/.test(name)
          ? text.replace(/(<\?xml[^>]*\?>)/, `$1<!DOCTYPE x [${entity}]>`).replaceAll('MARQUE', 'Atelier &e;')
          : text,
      )
      const page = await upload(adie, harmful, `offres.${form}`)
      expect([200, 422]).toContain(page.status)
      expect(JSON.stringify(await said())).not.toMatch(/aaaa/)
      const names = (await said()).map(each => each.title)
      expect(names.filter(name => !/Atelier (&e;)?$/.test(name))).toEqual([])
    }
  })

  test('ten thousand sheets, and a directory that ZIP64 hides behind another, are refused', async () => {
    const adie = await world.asPartner('adie')
    const many = zip(Array.from({ length: 10_000 }, (_, i) => [`xl/worksheets/sheet${i}.xml`, 'x'] as const))
    expect((await upload(adie, many)).text).toContain('démesuré')
    const hidden = Buffer.from(zip([['a', 'x']]))
    hidden.writeUInt32LE(0xffffffff, hidden.length - 22 + 12)
    expect((await upload(adie, hidden)).text).toContain('démesuré')
    expect(await said()).toEqual([])
  })

  test('a drawing or a page with a script is no spreadsheet, and nothing that is sent is ever served', async () => {
    const adie = await world.asPartner('adie')
    for (const [name, body] of [
      ['x.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['x.html', '<script>alert(1)</script>'],
      ['nom"><script>alert(1)</script>.csv', 'Nom;<script>alert(1)</script>\nx;y\n'],
    ] as const) {
      const page = await upload(adie, body, name)
      expect([name, page.status]).toEqual([name, 422])
      expect(page.$('script:not([src]), [onload]')).toHaveLength(0)
      expect(page.body).not.toContain('<script>alert')
    }
    for (const path of ['/tableur/x.svg', '/assets/x.svg', '/uploads/x.svg'])
      expect((await adie.get(path)).status).toBe(404)
  })
})

/** Writes bytes to a socket, gives back all that comes until it is closed. */
function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket: Socket = connectSocket(Number(port), hostname, () => socket.end(text))
    socket.setEncoding('latin1')
    socket.on('data', chunk => {
      answer += chunk
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

function zip(files: readonly (readonly [name: string, text: string])[]): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of files) {
    const raw = Buffer.from(text)
    const packed = deflateRawSync(raw)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    for (const [header, shift] of [
      [local, 0],
      [central, 2],
    ] as const) {
      header.writeUInt16LE(8, 8 + shift)
      header.writeUInt32LE(crc32(raw), 14 + shift)
      header.writeUInt32LE(packed.length, 18 + shift)
      header.writeUInt32LE(raw.length, 22 + shift)
      header.writeUInt16LE(Buffer.byteLength(name), 26 + shift)
    }
    central.writeUInt32LE(at, 42)
    parts.push(local, Buffer.from(name), packed)
    directory.push(central, Buffer.from(name))
    at += 30 + Buffer.byteLength(name) + packed.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...directory, end])
}

/** The same workbook with its XML changed. */
function rezip(bytes: Uint8Array, change: (name: string, text: string) => string): Uint8Array {
  const file = Buffer.from(bytes)
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  let at = file.readUInt32LE(end + 16)
  const files: [string, string][] = []
  for (let i = 0; i < file.readUInt16LE(end + 10); i += 1) {
    const nameLength = file.readUInt16LE(at + 28)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const local = file.readUInt32LE(at + 42)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const data = file.subarray(start, start + file.readUInt32LE(at + 20))
    const text = (file.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString('utf8')
    files.push([name, change(name, text)])
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return zip(files)
}
