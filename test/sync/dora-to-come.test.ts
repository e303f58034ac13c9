import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { createDoraReader, createDoraWriter, type DoraDirectory } from '../../src/dora/client.ts'
import type { DoraServiceFields } from '../../src/dora/port.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { createUnsafeTransport } from '../../src/dora/transport.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { DoraAway, patientDora } from '../../src/sync/patient-dora.ts'
import { type AlteredRoad, alteredRoad, eachSlugged } from '../dora/altered-road.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import { makeWorld, SIRET, SOURCE, sumsAgree, type World } from './make.ts'

/** A DORA that is no longer the one of August 2026, and people who work in it while a pass runs. */
let clock: ManualClock
let sandbox: Sandbox
let road: AlteredRoad
let world: World
let reader: DoraDirectory

beforeEach(async () => {
  clock = manualClock('2026-11-24T08:00:00.000Z')
  sandbox = await startSandbox({ seed: 'empty', clock, quotaPerMinute: 10_000 })
  road = await alteredRoad(sandbox.url)
  const quota = createQuota({ perMinute: 10_000, clock })
  const client = (token: string) => ({ url: road.url, token, quota, clock, random: () => 0.5 })
  await createUnsafeTransport(client(sandbox.tokens.staff)).send('POST', '/structures/', {
    name: 'PEM’S',
    siret: SIRET,
    postalCode: '35000',
    cityCode: '35238',
  })
  const own = client(sandbox.tokens.gestionnaire35)
  reader = createDoraReader(own)
  world = await makeWorld({
    clock,
    client: {
      reader,
      writer: createDoraWriter({ ...own, departments: ['35'], mayCreateStructures: false }),
    },
  })
})
afterEach(async () => {
  await world.close()
  await road.close()
  await sandbox.close()
})

const offer = (key: string, over: Partial<DoraServiceFields> = {}) => ({
  key,
  fields: sampleFields({ name: `Offre ${key}`, ...over }),
})
const held = (key: string) => {
  const found = [...sandbox.state.services.values()].filter(({ name }) => name === `Offre ${key}`)
  expect(found).toHaveLength(1)
  return found[0] as (typeof found)[number]
}
/** The same moment, as many microseconds. */
function inUtc(date: string): string {
  const fraction = /\.(\d+)/.exec(date)?.[1] ?? '000000'
  return `${new Date(date).toISOString().slice(0, 19)}.${fraction}Z`
}
const staff = () => {
  const quota = createQuota({ perMinute: 10_000, clock })
  return createUnsafeTransport({ url: sandbox.url, token: sandbox.tokens.staff, quota, clock, random: () => 0.5 })
}
const typedByPerson = (service: Record<string, unknown>) =>
  staff().send('POST', '/services/', { ...service, structure: [...sandbox.state.structures.keys()][0] })
const personEdits = (slug: string, change: Record<string, unknown>) =>
  staff().send('PATCH', `/services/${slug}/`, change)
const linesOf = async (result: Awaited<ReturnType<World['pass']>>) => {
  const lines = await Array.fromAsync(world.ledger.runs.lines(result.plan?.run ?? ''))
  return new Map(lines.map(line => [line.key, line]))
}

test('a status that the robot does not know leaves that service alone aside, whoever holds it: told, never written over, never created beside', async () => {
  await world.pass([offer('a'), offer('b'), offer('c')])
  const [a, b] = [held('a'), held('b')]
  const strange = new Set([a.slug])
  road.alter(({ json }) => ({
    json: eachSlugged(json, one => (strange.has(one.slug) && 'status' in one ? { ...one, status: 'EN_REVUE' } : one)),
  }))
  const before = JSON.stringify(sandbox.state.services.get(a.slug))
  const result = await world.pass([
    offer('a', { recurrence: 'Mardi' }),
    offer('b', { recurrence: 'Jeudi' }),
    offer('c'),
  ])
  expect(sumsAgree(result)).toBe(true)
  expect(JSON.stringify(sandbox.state.services.get(a.slug))).toBe(before)
  expect(sandbox.state.services.get(b.slug)?.recurrence).toBe('Jeudi')
  const line = (await linesOf(result)).get('a')
  expect(line).toMatchObject({ state: 'waiting' })
  expect(line?.reason).toContain('EN_REVUE')
  // Known again, it goes on from where it was.
  road.alter(null)
  await world.pass([offer('a', { recurrence: 'Mardi' }), offer('b', { recurrence: 'Jeudi' }), offer('c')])
  expect(held('a').recurrence).toBe('Mardi')
})

