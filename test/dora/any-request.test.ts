import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { createDoraWriter } from '../../src/dora/client.ts'
import { DoraError, type DoraServiceFields } from '../../src/dora/port.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { raw } from './raw.ts'
import { sampleFields } from './sample-fields.ts'

/**
 * The rules of the contract (design of DORA's API, «Shape», «Who may do what», «Fields», «Traps»), on requests that nobody chose: legal and illegal values
 * for each field, every account, and routes that answer with a crash. What a value is worth is said here, beside the value, and not read in the code.
 */
const HOME = 'communaute-emmaus-de-qikm'
const SERVICE = 'communaute-emmaus-de-qikm-premieres-heures-en-'
const PATH = `/services/${SERVICE}/`

/** A value and what DORA says of it: taken (as `as` when it is kept otherwise), or refused under a code. */
interface Tried {
  value: unknown
  refused?: string
  as?: unknown
}
const taken = (...values: unknown[]): Tried[] => values.map(value => ({ value }))
const refused = (code: string, ...values: unknown[]): Tried[] => values.map(value => ({ value, refused: code }))
const text = (most: number): Tried[] => [
  ...taken('Été à Rennes', 'x'.repeat(most)),
  { value: '  deux mots  ', as: 'deux mots' },
  ...refused('max_length', 'x'.repeat(most + 1)),
  ...refused('null', null),
  ...refused('invalid', ['liste'], { a: 1 }),
]

const FIELDS: Record<string, Tried[]> = {
  name: [...text(140), ...refused('blank', '', '   ')],
  recurrence: [...text(140), ...taken('')],
  contactPhone: [...taken('0299000000', '', '115'), ...refused('max_length', '02 99 00 00 00')],
  feeCondition: [...taken('gratuit', 'payant', null), ...refused('does_not_exist', 'cher')],
  kind: [...taken('atelier', null), { value: '', as: null }, ...refused('invalid_choice', 'fête')],
  publics: [
    { value: ['jeunes', 'familles', 'jeunes'], as: ['familles', 'jeunes'] },
    ...taken([]),
    ...refused('not_a_list', 'jeunes'),
  ],
  locationKinds: [...taken([], ['a-distance']), ...refused('does_not_exist', ['sur-la-lune'])],
  durationWeeks: [...taken(0, 12, null), ...refused('min_value', -1), ...refused('invalid', 1.5, 'trois', true)],
  suspensionDate: [...taken('2027-01-31', null), ...refused('invalid', '31/01/2027', 'demain')],
  isCumulative: [...taken(true, false), ...refused('invalid', 'peut-être')],
  updateFrequency: [...taken('jamais', 'tous-les-3-mois'), ...refused('invalid_choice', 'parfois')],
  // The commune is not looked up; a list or two codes are refused.
  diffusionZoneDetails: [
    ...taken('99999', ''),
    ...refused('max_length', '35238,35047'),
    ...refused('invalid', ['35238']),
  ],
  status: [...taken('DRAFT', 'PUBLISHED', 'ARCHIVED', 'SUGGESTION'), ...refused('invalid_choice', 'EN LIGNE')],
  // Ignored in silence: no such field, or nobody may write it.
  couleur: [{ value: 'bleu', as: undefined }],
  latitude: [{ value: 48.1, as: undefined }],
  canWrite: [{ value: false, as: true }],
  isAvailable: [{ value: false, as: true }],
}
const CODES =
  'required null blank invalid invalid_choice does_not_exist max_length min_value max_value not_a_list unique not_authenticated authentication_failed permission_denied parse_error method_not_allowed not_found'.split(
    ' ',
  )

const body = fc
  .uniqueArray(fc.constantFrom(...Object.keys(FIELDS)), { minLength: 0, maxLength: 5 })
  .chain(names => fc.tuple(...names.map(name => fc.tuple(fc.constant(name), fc.constantFrom(...(FIELDS[name] ?? []))))))
  .map(pairs => new Map(pairs))
const writer = fc.constantFrom(
  'gestionnaire35',
  'staff',
  'gestionnaire29',
  'membre',
  'data-inclusion',
  'inactif',
  'inconnu',
  null,
)

const clock = manualClock('2026-11-24T09:00:00Z')
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ clock, quotaPerMinute: 1_000_000, anonymousQuotaPerMinute: 1_000_000 })
})
afterEach(() => sandbox.close())

/** Everything that a request must leave alone, but one service; the same bytes when nothing was written. */
function held(except?: string): string {
  const services = [...sandbox.state.services.values()].filter(({ slug }) => slug !== except)
  return JSON.stringify([services, [...sandbox.state.structures.values()], sandbox.state.members])
}

/** Every code that an answer gives, whatever its shape. */
function codesOf(answer: unknown): string[] {
  if (Array.isArray(answer)) return answer.flatMap(codesOf)
  if (answer === null || typeof answer !== 'object') return []
  const { code, message } = answer as { code?: unknown; message?: unknown }
  if (typeof code === 'string') return typeof message === 'string' && message !== '' ? [code] : ['no message']
  return Object.values(answer).flatMap(codesOf)
}

