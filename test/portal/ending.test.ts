import { load } from 'cheerio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import { coverageInput } from '../../src/app/coverage-input.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { frenchDate } from '../../src/common/french.ts'
import { parisDay } from '../../src/common/paris-day.ts'
import { isPublished } from '../../src/coverage/published.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'
import { follow } from './browser.ts'
import { asManager, asPartner } from './visitors.ts'

let sandbox: SandboxPortal
beforeAll(async () => {
  sandbox = await startSandboxPortal()
}, 120_000)
afterAll(() => sandbox?.close())

const pass = (source: string) =>
  syncAll(sandbox.app, { sources: [source], trigger: 'test', dry: false }, silentProgress)
const inDays = (days: number) => parisDay(new Date(Date.now() + days * 86_400_000))
const typed = (day: string) => day.split('-').toReversed().join('/')
const writes = () => sandbox.app.dora.sandbox?.log().filter(call => call.write && call.committed).length ?? 0

async function published() {
  const { ledger, sources } = sandbox.app
  for (const link of await ledger.links.list()) {
    const config = sources.find(each => each.config.id === link.source)?.config
    if (config && link.status === 'PUBLISHED' && link.origin === 'created') return { link, config }
  }
  throw new Error('nothing published')
}

test('a last day given by the partner reaches DORA, is seen coming, and is moved by «Prolonger»', async () => {
  const { ledger, dora } = sandbox.app
  const manager = await asManager(sandbox)
  const { link, config } = await published()
  const { source, key, slug } = link
  const partner = await asPartner(sandbox, config.partner)
  const mine = `/mes-offres/${encodeURIComponent(source)}/${encodeURIComponent(key)}`
  await partner.get(`${mine}/corriger?champ=fin`)
  const asked = await partner.submit(`${mine}/corriger?champ=fin`, { fin: typed(inDays(30)) })
  await follow(partner, asked)
  const [said] = await ledger.statements.list({ state: 'open' })
  await manager.get(`/demandes/${said?.id}`)
  await manager.submit(`/demandes/${said?.id}/accepter`)
  await pass(source)
  expect((await dora.reader.readService(slug))?.fields.suspensionDate).toBe(inDays(30))
  expect((await partner.get(mine)).text).toContain(`Dernier jour : ${frenchDate(inDays(30))}`.replace(/\s+/g, ' '))

  const list = await manager.get('/a-surveiller')
  expect(list.$('#soon').next().next().text()).toContain(link.sent.name)
  expect((await manager.get('/')).$('a[href="/a-surveiller"]').length).toBeGreaterThan(0)
  const action = `/a-surveiller/${encodeURIComponent(source)}/${encodeURIComponent(key)}`
  const shut = await manager.get('/a-surveiller')
  // Several forms post there: the one that was sent comes back open, as it was filled.
  const at = list.$(`form[action="${action}"] [name=fin]`).attr('id')
  const wrong = new URLSearchParams({
    _jeton: String(shut.$('[name=_jeton]').first().val()),
    action: 'prolonger',
    fin: '31/02/2026',
  })
  const refused = await manager.raw(action, { method: 'POST', body: wrong })
  const $ = load(await refused.text())
  expect([refused.status, $('#erreurs a').attr('href'), $(`#${at}`).val()]).toEqual([422, `#${at}`, '31/02/2026'])
  expect($(`#${at}-erreur`).text()).toContain('n’est pas une date du calendrier')
  expect($('details[open] [name=fin]').length).toBe(1)
  await manager.get('/a-surveiller')
  const form = { action: 'prolonger', fin: typed(inDays(400)) }
  const done = await follow(manager, await manager.submit(action, form))
  const words = done.$('[role="status"]').first().text().replace(/\s+/g, ' ')
  expect(words).toContain(`« ${link.sent.name} » va jusqu’au ${frenchDate(inDays(400))}`.replace(/\s+/g, ' '))
  await pass(source)
  expect((await dora.reader.readService(slug))?.fields.suspensionDate).toBe(inDays(400))
  expect((await manager.get('/a-surveiller')).$('#soon').next().next().text()).not.toContain(link.sent.name)
}, 90_000)

