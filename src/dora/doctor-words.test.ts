import { afterEach, expect, test } from 'vitest'
import { type ScriptedDora, startScriptedDora } from '../../test/dora/scripted-dora.ts'
import { manualClock } from '../common/clock.ts'
import { type DoctorOptions, examineDora } from './doctor.ts'

/** The hour of every answer. */
const NOW = '2026-11-24T09:00:00.000Z'
const dated = { headers: { date: new Date(NOW).toUTCString() } }
let dora: ScriptedDora
afterEach(() => dora.close())

type Routes = Parameters<typeof startScriptedDora>[0]
const lists = 'categories subcategories kinds feeConditions locationKinds publics diffusionZoneType updateFrequencies'
const REFERENTIALS = {
  ...Object.fromEntries(lists.split(' ').map(name => [name, [{ value: 'x', label: 'X' }]])),
  accessConditions: [],
  requirements: [],
  credentials: [],
}
const structure = { slug: 'home', name: 'Structure', siret: null, department: '35', modificationDate: '' }
const MANAGER = { email: 'robot@example.org', isManager: true, departments: ['35'], structures: [] }

/** What is said, one line a check: `id state message → mend`. */
async function examine(routes: Routes, over: Partial<DoctorOptions> = {}): Promise<string[]> {
  dora = await startScriptedDora({
    'GET /services-options/': { ...dated, json: REFERENTIALS },
    'GET /auth/user-info/': { ...dated, json: MANAGER },
    'GET /structures-admin/': { ...dated, json: [structure] },
    'GET /structures/': { ...dated, json: [] },
    'OPTIONS /services/': { ...dated, status: 405, json: {} },
    ...routes,
  })
  const clock = manualClock(NOW)
  const checks = await examineDora({
    url: dora.url,
    token: 'jeton',
    quota: { acquire: async () => undefined, pause: () => undefined },
    clock,
    random: () => 0,
    departments: ['35'],
    quotaPerMinute: 120,
    ...over,
  })
  return checks.map(({ id, state, message, mend }) => `${id} ${state} ${message}${mend === null ? '' : ` → ${mend}`}`)
}
const lineOf = (lines: readonly string[], id: string) => lines.find(line => line.startsWith(`${id} `)) ?? ''

test('a manager’s account, line by line', async () => {
  const lines = await examine({})
  expect(lines.map(line => line.replace(dora.url, 'DORA'))).toEqual([
    'adresse bon DORA répond à DORA.',
    'referentiels bon Les référentiels sont ceux que le robot connaît (1 besoin).',
    'jeton bon Le jeton est celui de robot@example.org. Ce compte ne doit servir qu’au robot : les clics d’une personne sur DORA comptent dans les mêmes requêtes par minute.',
    'role bon Le compte est gestionnaire (35).',
    'departements bon Les départements du robot (35) sont ceux du compte.',
    'ecriture bon Dans le département 35, le compte peut modifier 1 structure.',
    expect.stringMatching(
      /^dialecte a-corriger DORA a répondu d’une façon inattendue \(405\).* → Réessayer plus tard ; si cela dure, prévenir l’équipe de DORA[.]$/,
    ),
    'quota bon Aucun refus pour excès sur 4 requêtes ; le robot est réglé sur 120 par minute.',
    'horloge bon L’horloge de cette machine est celle de DORA, à une minute près.',
  ])
})

test('a manager of nothing: what to have added, and by whom', async () => {
  const lines = await examine({
    'GET /auth/user-info/': { json: { isManager: true } },
    'GET /structures-admin/': { json: [] },
  })
  expect(lineOf(lines, 'jeton')).toContain('Le jeton est celui d’un compte sans courriel.')
  expect(lineOf(lines, 'role')).toBe('role bon Le compte est gestionnaire (aucun département).')
  expect(lineOf(lines, 'departements')).toBe(
    'departements a-corriger Le robot est réglé pour 35, le compte pour aucun département. → Corriger DORA_DEPARTMENTS, ou faire ajouter 35 au compte par l’équipe de DORA.',
  )
  expect(lineOf(lines, 'ecriture')).toBe(
    'ecriture a-corriger Dans le département 35, le compte ne peut modifier aucune structure. → Vérifier le rôle et le département du compte.',
  )
})

test('a manager of one of two départements: the other is to be added; an empty département is no fault of theirs', async () => {
  const lines = await examine({ 'GET /structures-admin/': { json: [] } }, { departments: ['35', '29'] })
  expect(lineOf(lines, 'departements')).toContain(
    'pour 35, 29, le compte pour 35. → Corriger DORA_DEPARTMENTS, ou faire ajouter 29 au compte',
  )
  expect(lines.filter(line => line.startsWith('ecriture'))).toEqual([
    'ecriture a-savoir DORA ne montre aucune structure dans le département 35.',
    expect.stringContaining('Dans le département 29, le compte ne peut modifier aucune structure.'),
  ])
})

