import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { safeNext } from '../../src/portal/access/safe-next.ts'
import { follow } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const known = { email: 'camille@example.org', name: 'Camille', role: 'gestionnaire' } as const
async function invited(): Promise<string> {
  return new URL((await world.access.invite(known, 'test', { mail: false })).url).pathname
}
async function askFor(email: string, next = '') {
  const browser = world.browser()
  await browser.get(`/connexion${next}`)
  const answer = await browser.submit('/connexion', { email })
  await world.access.settled()
  return { browser, answer, link: /https?:\/\/\S+/.exec(world.outbox.list()[0]?.text ?? '')?.[0] ?? null }
}

describe('one-time links', () => {
  test('an address that has an access is not invited under another role', async () => {
    await invited()
    await expect(world.access.invite({ ...known, role: 'ddets' }, 'test', { mail: false })).rejects.toThrow(
      'a déjà un accès, avec un autre rôle',
    )
    expect((await world.ledger.people.personByEmail(known.email))?.role).toBe('gestionnaire')
  })

  test('the sign-in journey works from the address alone, and lands where one was going', async () => {
    await invited()
    const stranger = world.browser()
    const sent = await stranger.get('/sources')
    expect(sent.status).toBe(303)
    expect(sent.location).toBe('/connexion?next=%2Fsources')
    const { browser, link } = await askFor(known.email, '?next=%2Fsources')
    expect(link).not.toBeNull()
    const path = new URL(link ?? '').pathname
    expect((await browser.get(path)).status).toBe(200)
    const arrived = await browser.submit(path)
    expect(arrived.location).toBe('/sources')
    expect((await browser.get('/sources')).status).toBe(200)
  })

  test('opening the page of a link does not use it up; the button does, once', async () => {
    const path = await invited()
    const browser = world.browser()
    for (let i = 0; i < 3; i += 1) await browser.get(path)
    const thief = world.browser()
    await thief.get(path)
    expect((await browser.submit(path)).status).toBe(303)
    const replay = await thief.submit(path)
    expect(replay.status).toBe(403)
    expect(thief.cookies.has('session')).toBe(false)
  })

  test('two clicks at the same moment open one session', async () => {
    const path = await invited()
    const [one, two] = [world.browser(), world.browser()]
    await Promise.all([one.get(path), two.get(path)])
    const both = await Promise.all([one.submit(path), two.submit(path)])
    expect(both.map(page => page.status).sort()).toEqual([303, 403])
  })

  test('an asked link dies after 15 minutes, an invitation after two days', async () => {
    const path = await invited()
    const { browser, link } = await askFor(known.email)
    const asked = new URL(link ?? '').pathname
    await browser.get(asked)
    world.clock.advance(15 * 60_000 + 1)
    expect((await browser.submit(asked)).status).toBe(403)
    await browser.get(path)
    world.clock.advance(2 * 86_400_000)
    expect((await browser.submit(path)).status).toBe(403)
  })

  test('a forged token opens nothing, and one address may try twenty', async () => {
    const browser = world.browser('198.51.100.7')
    const statuses: number[] = []
    for (let i = 0; i < 22; i += 1) {
      const page = await browser.get(`/connexion/lien/forged-${i}`)
      expect(page.text).not.toContain('Bienvenue')
      statuses.push(page.status)
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(403))
    expect(statuses.slice(20)).toEqual([429, 429])
    expect(browser.cookies.has('session')).toBe(false)
  })

  test('an office behind one address signs in as often as it needs; what opens nothing still counts', async () => {
    const office = '198.51.100.9'
    const contact = await world.access.addContact({ partner: 'adie', email: 'a@adie.example', name: 'Al' }, 'test')
    const { url } = await world.access.partnerLink(contact, 'test', { mail: false })
    const good = new URL(url).pathname
    const tryIn = async (path: string) => {
      const browser = world.browser(office)
      const page = await browser.get(path)
      return page.status === 200 ? (await browser.submit(path)).status : page.status
    }
    for (let i = 0; i < 19; i += 1) expect(await tryIn(`/p/forged-${i}`)).toBe(403)
    const opened: number[] = []
    for (let i = 0; i < 25; i += 1) opened.push(await tryIn(good))
    expect(opened).toEqual(Array(25).fill(303))
    expect([await tryIn('/p/forged-19'), await tryIn('/p/forged-20')]).toEqual([403, 429])
  })

  test('tokens are nowhere in the database', async () => {
    const path = await invited()
    const token = path.split('/').at(-1) ?? ''
    const contact = await world.access.addContact({ partner: 'adie', email: 'a@adie.example', name: 'Al' }, 'test')
    const { url } = await world.access.partnerLink(contact, 'test', { mail: false })
    const browser = world.browser()
    await browser.get(path)
    await browser.submit(path)
    const session = decodeURIComponent(browser.cookies.get('session') ?? '').split('.')[0] ?? ''
    expect(session.length).toBeGreaterThan(30)
    const stored = JSON.stringify(
      await Promise.all(
        (['entry_tokens', 'partner_links', 'sessions', 'events'] as const).map(table =>
          world.ledger.db.selectFrom(table).selectAll().execute(),
        ),
      ),
    )
    for (const secret of [token, url.split('/').at(-1) ?? '', session]) expect(stored).not.toContain(secret)
  })
})

