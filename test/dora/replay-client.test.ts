import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { createDoraReader, createDoraWriter, type DoraWriterOptions } from '../../src/dora/client.ts'
import type { DoraError } from '../../src/dora/port.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { createSafeTransport, createUnsafeTransport } from '../../src/dora/transport.ts'
import { type Exchange, recordedExchanges } from './exchanges.ts'

/** Every answer that a real DORA gave, given again byte for byte to the client: it must understand each as the contract does. */
/** `OPTIONS` is asked in its own way. */
const exchanges = recordedExchanges().filter(({ request }) => request.method !== 'OPTIONS')
const clock = manualClock('2026-11-24T09:00:00Z')
let answers: Exchange['response'][] = []
const asked: { method: string; url: string; body: string }[] = []

const server = createServer((request, response) => {
  void readAll(request).then(body => {
    asked.push({ method: request.method ?? '', url: request.url ?? '', body })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (!answer) return response.destroy()
    const { 'content-length': _length, ...headers } = answer.headers
    response.writeHead(answer.status, headers)
    return response.end(answer.body === undefined ? (answer.text ?? '') : JSON.stringify(answer.body))
  })
})
let options: DoraWriterOptions
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  options = {
    url: `http://127.0.0.1:${port}`,
    token: 'jeton',
    quota: createQuota({ perMinute: 100_000, clock }),
    clock,
    random: () => 0.5,
    departments: ['35'],
    mayCreateStructures: true,
  }
})
afterAll(() => new Promise(resolve => server.close(resolve)))