test('a service that a person typed, of a status nobody knows: the offer of its name waits, and nothing is created beside', async () => {
  await world.pass([offer('a')])
  await typedByPerson({ name: 'Offre b', status: 'PUBLISHED', description: 'Sur rendez-vous.' })
  const typed = held('b').slug
  road.alter(({ json }) => ({
    json: eachSlugged(json, one => (one.slug === typed && 'status' in one ? { ...one, status: 'EN_REVUE' } : one)),
  }))
  const result = await world.pass([offer('a'), offer('b'), offer('c', { name: 'Garage solidaire' })])
  expect(result.report?.counts).toMatchObject({ created: 1, waiting: 1, unchanged: 1 })
  expect(held('b').slug).toBe(typed)
  expect((await linesOf(result)).get('b')?.reason).toContain('EN_REVUE')
})

test('a creation that DORA answers in a status nobody knows: looked for, put before a person, never made a second time', async () => {
  road.alter(({ method, json }) => ({
    json: eachSlugged(json, one =>
      'status' in one && (method === 'POST' || String(one.name).startsWith('Offre'))
        ? { ...one, status: 'EN_REVUE' }
        : one,
    ),
  }))
  for (let pass = 1; pass <= 4; pass += 1) {
    await world.pass([offer('a')])
    expect(held('a').name).toBe('Offre a')
  }
  const asked = await world.ledger.inbox.open({ kind: 'doubt' })
  expect(asked.map(({ detail }) => detail)).toMatchObject([{ slugs: [held('a').slug] }])
  road.alter(null)
  await world.pass([offer('a', { recurrence: 'Lundi' })])
  await world.pass([offer('a', { recurrence: 'Lundi' })])
  expect(held('a').recurrence).toBe('Lundi')
})

test.each<[string, keyof DoraServiceFields, unknown, Partial<DoraServiceFields>]>([
  ['a list of numbers', 'publics', [3, 4], { publics: ['seniors'] }],
  [
    'an object for a word',
    'feeCondition',
    { value: 'payant', label: 'Payant' },
    { feeCondition: 'payant', feeDetails: '2 €' },
  ],
  ['words for a number', 'durationWeeks', '12 semaines', { durationWeeks: 9 }],
  ['another spelling of a point', 'geom', 'SRID=4326;POINT (-1.7 48.1)', { geom: '-1.60000,48.10000' }],
  ['a word for yes or no', 'isCumulative', 'oui', { isCumulative: false }],
  ['choices by their numbers alone', 'requirements', [71], { requirements: ['Savoir nager'] }],
])(
  'a field in another form (%s) is that field’s alone: not taken for empty, not written over; the others go on',
  async (_, field, value, change) => {
    await world.pass([offer('a')])
    road.alter(({ json }) => ({
      json: eachSlugged(json, one =>
        one.slug === held('a').slug && field in one ? { ...one, [field]: value, [`${field}Display`]: undefined } : one,
      ),
    }))
    const before = (held('a') as unknown as Record<string, unknown>)[field]
    clock.advance(8 * 86_400_000)
    const result = await world.pass([offer('a', { ...change, recurrence: 'Mercredi' })])
    expect(held('a').recurrence).toBe('Mercredi')
    expect((await linesOf(result)).get('a')?.reason).toContain('sous une forme inconnue du robot')
    expect((held('a') as unknown as Record<string, unknown>)[field]).toEqual(before)
    expect(sumsAgree(result)).toBe(true)
    const again = await world.pass([offer('a', { ...change, recurrence: 'Mercredi' })])
    expect(again.report?.writes.changed).toBe(0)
    expect((await linesOf(again)).get('a')?.reason).toContain('le compte ne peut pas lire dans DORA')
    // Understood again, it is written without anything else moving.
    road.alter(null)
    await world.pass([offer('a', { ...change, recurrence: 'Mercredi' })])
    expect((await reader.readService(held('a').slug))?.fields).toMatchObject(change)
  },
)