test.each<[string, Record<string, unknown>, string[], RegExp]>([
  [
    'a member',
    { email: 'x@example.org', structures: [{ slug: 's', name: 'S' }] },
    ['35'],
    /n’écrit que dans 1 structure dont il est membre[.] → Demander à l’équipe de DORA, pour le compte x@example[.]org, le rôle de gestionnaire du département 35[.]$/,
  ],
  [
    'nobody',
    {},
    ['35', '29'],
    /n’écrit que dans 0 structure dont il est membre[.] → .*pour le compte de ce jeton, le rôle de gestionnaire des départements 35, 29[.]$/,
  ],
])('the account of %s: the role to ask for', async (_, me, departments, words) => {
  expect(lineOf(await examine({ 'GET /auth/user-info/': { json: me } }, { departments }), 'role')).toMatch(words)
})

test('staff may write everywhere, also where there is nothing yet; their départements are not looked at', async () => {
  const lines = await examine({
    'GET /auth/user-info/': { json: { isStaff: true, isManager: true } },
    'GET /structures-admin/': { json: [] },
  })
  expect(lineOf(lines, 'role')).toContain('de l’équipe de DORA')
  expect(lineOf(lines, 'departements')).toBe('')
  expect(lineOf(lines, 'ecriture')).toMatch(/^ecriture a-savoir/)
})

test('what does not answer is said where it stands, and the rest is looked at all the same', async () => {
  const lines = await examine({
    'GET /structures-admin/': { status: 401, json: {} },
    'OPTIONS /services/': { status: 403, json: {} },
  })
  expect(lineOf(lines, 'ecriture')).toMatch(/^ecriture a-corriger .* → Vérifier DORA_TOKEN ; le jeton est faux/)
  expect(lineOf(lines, 'dialecte')).toMatch(
    /^dialecte a-corriger .* → Demander le rôle de gestionnaire à l’équipe de DORA[.]$/,
  )
  await dora.close()
  const without = await examine({ 'GET /auth/user-info/': { status: 401, json: {} } })
  expect(lineOf(without, 'jeton')).toMatch(/^jeton a-corriger .* → Vérifier DORA_TOKEN/)
})

test('without a token: it reads and will not write, nothing more is asked', async () => {
  const lines = await examine({}, { token: null })
  expect(lineOf(lines, 'jeton')).toBe(
    'jeton a-corriger Aucun jeton : le robot lit, mais ne pourra rien écrire. → Mettre le jeton du compte dans DORA_TOKEN.',
  )
  expect(dora.calls()).toEqual(['GET /services-options/'])
})

test.each<[string, Routes['x'], RegExp]>([
  ['a token that is refused', { status: 401, json: {} }, /^adresse bon .*\njeton a-corriger .* → Vérifier DORA_TOKEN/],
  [
    'another site',
    { json: { bonjour: true } },
    /referentiels a-corriger Ce qui répond n’est pas DORA, .* → Vérifier DORA_URL ; si l’adresse est juste/,
  ],
  [
    'a redirection',
    { status: 302, text: '' },
    /^adresse a-corriger .* → Vérifier DORA_URL : il faut l’adresse de l’API/,
  ],
  [
    'an unknown route',
    { status: 404, text: '<p>404</p>' },
    /^adresse a-corriger .* → Vérifier DORA_URL : il faut l’adresse de l’API/,
  ],
  ['a page', { text: '<p>Bonjour</p>' }, /^adresse a-corriger .* → Vérifier DORA_URL : ce qui répond n’est pas l’API/],
  [
    'too many requests',
    { status: 429, json: {} },
    /^adresse a-corriger .* → Attendre une minute ; baisser DORA_QUOTA[\s\S]*quota a-corriger DORA a demandé d’attendre 2 fois sur 2 requêtes ; le robot est réglé sur 120 par minute[.] → Baisser DORA_QUOTA/,
  ],
  ['a crash', { status: 500, text: '' }, /^adresse a-corriger .* → Réessayer plus tard/],
])('%s: what is wrong, and what to do', async (_, answer, words) => {
  expect((await examine({ 'GET /services-options/': answer })).join('\n')).toMatch(words)
})

test('nobody there: the address and the network are to be looked at, and nothing is said of the clock', async () => {
  const lines = await examine({}, { url: 'http://127.0.0.1:9' })
  expect(lineOf(lines, 'adresse')).toContain(
    ' → Vérifier DORA_URL (nom, port) et que cette machine a accès à ce réseau.',
  )
  expect(lines.at(-1)).toMatch(/^quota bon/)
})

test.each<[number, RegExp]>([
  [59, /^horloge bon/],
  [60, /^horloge a-corriger L’horloge de cette machine avance de 60 s sur celle de DORA[.] → Régler/],
  [-59, /^horloge bon/],
  [-61, /^horloge a-corriger L’horloge de cette machine retarde de 61 s sur celle de DORA[.] → Régler/],
])('a clock %i seconds ahead of DORA’s last answer', async (seconds, words) => {
  const clock = manualClock(new Date(Date.parse(NOW) + seconds * 1000).toISOString())
  expect(lineOf(await examine({}, { clock, token: null }), 'horloge')).toMatch(words)
})