async function readAll(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

function find(scenario: string, title: string): Exchange {
  const found = exchanges.find(exchange => exchange.scenario === scenario && exchange.title === title)
  if (!found) throw new Error(`no exchange ${scenario}: ${title}`)
  return found
}

/** What the client makes of an answer: the parsed body, or whose move it is. */
async function meaning({ request, response }: Exchange): Promise<string> {
  answers = [response]
  const outcome =
    request.method === 'GET'
      ? createSafeTransport(options).get(request.path)
      : createUnsafeTransport(options).send(request.method as 'POST', request.path, request.body ?? {})
  return outcome.then(
    body => (body === null ? (response.status === 404 ? 'absent' : 'empty') : 'body'),
    (error: DoraError) => `${error.kind} ${error.code}`,
  )
}

function expected({ request, response }: Exchange): string {
  const html = response.headers['content-type']?.includes('text/html') ?? false
  const safe = request.method === 'GET'
  switch (response.status) {
    case 200:
      return 'body'
    case 201:
      // Following an invitation is answered without a body: the bot does not do it.
      return response.text === '' ? 'doubt reponse-illisible' : 'body'
    case 204:
      return 'empty'
    case 301:
      return 'configuration redirection'
    case 400:
      return 'data champs-refuses'
    case 401:
      return 'configuration jeton-refuse'
    case 403:
      return 'configuration droits-insuffisants'
    case 404:
      if (html) return 'configuration route-inconnue'
      return safe ? 'absent' : 'data introuvable'
    case 405:
    case 415:
      return 'dora refus-inattendu'
    case 429:
      return 'transient quota-depasse'
    case 500:
    case 502:
    case 503:
      return safe ? 'transient panne' : 'doubt panne'
    default:
      return `no meaning given to ${response.status}`
  }
}

test.each(exchanges.map(exchange => [`${exchange.scenario} : ${exchange.title}`, exchange] as const))(
  '%s',
  async (_title, exchange) => {
    expect(await meaning(exchange)).toBe(expected(exchange))
  },
)

test('a service as DORA recorded it is read in our terms: empty texts are null, choices are labels', async () => {
  answers = [find('services', 'lecture').response]
  const service = await createDoraReader(options).readService('x')
  expect(service).toMatchObject({
    slug: 'apase-exemple-pems-accompagnement-',
    structure: 'apase-exemple',
    hidden: [],
    fields: {
      name: 'PEM’S — accompagnement des parents (exemple)',
      accessConditions: ['Être domicilié en Ille-et-Vilaine'],
      feeDetails: null,
      address2: null,
      contactPhone: '0299000000',
      diffusionZoneType: 'department',
      status: 'PUBLISHED',
    },
  })
})

test('a minimal draft as DORA recorded it: nothing is invented', async () => {
  answers = [find('services', 'brouillon minimal').response]
  const service = await createDoraReader(options).readService('x')
  expect(service?.fields).toMatchObject({
    kind: null,
    feeCondition: null,
    contactName: null,
    categories: [],
    diffusionZoneType: null,
    suspensionDate: null,
    status: 'DRAFT',
  })
})

test('a structure as DORA recorded it: services and archive apart, each with its date', async () => {
  answers = [find('service', 'structure avec son archive').response]
  const structure = await createDoraReader(options).readStructure('x')
  expect(structure?.services).toHaveLength(4)
  expect(structure?.archivedServices).toEqual([
    {
      slug: 'apase-exemple-pems-accompagnement-',
      name: 'PEM’S — accompagnement des parents (exemple)',
      status: 'ARCHIVED',
      modificationDate: '2026-11-24T10:26:11.169394+01:00',
    },
  ])
})

test('lists as DORA recorded them: flat, and paged', async () => {
  const noBoard = { ...find('structures', 'liste').response, status: 403, body: {} }
  answers = [noBoard, find('structures', 'liste').response]
  const flat = await createDoraReader(options).listStructures('35')
  expect(flat.map(line => line.slug)).toEqual(['autre-structure', 'apase-exemple'])
  const paged = find('structures', 'liste paginée').response
  answers = [noBoard, paged, { ...paged, body: { ...(paged.body as object), next: null } }]
  expect((await createDoraReader(options).listStructures('35')).map(line => line.slug)).toEqual(['autre-structure'])
})

test('référentiels as DORA recorded them', async () => {
  answers = [find('options', 'options des services').response]
  const referentials = await createDoraReader(options).options()
  const count = (key: 'categories' | 'subcategories' | 'kinds' | 'publics') => referentials[key].length
  expect([count('categories'), count('subcategories'), count('kinds'), count('publics')]).toEqual([16, 69, 6, 13])
  expect([referentials.accessConditions.length, referentials.credentials.length]).toEqual([32, 41])
})

test('refusals as DORA recorded them are told field by field', async () => {
  answers = [find('services', 'valeurs inconnues').response]
  const refusal = await createUnsafeTransport(options)
    .send('POST', '/services/', {})
    .catch((error: DoraError) => error)
  expect((refusal as DoraError).fields).toMatchObject({
    kind: "«\u00A0nimporte\u00A0» n'est pas un choix valide.",
    publics: "1ʳᵉ valeur : «\u00A0extraterrestres\u00A0» n'est pas un choix valide.",
    categories: "L'objet avec value=inconnue n'existe pas.",
  })
})

test('a DORA that no longer has what we rely on is told as such, never half read', async () => {
  const { body, ...rest } = find('services', 'lecture').response
  const { slug: _slug, ...without } = body as Record<string, unknown>
  answers = [{ ...rest, body: without }]
  await expect(createDoraReader(options).readService('x')).rejects.toMatchObject({
    kind: 'dora',
    code: 'forme-inattendue',
    message: expect.stringContaining('slug'),
  })
  answers = [{ ...rest, body: { ...without, slug: 'x', nouveau: { champ: 1 } } }]
  expect((await createDoraReader(options).readService('x'))?.slug).toBe('x')
})

test('a creation that DORA did but answers in another form is a doubt', async () => {
  const { response } = find('services', 'création publiée')
  answers = [
    find('options', 'options des services').response,
    find('structure', 'lecture').response,
    { ...response, body: { autre: 'forme' } },
  ]
  const { sampleFields } = await import('./sample-fields.ts')
  await expect(createDoraWriter(options).createService('apase-exemple', sampleFields())).rejects.toMatchObject({
    kind: 'doubt',
  })
  expect(asked.at(-1)).toMatchObject({ method: 'POST', url: '/services/' })
})
