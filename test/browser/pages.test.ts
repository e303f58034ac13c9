import { mkdir } from 'node:fs/promises'
import type { APIResponse, Browser, Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAKE_CLIENT, type FakeProvider, startFakeProvider } from '../portal/fake-provider.ts'
import { enter, openVisit, startChromium, type Visit } from './chromium.ts'
import { type Furniture, furnish } from './furnish.ts'
import { faultsOf, photograph, readText } from './look.ts'
import { htmlRoutes, routeOf } from './routes.ts'
import { reportComputed, type SandboxPortal, startSandboxPortal } from './sandbox-portal.ts'
import {
  type Audience,
  BROKEN,
  choiceVisit,
  EMPTY_VISITS,
  type PageVisit,
  strangerVisit,
  TRIED_TOO_OFTEN,
  visitsOf,
} from './visits.ts'

/** With `SCREENSHOTS=<folder>`, each page is also photographed there. */
const folder = process.env.SCREENSHOTS

let browser: Browser
let provider: FakeProvider
let full: SandboxPortal
let empty: SandboxPortal
let furniture: Furniture
beforeAll(async () => {
  if (folder) await mkdir(folder, { recursive: true })
  provider = await startFakeProvider()
  const { issuer: OIDC_ISSUER } = provider
  const settings = { OIDC_ISSUER, OIDC_CLIENT_ID: FAKE_CLIENT.clientId, OIDC_CLIENT_SECRET: FAKE_CLIENT.clientSecret }
  browser = await startChromium()
  full = await startSandboxPortal({ settings })
  empty = await startSandboxPortal({ unread: 'everything' })
  furniture = await furnish(full)
  await reportComputed(full)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await Promise.all([full?.close(), empty?.close(), provider?.close()])
})

/** What a page may weigh with all it needs to be read: its own text, style sheet, scripts and fonts, uncompressed. */
const MOST_BYTES = 200_000

/** What was seen, whatever the audience. */
const seen: {
  route: string | null
  title: string
  path: string
  audience: Audience
  status: number
  other: boolean
  words: string
}[] = []

async function linkOf(portal: SandboxPortal, audience: Exclude<Audience, 'public'>): Promise<string> {
  const { access } = portal.portal
  if (audience !== 'partenaire') {
    const [manager, reader] = await portal.portal.demoLinks()
    return (audience === 'gestionnaire' ? manager : reader)?.url ?? ''
  }
  const contact = { partner: furniture.own.partner, email: 'sam@example.org', name: 'Sam Petit' }
  return (await access.partnerLink(await access.addContact(contact, 'test'), 'test', { mail: false })).url
}

async function visitAll(portal: SandboxPortal, visits: readonly PageVisit[]): Promise<string[]> {
  const faults: string[] = []
  for (const [audience, list] of Map.groupBy(visits, each => each.audience)) {
    const visit = await openVisit(browser, { origin: portal.url })
    try {
      if (audience !== 'public') await enter(visit.page, await linkOf(portal, audience))
      for (const each of list)
        for (const fault of await look(visit, portal, each)) faults.push(`${each.name} ${each.path}: ${fault}`)
    } finally {
      await visit.close()
    }
  }
  return faults
}

async function look(
  { page, noise }: Visit,
  portal: SandboxPortal,
  { act, still, ...visit }: PageVisit,
): Promise<string[]> {
  noise.length = 0
  let status = 0
  const listen = (response: Response) => {
    // A frame of the page is loaded by a navigation too.
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) status = response.status()
  }
  page.on('response', listen)
  if (still) {
    // What the script asks for again is still as it was.
    let first: APIResponse | undefined
    await page.route(`**${visit.path}`, async route => {
      first ??= await route.fetch()
      await route.fulfill({ response: first })
    })
  }
  await page.goto(portal.url + visit.path)
  const failed: string[] = []
  if (act) await act(page).catch((error: Error) => failed.push(`cannot be done: ${error.message.slice(0, 200)}`))
  await page.waitForLoadState('load')
  page.off('response', listen)
  const text = await readText(page)
  const { title, bytes } = text
  const path = new URL(page.url()).pathname
  if (still) await reportComputed(portal)
  seen.push({
    route: routeOf(portal.portal.app, path),
    title,
    path,
    audience: visit.audience,
    status,
    other: act !== undefined || portal !== full,
    words: text.words.join('\n'),
  })
  if (folder) await photograph(page, folder, visit.name)
  return [
    ...failed,
    ...(status === (visit.status ?? 200) ? [] : [`answers ${status}`]),
    ...(/^\S.* – dora-sync$/.test(title) ? [] : [`title «${title}»`]),
    ...(bytes > 0 && bytes < MOST_BYTES ? [] : [`weighs ${bytes} bytes`]),
    ...(await faultsOf(page, text)),
    ...noise.map(line => `console: ${line}`),
  ]
}