describe('accounts cannot be enumerated', () => {
  test('known, unknown and disabled addresses get the same page, and only the known one a message', async () => {
    await invited()
    const person = (await world.access.invite({ ...known, email: 'parti@example.org' }, 'test', { mail: false })).person
    await world.access.people.setDisabled(person.id, true)
    const shown = []
    for (const email of [known.email, 'inconnu@example.org', 'parti@example.org']) {
      const { answer } = await askFor(email)
      shown.push({ status: answer.status, text: answer.text.replace(email, '…') })
    }
    expect(shown[1]).toEqual(shown[0])
    expect(shown[2]).toEqual(shown[0])
    expect(world.outbox.list().map(mail => mail.to)).toEqual([known.email])
  })

  test('one address gets at most four messages a quarter of an hour, silently; one host asks at most sixty times', async () => {
    await invited()
    const browser = world.browser('198.51.100.8')
    const statuses: number[] = []
    for (let i = 0; i < 61; i += 1) {
      await browser.get('/connexion')
      statuses.push((await browser.submit('/connexion', { email: known.email })).status)
    }
    await world.access.settled()
    expect(statuses).toEqual([...Array(60).fill(200), 429])
    expect(world.outbox.list()).toHaveLength(4)
  })
})

describe('sessions', () => {
  test('the cookie is signed, httpOnly, SameSite; a cookie with another signature is nobody', async () => {
    const path = await invited()
    const browser = world.browser()
    await browser.get(path)
    const line = (await browser.submit(path)).headers.getSetCookie().find(cookie => cookie.startsWith('session=')) ?? ''
    expect(line).toMatch(/HttpOnly/)
    expect(line).toMatch(/SameSite=Lax/)
    expect(line).toMatch(/Path=\//)
    expect((await browser.get('/sources')).status).toBe(200)
    const value = browser.cookies.get('session') ?? ''
    const forged = `${value.slice(0, 5)}${value[5] === 'A' ? 'B' : 'A'}${value.slice(6)}`
    for (const cookie of [forged, value.split('.')[0] ?? '', ''])
      expect((await browser.raw('/sources', { headers: { cookie: `session=${cookie}` } })).status).toBe(303)
  })

  test('signing out, closing the account, twelve hours: each ends the session', async () => {
    const manager = await world.as('gestionnaire')
    const stolen = manager.cookies.get('session') ?? ''
    await manager.get('/sources')
    await manager.submit('/deconnexion')
    expect((await manager.raw('/sources', { headers: { cookie: `session=${stolen}` } })).status).toBe(303)

    const again = await world.as('gestionnaire')
    const person = await world.access.people.personByEmail('gestionnaire@example.org')
    await world.access.people.setDisabled(person?.id ?? '', true)
    expect((await again.get('/sources')).status).toBe(303)

    const reader = await world.as('ddets')
    expect((await reader.get('/rapport')).status).toBe(200)
    world.clock.advance(12 * 3_600_000 + 1)
    expect((await reader.get('/rapport')).status).toBe(303)
  })

  test('signing in changes the session: one that was planted before is worth nothing after', async () => {
    const path = await invited()
    const browser = world.browser()
    browser.cookies.set('session', 'planted.signature')
    await browser.get(path)
    await browser.submit(path)
    expect(browser.cookies.get('session')).not.toContain('planted')
  })

  test('a revoked, expired or removed personal link stops at once, sessions included', async () => {
    const partner = await world.asPartner('adie')
    expect((await partner.get('/sources')).status).toBe(403)
    const [contact] = await world.access.people.contacts({ partner: 'adie' })
    const [link] = await world.access.keys.links(contact?.id ?? '')
    await world.access.keys.revokeLink(link?.id ?? '')
    expect((await partner.get('/sources')).status).toBe(303)

    const other = await world.access.addContact({ partner: 'bge', email: 'b@bge.example', name: 'Bo' }, 'test')
    const { url } = await world.access.partnerLink(other, 'test', { mail: false, days: 1 })
    const path = new URL(url).pathname
    world.clock.advance(86_400_000 + 1)
    const late = world.browser()
    expect((await late.get(path)).status).toBe(403)

    const { url: third } = await world.access.partnerLink(other, 'test', { mail: false })
    await world.access.people.removeContact(other.id)
    expect((await late.get(new URL(third).pathname)).status).toBe(403)
  })
})

describe('forms', () => {
  test('another site cannot post: wrong origin, wrong Sec-Fetch-Site, no token, a stranger’s token, another kind of body', async () => {
    const manager = await world.as('gestionnaire')
    const page = await manager.get('/sources')
    const token = String(page.$('form[action="/deconnexion"] input[name="_jeton"]').val())
    const stranger = world.browser()
    const foreign = String((await stranger.get('/connexion')).$('input[name="_jeton"]').val())
    const form = (value: string) => new URLSearchParams({ _jeton: value })
    const attempts: RequestInit[] = [
      { body: form(token), headers: { origin: 'https://attaque.example' } },
      { body: form(token), headers: { origin: 'null' } },
      { body: form(token), headers: { 'sec-fetch-site': 'cross-site' } },
      { body: form(token), headers: { 'sec-fetch-site': 'same-site' } },
      { body: new URLSearchParams({}) },
      { body: form('') },
      { body: form(foreign) },
      { body: `_jeton=${token}`, headers: { 'content-type': 'text/plain' } },
      { body: JSON.stringify({ _jeton: token }), headers: { 'content-type': 'application/json' } },
    ]
    for (const attempt of attempts)
      expect((await manager.raw('/deconnexion', { method: 'POST', ...attempt })).status).toBe(403)
    expect((await manager.get('/sources')).status).toBe(200)
    expect((await manager.raw('/deconnexion', { method: 'POST', body: form(token) })).status).toBe(303)
  })

  test('a body over the limit is refused before it is read whole', async () => {
    const browser = world.browser()
    await browser.get('/connexion')
    const response = await browser.raw('/connexion', {
      method: 'POST',
      body: `email=${'a'.repeat(300 * 1024)}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(response.status).toBe(413)
  })

  test('an address with line breaks is refused, and never reaches a message', async () => {
    await invited()
    const browser = world.browser()
    for (const email of [`${known.email}\r\nBcc: all@example.org`, `${known.email}\nX: y`, `a@b.fr,${known.email}`]) {
      await browser.get('/connexion')
      expect((await browser.submit('/connexion', { email })).status).toBe(422)
    }
    await world.access.settled()
    expect(world.outbox.list()).toEqual([])
  })
})

describe('open redirect', () => {
  test.each([
    'https://attaque.example/',
    '//attaque.example/',
    '/\\attaque.example/',
    '/\\/attaque.example',
    '\\\\attaque.example',
    '/..//attaque.example',
    '/.//attaque.example',
    '/a/../..//attaque.example',
    '/%2e%2e//attaque.example',
    '/\t/attaque.example',
    '/\n/attaque.example',
    'javascript:alert(1)',
    'attaque.example',
    '/%0d%0aSet-Cookie:a=b\r\nX: y',
    '/connexion?next=/connexion',
    '/deconnexion',
    '/p/jeton',
    `/${'a'.repeat(600)}`,
  ])('%j goes nowhere', next => {
    expect(safeNext(next)).toBe('/')
  })
  test('places of this site are kept', () => {
    expect(safeNext('/offres?q=permis%20b')).toBe('/offres?q=permis%20b')
    expect(safeNext('/a/../sources')).toBe('/sources')
    // Encoded, these stay characters of a path of ours.
    for (const path of ['/%2f/attaque.example', '/%5cattaque.example']) expect(safeNext(path)).toBe(path)
  })
  test('the sign-in page does not carry a foreign address', async () => {
    const page = await world.browser().get('/connexion?next=https%3A%2F%2Fattaque.example')
    expect(page.$('input[name="next"]').val()).toBe('')
    expect(page.body).not.toContain('attaque.example')
  })
})

describe('who sees what', () => {
  test('each role has its pages, and is told when a page is not for it', async () => {
    const visitors = {
      public: world.browser(),
      gestionnaire: await world.as('gestionnaire'),
      ddets: await world.as('ddets'),
      partenaire: await world.asPartner('adie'),
    }
    const seen = async (path: string) =>
      Object.fromEntries(
        await Promise.all(
          Object.entries(visitors).map(async ([role, browser]) => [role, (await browser.get(path)).status]),
        ),
      )
    expect(await seen('/sources')).toEqual({ public: 303, gestionnaire: 200, ddets: 403, partenaire: 403 })
    expect(await seen('/rapport')).toEqual({ public: 303, gestionnaire: 200, ddets: 200, partenaire: 403 })
    expect(await seen('/rapport.json')).toEqual({ public: 303, gestionnaire: 200, ddets: 200, partenaire: 403 })
    expect(await seen('/mentions-legales')).toEqual({ public: 200, gestionnaire: 200, ddets: 200, partenaire: 200 })
  })

  test('files outside the assets are not served', async () => {
    for (const path of ['/assets/../app.ts', '/assets/..%2Fapp.ts', '/assets/%2e%2e/app.ts', '/assets/theme.css.map'])
      expect((await world.browser().get(path)).status).toBe(404)
  })

  test('every page carries a policy that lets no foreign nor inline script run', async () => {
    const { headers } = await world.browser().get('/')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('every door that opened is in the journal with who', async () => {
    const path = await invited()
    const browser = world.browser()
    await browser.get(path)
    await follow(browser, await browser.submit(path))
    const events = await world.ledger.events.list()
    expect(events.map(event => [event.actor, event.action])).toContainEqual([
      'Camille <camille@example.org>',
      'connexion',
    ])
    expect(events.map(event => [event.actor, event.action])).toContainEqual(['test', 'acces-ouvert'])
  })
})