test('what is over is not counted as published, and a new one is not created until it has another date', async () => {
  const { ledger } = sandbox.app
  const { link, config } = await published()
  const { source, key } = link
  const end = async (fin: string) => {
    const body = { kind: 'correction' as const, comment: '', fields: { fin: { before: '', after: fin } } }
    const by = 'Ada <ada@example.org>'
    const said = await ledger.statements.add({ partner: config.partner, offer: { source, key }, title: 'T', by, body })
    await ledger.statements.decide(said.id, 'accepted', 'me', null)
    await pass(source)
  }
  const counted = async () => {
    const state = (await ledger.offerStates()).find(each => each.offer.source === source && each.offer.key === key)
    return state === undefined ? null : isPublished(state, parisDay(new Date()))
  }
  expect(await counted()).toBe(true)
  await end(inDays(-3))
  expect(await counted()).toBe(false)
  const manager = await asManager(sandbox)
  expect((await manager.get('/a-surveiller')).$('#over').next().next().text()).toContain(link.sent.name)

  const declared = await ledger.statements.add({
    partner: config.partner,
    offer: null,
    title: 'T',
    by: 'Ada <ada@example.org>',
    body: {
      kind: 'declaration',
      from: 'formulaire',
      fields: {
        id: '77',
        nom: 'Session passée',
        description: 'Une session qui s’est tenue la semaine dernière, et qui est finie.',
        structure_nom: (await ledger.offers.read(source, key))?.record?.structure.nom ?? '',
        siret: (await ledger.offers.read(source, key))?.record?.structure.siret ?? '',
        thematiques: 'remobilisation--lien-social',
        publics: 'jeunes',
        modes_accueil: 'a-distance',
        telephone: '02 99 11 22 34',
        modes_mobilisation: 'telephoner',
        mobilisable_par: 'usagers',
        type: 'atelier',
        frais: 'gratuit',
        fin: typed(inDays(-7)),
      },
    },
  })
  await ledger.statements.decide(declared.id, 'accepted', 'me', null)
  const before = writes()
  await pass(source)
  const waiting = await ledger.offers.read(source, 'declaration-77')
  expect([waiting?.state, waiting?.reason]).toEqual(['waiting', expect.stringContaining('Terminée le')])
  expect(await ledger.links.read(source, 'declaration-77')).toBeNull()
  expect(writes()).toBe(before)

  const action = `/a-surveiller/${encodeURIComponent(source)}/declaration-77`
  await manager.get('/a-surveiller')
  const session = { action: 'session', debut: typed(inDays(10)), dernier: typed(inDays(20)) }
  await manager.submit(action, session)
  await pass(source)
  expect(await ledger.links.read(source, 'declaration-77')).not.toBeNull()
}, 90_000)

test('a convention that is over says so on every figure, and asks of its offers whether they go on', async () => {
  const { app } = sandbox
  const manager = await asManager(sandbox)
  const report = coverageReport(await coverageInput(app, parisDay(new Date())))
  const notice = 'Convention terminée le'
  expect(report.headlines.at(-1)).toContain(notice)
  expect(report.indicators.filter(({ limits }) => !limits.includes(notice))).toEqual([])
  const page = await manager.get('/a-surveiller')
  const asked = page.$('#convention').nextAll('ul').first().find('li').length
  expect(asked).toBeGreaterThan(0)
  const action = page.$('#convention').nextAll('ul').first().find('form').first().attr('action') ?? ''
  const [source = '', key = ''] = action.split('/').slice(2).map(decodeURIComponent)
  await manager.submit(action, { action: 'continue' })
  await pass(source)
  const after = await manager.get('/a-surveiller')
  expect(after.$('#convention').nextAll('ul').first().find('li').length).toBe(asked - 1)
  expect((await app.ledger.offers.read(source, key))?.record?.session?.end).toBeNull()
}, 90_000)

test('what the convention alone ended goes on in one press, and nothing is asked of it again', async () => {
  const [manager, late] = [await asManager(sandbox), await asManager(sandbox)]
  const before = await late.get('/a-surveiller')
  const one = before.$('#convention').nextAll('ul').first().find('form').first().attr('action') ?? ''
  await manager.get('/a-surveiller')
  const said = await follow(manager, await manager.submit('/a-surveiller'))
  expect(said.$('[role="status"]').text()).toContain('continuent')
  // A window that was opened before does not archive what another said goes on.
  const sent = writes()
  const refused = await follow(late, await late.submit(one, { action: 'archiver' }))
  expect(refused.$('.notice.bad').text()).toContain('quelqu’un a déjà décidé')
  expect(writes()).toBe(sent)
  const list = said.$('#convention').next().next()
  expect(list.find('form').length).toBe(0)
  expect(list.text()).toContain('C’est décidé')
}, 30_000)