test('what is added, what is left out and null for a list change nothing: no write, nobody’s edit', async () => {
  await world.pass([offer('a'), offer('b')])
  road.alter(({ json }) => ({
    json: eachSlugged(json, ({ recurrence: _, ...one }) => ({
      ...one,
      score: { total: 3 },
      ...('credentials' in one ? { credentials: null, credentialsDisplay: null, nouveau: [{ slug: 'x' }] } : {}),
    })),
  }))
  clock.advance(8 * 86_400_000)
  const result = await world.pass([offer('a'), offer('b')])
  expect(result.report?.counts).toMatchObject({ seen: 2, unchanged: 2 })
  expect(result.report?.writes.changed).toBe(0)
  const link = await world.ledger.links.read(SOURCE, 'a')
  expect(link).toMatchObject({ edited: null })
})

test.each<[string, (date: string) => string]>([
  ['in UTC', date => inUtc(date)],
  ['in another offset', date => `${inUtc(date).slice(0, -1)}+00:00`],
])(
  'DORA tells its dates %s from one day to the next: nothing moved, nobody’s edit, and what changes is written',
  async (_, spell) => {
    await world.pass([offer('a'), offer('b')])
    road.alter(({ json }) => ({
      json: eachSlugged(json, one =>
        typeof one.modificationDate === 'string' ? { ...one, modificationDate: spell(one.modificationDate) } : one,
      ),
    }))
    clock.advance(8 * 86_400_000)
    const quiet = await world.pass([offer('a'), offer('b')])
    expect(quiet.report?.counts).toMatchObject({ unchanged: 2 })
    expect((await world.ledger.links.read(SOURCE, 'a'))?.edited).toBeNull()
    await world.pass([offer('a', { recurrence: 'Jeudi' }), offer('b')])
    expect(held('a').recurrence).toBe('Jeudi')
    expect((await world.ledger.links.read(SOURCE, 'a'))?.edited).toBeNull()
  },
)

test('the lists and the service spell the same moment otherwise: what changes is written all the same', async () => {
  await world.pass([offer('a')])
  road.alter(({ path, json }) =>
    /^\/services\/./.test(path)
      ? undefined
      : {
          json: eachSlugged(json, one =>
            typeof one.modificationDate === 'string' ? { ...one, modificationDate: inUtc(one.modificationDate) } : one,
          ),
        },
  )
  await world.pass([offer('a', { recurrence: 'Jeudi' })])
  expect(held('a').recurrence).toBe('Jeudi')
})

test.each(['2099-01-01T00:00:00.000000+01:00', 'bientôt', null])(
  'one service of France dated %s hides no later change of a person’s',
  async date => {
    await world.pass([offer('a'), offer('b')])
    const strange = held('b').slug
    road.alter(({ path, json }) => {
      const altered = eachSlugged(json, one => (one.slug === strange ? { ...one, modificationDate: date } : one)) as {
        results?: { slug: string }[]
      }
      // The list comes by date.
      if (path === '/services/' && altered.results)
        altered.results.sort((a, b) => Number(b.slug === strange) - Number(a.slug === strange))
      return { json: altered }
    })
    await world.pass([offer('a'), offer('b')])
    await world.pass([offer('a'), offer('b')])
    await personEdits(held('a').slug, { recurrence: 'Le matin' })
    await world.pass([offer('a', { feeDetails: 'Sur devis' }), offer('b')])
    await world.pass([offer('a', { feeDetails: 'Sur devis' }), offer('b')])
    expect(held('a')).toMatchObject({ recurrence: 'Le matin', feeDetails: 'Sur devis' })
    expect((await world.ledger.links.read(SOURCE, 'a'))?.edited).not.toBeNull()
  },
)

test('a page of the site where one service should be: its offer waits, the others go on', async () => {
  await world.pass([offer('a'), offer('b')])
  road.alter(({ method, path }) =>
    method === 'GET' && path === `/services/${held('a').slug}/`
      ? { headers: { 'content-type': 'text/html' }, json: 'Page en travaux' }
      : undefined,
  )
  const result = await world.pass([offer('a', { recurrence: 'Jeudi' }), offer('b', { recurrence: 'Jeudi' })])
  expect(result.report?.counts).toMatchObject({ updated: 1, waiting: 1 })
  expect(held('a').recurrence).not.toBe('Jeudi')
})