test('any PATCH: what is legal is kept and moves the date of that service alone; what is not is told by field and writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(body, writer, async (tried, account) => {
      const sent = Object.fromEntries([...tried].map(([name, { value }]) => [name, value]))
      const faults = [...tried].filter(([, each]) => each.refused !== undefined)
      const before = { all: held(), others: held(SERVICE), date: sandbox.state.services.get(SERVICE)?.modifiedAt ?? 0 }
      // An archive or a draft is «not found» for who may not see it.
      const seen = sandbox.state.services.get(SERVICE)?.status === 'PUBLISHED'
      const answer = await raw(sandbox, 'PATCH', PATH, sent, account)
      const may = account === 'gestionnaire35' || account === 'staff' || account === 'membre'
      if (!may) {
        const unknown = account === null || account === 'inactif' || account === 'inconnu'
        expect(answer.status).toBe(unknown ? 401 : seen ? 403 : 404)
        expect(codesOf(answer.json)).toHaveLength(1)
        expect(held()).toBe(before.all)
        return
      }
      if (faults.length > 0) {
        expect(answer.status).toBe(400)
        expect(Object.keys(answer.json as object).sort()).toEqual(faults.map(([name]) => name).sort())
        for (const [name, each] of faults)
          expect([name, codesOf((answer.json as Record<string, unknown>)[name])[0]]).toEqual([name, each.refused])
        expect(codesOf(answer.json).filter(code => !CODES.includes(code))).toEqual([])
        expect(held()).toBe(before.all)
        return
      }
      expect(answer.status).toBe(200)
      const shown = answer.json as Record<string, unknown>
      for (const [name, each] of tried) expect([name, shown[name]]).toEqual([name, 'as' in each ? each.as : each.value])
      expect(sandbox.state.services.get(SERVICE)?.modifiedAt).toBeGreaterThan(before.date)
      expect(held(SERVICE)).toBe(before.others)
      const { json } = await raw(sandbox, 'GET', PATH, undefined, account)
      expect({ ...(json as object), formsInfo: null }).toEqual({ ...shown, formsInfo: null })
    }),
    { numRuns: 150, seed: 35 },
  )
})

test('any method on any route: an answer of the contract, and a refusal writes nothing', async () => {
  const paths = fc.constantFrom(
    PATH,
    '/services/',
    '/services/rien-de-tel/',
    '/services/mark-as-up-to-date/',
    '/services/update-from-model/',
    '/structures/',
    `/structures/${HOME}/`,
    '/structures/rien-de-tel/',
    '/structures-admin/?department=35',
    `/structure-members/?structure=${HOME}`,
    `/structure-putative-members/?structure=${HOME}`,
    '/siret-claimed/00000000000000/',
    '/auth/user-info/',
    '/services-options/',
    '/search/?city=35238',
    '/nulle-part/',
  )
  const method = fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS')
  await fc.assert(
    fc.asyncProperty(method, paths, body, writer, async (asked, path, tried, account) => {
      const before = held()
      const sent = Object.fromEntries([...tried].map(([name, { value }]) => [name, value]))
      const answer = await raw(sandbox, asked, path, asked === 'GET' ? undefined : sent, account)
      const reads = asked === 'GET' || asked === 'OPTIONS'
      if (answer.status >= 400 || reads) expect(held()).toBe(before)
      if (reads) expect(answer.status).toBeLessThan(500)
      // The crashes that the contract knows, and no other.
      const crashes = ['/structures/', '/services/mark-as-up-to-date/', '/services/update-from-model/']
      if (answer.status >= 500) expect([asked, crashes.includes(path)]).toEqual(['POST', true])
      if (answer.status >= 400 && answer.status < 500 && path !== '/nulle-part/')
        expect(codesOf(answer.json).length).toBeGreaterThan(0)
    }),
    { numRuns: 200, seed: 35 },
  )
})

test('anything given to the client: DORA holds what was asked, or a refusal names the field and nothing is written', async () => {
  const options = { url: sandbox.url, token: sandbox.tokens.gestionnaire35, clock, random: () => 0.5 }
  const quota = createQuota({ perMinute: 1_000_000, clock })
  const client = createDoraWriter({ ...options, quota, departments: ['35'], mayCreateStructures: false })
  const own = [
    'name',
    'recurrence',
    'feeCondition',
    'kind',
    'publics',
    'durationWeeks',
    'suspensionDate',
    'isCumulative',
  ]
  // What the types of the client let through.
  const typed = ['blank', 'max_length', 'invalid_choice', 'does_not_exist', 'min_value', undefined]
  const valuesOf = (name: string) => (FIELDS[name] ?? []).filter(each => typed.includes(each.refused))
  const change = fc
    .uniqueArray(fc.constantFrom(...own), { minLength: 1, maxLength: 4 })
    .chain(names => fc.tuple(...names.map(name => fc.tuple(fc.constant(name), fc.constantFrom(...valuesOf(name))))))
    .map(pairs => new Map(pairs))
  let refusals = 0
  await fc.assert(
    fc.asyncProperty(change, fc.boolean(), async (tried, creates) => {
      const sent = Object.fromEntries(
        [...tried].map(([name, { value }]) => [name, value]),
      ) as Partial<DoraServiceFields>
      const before = held()
      const result = await (creates
        ? client.createService(HOME, sampleFields({ status: 'DRAFT', ...sent }))
        : client.updateService(SERVICE, sent)
      ).catch((error: unknown) => error)
      if (result instanceof Error) {
        refusals += 1
        expect(result).toBeInstanceOf(DoraError)
        expect([...tried.values()].some(each => each.refused !== undefined)).toBe(true)
        const named = Object.keys((result as DoraError).fields)
        expect(named.some(name => tried.get(name)?.refused !== undefined)).toBe(true)
        expect(held()).toBe(before)
        return
      }
      const slug = (result as { slug: string }).slug
      const stored = sandbox.state.services.get(slug) as unknown as Record<string, unknown>
      for (const [name, each] of tried)
        if (each.refused === undefined)
          expect([name, stored[name]]).toEqual([name, 'as' in each ? each.as : each.value])
      if (creates) expect(stored).toMatchObject({ structure: HOME, status: 'DRAFT' })
      else expect(slug).toBe(SERVICE)
    }),
    { numRuns: 150, seed: 35 },
  )
  expect(refusals).toBeGreaterThan(10)
})
