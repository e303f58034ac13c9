import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { parisDay } from '../../src/common/paris-day.ts'
import { type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'

let sandbox: SandboxPortal
beforeAll(async () => {
  sandbox = await startSandboxPortal()
}, 120_000)
afterAll(() => sandbox?.close())

const pass = (source: string) =>
  syncAll(sandbox.app, { sources: [source], trigger: 'test', dry: false }, silentProgress)

test('what a partner says reaches DORA once accepted: a correction, a confirmation, a new offer, a withdrawal; an open one does not', async () => {
  const { ledger, dora } = sandbox.app
  const { statements } = ledger
  const link = (await ledger.links.list()).find(each => each.status === 'PUBLISHED' && each.origin === 'created')
  const config = sandbox.app.sources.find(each => each.config.id === link?.source)?.config
  if (!link || !config) throw new Error('nothing published')
  const { source, key, slug } = link
  const said = { partner: config.partner, offer: { source, key }, title: 'T', by: 'Ada <ada@example.org>' }
  const before = await dora.reader.readService(slug)

  const correction = await statements.add({
    ...said,
    body: { kind: 'correction', fields: { telephone: { before: '', after: '02 99 11 22 33' } }, comment: '' },
  })
  await pass(source)
  expect((await dora.reader.readService(slug))?.fields.contactPhone).toBe(before?.fields.contactPhone)

  await statements.decide(correction.id, 'accepted', 'me', null)
  await pass(source)
  expect((await dora.reader.readService(slug))?.fields.contactPhone).toBe('0299112233')
  const record = (await ledger.offers.read(source, key))?.record
  expect(record?.provenance.telephone?.[0]).toMatchObject({ document: 'declaration', words: '02 99 11 22 33' })
  expect(record?.service.date_maj).toBe(parisDay(new Date(correction.at)))

  const declared = await statements.add({
    ...said,
    offer: null,
    body: {
      kind: 'declaration',
      from: 'formulaire',
      fields: {
        id: '9',
        nom: 'Café des essais',
        description: 'Un café où l’on parle de ses essais, chaque jeudi matin, autour d’un café.',
        structure_nom: record?.structure.nom ?? '',
        siret: record?.structure.siret ?? '',
        thematiques: 'remobilisation--lien-social',
        publics: 'jeunes',
        modes_accueil: 'a-distance',
        telephone: '02 99 11 22 34',
        modes_mobilisation: 'telephoner',
        mobilisable_par: 'usagers',
        type: 'atelier',
        frais: 'gratuit',
      },
    },
  })
  await statements.decide(declared.id, 'accepted', 'me', null)
  await pass(source)
  const offer = await ledger.offers.read(source, 'declaration-9')
  expect(offer).toMatchObject({ name: 'Café des essais', rejection: null })
  const made = await ledger.links.read(source, 'declaration-9')
  expect([offer?.state, offer?.reason, made?.slug !== undefined]).toEqual(['created', offer?.reason, true])

  const writes = () => dora.sandbox?.log().filter(call => call.write && call.committed).length ?? 0
  const quiet = writes()
  await pass(source)
  expect(writes()).toBe(quiet)

  const answer = await sandbox.portal.desk.actions.confirm({ source, key, slug }, said.by)
  expect(answer).toBe('DORA est prévenu.')
  expect(writes()).toBe(quiet + 1)
  await pass(source)
  // DORA's date moved because we said so: the next pass takes it for nobody's edit, and writes nothing.
  expect(writes()).toBe(quiet + 1)
  const [logged] = await ledger.operations.list({ source, key, limit: 1 })
  expect(logged).toMatchObject({ reason: 'Confirmée à jour par une personne.', approvedBy: said.by, state: 'done' })

  const withdrawal = await statements.add({
    ...said,
    offer: { source, key: 'declaration-9' },
    body: { kind: 'withdrawal', reason: 'fini' },
  })
  await statements.decide(withdrawal.id, 'accepted', 'me', null)
  await pass(source)
  await pass(source)
  expect((await dora.reader.readService(made?.slug ?? ''))?.fields.status).toBe('ARCHIVED')
}, 60_000)