test.each([301, 308])(
  'a write that is sent elsewhere (%i) is not followed: nothing is written, it is said, and nothing is refused for ever',
  async status => {
    await world.pass([offer('a')])
    const elsewhere: string[] = []
    const other = await alteredRoad(sandbox.url)
    other.alter(({ method }) => {
      elsewhere.push(method)
      return undefined
    })
    road.instead(({ method }) =>
      method === 'PATCH'
        ? to => void to.writeHead(status, { location: `${other.url}/services/${held('a').slug}/` }).end()
        : undefined,
    )
    const result = await world.pass([offer('a', { recurrence: 'Jeudi' })])
    await other.close()
    expect(elsewhere).toEqual([])
    expect(JSON.stringify((await linesOf(result)).get('a'))).toContain('autre adresse')
    expect(held('a').recurrence).not.toBe('Jeudi')
    road.instead(null)
    await world.pass([offer('a', { recurrence: 'Jeudi' })])
    expect(held('a').recurrence).toBe('Jeudi')
  },
)

test('an answer packed badly: a reading is made again, a creation is looked for and found', async () => {
  let broken = 1
  road.alter(({ method, path }) =>
    (method === 'POST' && path === '/services/') || (method === 'GET' && broken-- > 0)
      ? to =>
          void to
            .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
            .end(Buffer.from('1f8b0800000000000003abcd', 'hex'))
      : undefined,
  )
  const result = await world.pass([offer('a')])
  expect(result.report?.counts.created).toBe(1)
  expect((await world.pass([offer('a')])).report?.counts).toMatchObject({ unchanged: 1 })
  expect(held('a').name).toBe('Offre a')
})

test('deleted by a person just before it is written: not a refusal; told gone, not made again', async () => {
  await world.pass([offer('a'), offer('b')])
  const { slug } = held('a')
  road.instead(({ method, path }) => {
    if (method === 'PATCH' && path === `/services/${slug}/`) sandbox.state.services.delete(slug)
    return undefined
  })
  const result = await world.pass([offer('a', { recurrence: 'Jeudi' }), offer('b', { recurrence: 'Jeudi' })])
  expect(result.report?.counts.rejected).toBe(0)
  expect(result.report?.counts.updated).toBe(1)
  const next = await world.pass([offer('a', { recurrence: 'Jeudi' }), offer('b', { recurrence: 'Jeudi' })])
  expect((await linesOf(next)).get('a')?.reason).toContain('n’est plus lisible')
  expect([...sandbox.state.services.values()].filter(({ name }) => name === 'Offre a')).toEqual([])
})

test('archived, or taken back to a draft, by a person while the pass runs: it stays so', async () => {
  await world.pass([offer('a'), offer('b')])
  const waiting = new Map([
    [held('a').slug, 'ARCHIVED'],
    [held('b').slug, 'DRAFT'],
  ])
  road.alter(async ({ method, path }) => {
    // Once the plan has read it: just before the last look.
    const slug = path.split('/')[2] ?? ''
    const status = waiting.get(slug)
    if (method === 'GET' && status !== undefined) {
      waiting.delete(slug)
      await personEdits(slug, { status })
    }
    return undefined
  })
  const wanted = [offer('a', { recurrence: 'Jeudi' }), offer('b', { recurrence: 'Jeudi' })]
  await world.pass(wanted)
  await world.pass(wanted)
  await world.pass(wanted)
  expect([held('a').status, held('b').status]).toEqual(['ARCHIVED', 'DRAFT'])
  expect(held('a').recurrence).not.toBe('Jeudi')
})