/** A busy machine is not a fault. */
const PATIENCE = 12 * 60_000

describe.each(['public', 'ddets', 'partenaire', 'gestionnaire'] as const)('%s', audience => {
  test(
    'nothing is wrong with any page',
    async () => {
      expect(
        await visitAll(
          full,
          visitsOf(furniture).filter(each => each.audience === audience),
        ),
      ).toEqual([])
    },
    PATIENCE,
  )
})

test(
  'nothing is wrong with any page before the first pass',
  async () => {
    expect(await visitAll(empty, EMPTY_VISITS)).toEqual([])
  },
  PATIENCE,
)

test(
  'nothing is wrong with what is said when nothing goes: an address without access, an error of ours, too many attempts',
  async () => {
    const as = (email: string) => (asked: string) => {
      provider.person = { sub: email, email, email_verified: true }
      return provider.signIn(asked)
    }
    const twice = { partner: furniture.own.partner, email: 'gestionnaire@example.org', name: 'Camille Petit' }
    await full.portal.access.addContact(twice, 'test')
    expect(await visitAll(full, [strangerVisit(as('inconnue@example.org')), choiceVisit(as(twice.email))])).toEqual([])
    await empty.app.ledger.db.schema.dropTable('campaigns').execute()
    expect(await visitAll(empty, [BROKEN])).toEqual([])
    expect(await visitAll(empty, [TRIED_TOO_OFTEN])).toEqual([])
  },
  PATIENCE,
)

test('the first stop of Tab leads past the navigation, to the content', async () => {
  const { page, close } = await openVisit(browser, { origin: full.url })
  try {
    await page.goto(`${full.url}/connexion`)
    for (const key of ['Tab', 'Enter', 'Tab']) await page.keyboard.press(key)
    expect(await page.evaluate('document.activeElement.id')).toBe('email')
  } finally {
    await close()
  }
})

test('routes said to answer files do', async () => {
  const { page, context, close } = await openVisit(browser, { origin: full.url })
  try {
    await enter(page, await linkOf(full, 'partenaire'))
    for (const form of ['xlsx', 'ods']) {
      const file = await context.request.get(`${full.url}/tableur/modele.${form}`)
      expect(file.headers()['content-disposition']).toContain('attachment')
    }
    await context.clearCookies()
    await enter(page, await linkOf(full, 'ddets'))
    for (const path of ['/rapport.json', `/rapport/fichier/${furniture.reportVersion}.json`])
      expect((await context.request.get(full.url + path)).headers()['content-type']).toContain('application/json')
    await context.clearCookies()
    await enter(page, await linkOf(full, 'gestionnaire'))
    const sheet = await context.request.get(`${full.url}/structures.xlsx`)
    expect(sheet.headers()['content-type']).toContain('spreadsheetml')
    const bilan = await context.request.get(`${full.url}/rapport/bilan/2024/fichier/${furniture.bilan}.xlsx`)
    expect(bilan.headers()['content-type']).toContain('spreadsheetml')
  } finally {
    await close()
  }
})

test('no page of the running portal was forgotten', async () => {
  const pages = await htmlRoutes(full)
  expect(pages.length).toBeGreaterThan(30)
  const visited = new Set(seen.filter(each => each.status === 200 || each.status === 403).map(each => each.route))
  expect(pages.filter(route => !visited.has(route))).toEqual([])
})

test('each page of an audience has a title of its own', () => {
  const good = seen.filter(each => each.status === 200 && !each.other)
  const places = Map.groupBy(good, each => `${each.audience} ${each.title}`)
  // A frozen report stands under its date and under its version: one page, two addresses.
  const twice = [...places].filter(
    ([, list]) => new Set(list.map(each => each.path)).size > 1 && new Set(list.map(each => each.words)).size > 1,
  )
  expect(twice.map(([title, list]) => [title, list.map(each => each.path)])).toEqual([])
})