test('a structure merged into another: its services are followed where they are, none is made again', async () => {
  await world.pass([offer('a'), offer('b')])
  const [home] = [...sandbox.state.structures.values()]
  if (home === undefined) throw new Error('no structure')
  sandbox.state.structures.delete(home.slug)
  sandbox.state.structures.set('pem-s-fusionnee', { ...home, slug: 'pem-s-fusionnee' })
  for (const service of sandbox.state.services.values()) service.structure = 'pem-s-fusionnee'
  clock.advance(8 * 86_400_000)
  const wanted = [offer('a', { recurrence: 'Jeudi' }), offer('b'), offer('c')]
  const result = await world.pass(wanted)
  expect(sumsAgree(result)).toBe(true)
  expect(result.report?.counts.created).toBe(1)
  await world.pass(wanted)
  expect(held('a')).toMatchObject({ recurrence: 'Jeudi', structure: 'pem-s-fusionnee' })
  expect(held('b').structure).toBe('pem-s-fusionnee')
  expect(held('c').structure).toBe('pem-s-fusionnee')
  const settled = await world.pass(wanted)
  expect(settled.report?.counts).toMatchObject({ unchanged: 3 })
  expect((await world.ledger.links.read(SOURCE, 'b'))?.structure).toBe('pem-s-fusionnee')
})

test.each([
  ['in seconds', '86400'],
  ['as a date', 'Wed, 25 Nov 2026 09:00:00 GMT'],
])(
  'DORA asks for a day of peace (%s): said with its hour, nothing is sent meanwhile, and all goes on',
  async (_, wait) => {
    await world.pass([offer('a')])
    let asked = 0
    road.instead(() => {
      asked += 1
      return {
        status: 429,
        headers: { date: clock.now().toUTCString(), 'retry-after': wait },
        json: { detail: { message: 'Ralentir.' } },
      }
    })
    const patient = patientDora({
      clock,
      waitMs: 30 * 60_000,
      standing: async () => null,
      signal: new AbortController().signal,
    }).reader(reader)
    const later = () =>
      patientDora({ clock, waitMs: 0, standing: async () => null, signal: new AbortController().signal }).reader(reader)
    await expect(patient.readStructure('x')).rejects.toBeInstanceOf(DoraAway)
    expect(asked).toBe(1)
    clock.advance(56 * 60_000)
    await expect(later().readStructure('x')).rejects.toThrow(
      'DORA demande d’attendre : rien ne lui est envoyé avant le 25 novembre 2026 à 10 h 00 : le passage s’arrête là',
    )
    await expect(later().listServices('35')).rejects.toBeInstanceOf(DoraAway)
    expect(asked).toBe(1)
    clock.advance(22 * 3_600_000)
    await expect(later().readStructure('x')).rejects.toBeInstanceOf(DoraAway)
    expect(asked).toBe(1)
    // A program that is started anew asks once, and knows.
    const quota = createQuota({ perMinute: 10_000, clock })
    const anew = createDoraReader({
      url: road.url,
      token: sandbox.tokens.gestionnaire35,
      quota,
      clock,
      random: () => 0.5,
    })
    for (const expected of ['quota-depasse', 'pause-demandee', 'pause-demandee'])
      await expect(anew.readStructure('x')).rejects.toMatchObject({ code: expected })
    expect(asked).toBe(2)
    road.instead(null)
    clock.advance(2 * 3_600_000)
    await world.pass([offer('a', { recurrence: 'Le soir' })])
    expect(held('a').recurrence).toBe('Le soir')
  },
)

test('the account loses its rights in the middle: nothing is refused for ever, it is said, and goes on once they are back', async () => {
  const others = ['d', 'e', 'f', 'g', 'h', 'i'].map(key => offer(key))
  await world.pass([offer('a'), offer('b'), offer('c'), ...others])
  let writes = 0
  road.instead(({ method }) => {
    if (method !== 'PATCH') return undefined
    writes += 1
    return writes === 1
      ? undefined
      : { status: 403, json: { detail: { message: 'Vous n’avez pas la permission.', code: 'permission_denied' } } }
  })
  const wanted = [...['a', 'b', 'c'].map(key => offer(key, { recurrence: 'Le lundi' })), ...others]
  const result = await world.pass(wanted)
  expect(result.report?.counts).toMatchObject({ rejected: 0, updated: 1, unchanged: 6 })
  expect(JSON.stringify((await linesOf(result)).get('b'))).toContain('pas le droit')
  road.instead(null)
  const back = await world.pass(wanted)
  expect(back.report?.counts).toMatchObject({ updated: 2, unchanged: 7 })
  expect(held('c').recurrence).toBe('Le lundi')
})
