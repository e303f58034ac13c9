import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importConventionCommand } from '../../src/cli/import-convention.ts'
import { loadConventions, parseConvention } from '../../src/convention/load.ts'
import { bilanPdf } from '../../src/coverage/bilan/bilan-pdf.ts'
import type { Block } from '../../src/coverage/bilan/document.ts'
import { type Browser, follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

/*
 * The life of conventions: that of 2024 is in the configuration; an invented one, whose text is read here, begins before it ends and takes over.
 * One ledger, in the order of the calendar.
 */
const config = new URL('../../config', import.meta.url).pathname
const file = new URL('../convention/convention-2025.txt', import.meta.url).pathname
const text = readFileSync(file, 'utf8')
/** What a person corrects on the page: the name, and the one action that the text gives another title. */
const corrected = (yaml: string) =>
  yaml
    .replace(/^title: .*$/m, 'title: Convention inventée de 2025')
    .replace('- id: 4/clps\n', '- id: 4/clps\n        was: [4/paead]\n')

function proposedByCommand(): string {
  let printed = ''
  const out = (chunk: string) => {
    printed += chunk
  }
  importConventionCommand({ out }).exitOverride().parse([file, '--yaml'], { from: 'user' })
  return printed
}

let world: World
let manager: Browser
/** What the page proposed. */
let proposed = ''
beforeAll(async () => {
  world = await openWorld({ conventions: loadConventions(config), now: '2024-11-20T09:00:00Z' })
  manager = await world.as('gestionnaire')
})
afterAll(() => world.close())

/** Sessions end sooner than conventions. */
async function on(day: string): Promise<void> {
  world.clock.advance(Date.parse(`${day}T09:00:00Z`) - world.clock.now().getTime())
  manager = await world.as('gestionnaire')
}
const spaced = (words: string) => words.replace(/[\s\u00A0\u202F]+/gu, ' ')
/** Cells and paragraphs apart. */
const inWords = async (path: string) =>
  spaced(load((await manager.get(path)).body.replaceAll('<', ' <'))('main').text())

test('before: one convention, nothing to compare', async () => {
  expect(await inWords('/rapport')).toContain('Ille-et-Vilaine, 2024, au 20 novembre 2024')
  expect(await inWords('/rapport/bilan/comparer')).toContain('rien à comparer')
})

test('import: the text is read on the page, its checks are shown, what goes on is linked, and the command proposes the same', async () => {
  await manager.get('/conventions')
  const read = await manager.submit('/conventions/lire', { fichier: new File([text], 'convention 2025.txt') })
  expect(read.title).toBe('Relire la convention')
  expect(spaced(read.text)).toMatch(/5 fiches lues, \d+ mots réparés/)
  expect(read.$('table .state.bad').toArray()).toEqual([])
  // The post of fiche 5, of which the text says no payee, is the one thing that was supposed.
  const doubtful = read.$('table tr:has(.state.warn)').toArray()
  expect(doubtful.map(row => spaced(read.$(row).text()))).toEqual([
    expect.stringMatching(/fiche 5, bénéficiaires.*25 000 € : un poste, .*le Département est supposé, à vérifier/),
  ])
  expect(read.$('input[name="nom"]').val()).toBe('2025')
  proposed = String(read.$('textarea[name="yaml"]').val())
  expect(proposed).toMatch(/id: 2\/premieres-heures-emmaus # continue 2\/premieres-heures-emmaus de la convention 2024/)
  expect(proposed).toMatch(/was:\n\s+- 8\/ufopeps/)
  expect(proposed).toContain('id: departement-35')
  expect(proposed).toContain('heading: Remobilisation et entrée de parcours # ligne ')
  expect(parseConvention(proposed, 'convention').fiches.map(fiche => fiche.state)).toEqual([
    24_000, 100_000, 45_000, 36_000, 25_000,
  ])

  expect(spaced(proposedByCommand())).toBe(spaced(proposed))
})

test('import: what does not hold is refused on the page with what was typed, and nothing is kept', async () => {
  const yaml = corrected(proposed)
  const taken = await manager.submit('/conventions/garder', { nom: '2024', yaml })
  expect(taken.status).toBe(422)
  expect(spaced(taken.text)).toContain('2024 est celui de « Convention pour l’insertion et l’emploi')
  expect(String(taken.$('textarea[name="yaml"]').val())).toContain('Convention inventée de 2025')
  const wrong = { nom: '2025', yaml: yaml.replace('state: 60000', 'state: 61000') }
  const refused = await manager.submit('/conventions/garder', wrong)
  expect(refused.status).toBe(422)
  expect(spaced(refused.text)).toMatch(/100 000 € annoncés, 101 000 € en additionnant/)
  expect(await world.ledger.conventions.list()).toEqual([])
})

test('import: kept as a version; a correction is another version, and both can be read again', async () => {
  const kept = await follow(manager, await manager.submit('/conventions/garder', { nom: '2025', yaml: proposed }))
  expect(spaced(kept.$('body').text())).toContain('La convention 2025 est gardée, version 1.')
  await manager.get('/conventions/2025/1')
  await manager.submit('/conventions/garder', { nom: '2025', yaml: corrected(proposed) })
  const { $ } = await manager.get('/conventions')
  const versions = $('a[href^="/conventions/2025/"]').toArray()
  expect(versions.map(link => $(link).attr('href'))).toEqual(['/conventions/2025/2', '/conventions/2025/1'])
  expect((await manager.get('/conventions/2025/1')).body).not.toContain('Convention inventée de 2025')
  expect((await manager.get('/conventions/2025/2')).body).toContain('Convention inventée de 2025')
  expect((await world.ledger.events.list({ action: 'convention-importee' })).map(({ detail }) => detail)).toEqual([
    { convention: '2025', version: 2 },
    { convention: '2025', version: 1 },
  ])
})

test('import: a PDF is read as its text is; one without any action, and a form without anything, are said', async () => {
  const blocks = text.split('\n').map((line): Block => ({ kind: 'text', text: line.trim() || ' ' }))
  const file = async (lines: Block[], name: string) =>
    new File([new Uint8Array(await bilanPdf(lines, [], '2024-11-20'))], name)
  await manager.get('/conventions')
  const read = await manager.submit('/conventions/lire', { fichier: await file(blocks, 'convention.pdf') })
  // Lines of the text have other numbers in a file that is cut into pages.
  const plain = (yaml: unknown) =>
    spaced(String(yaml).replace(/ #.*$|\(ligne \d+\)|Ligne \d+/gm, '')).replaceAll("'", '’')
  expect(plain(read.$('textarea[name="yaml"]').val())).toBe(plain(proposed))

  await manager.get('/conventions')
  const other = await manager.submit('/conventions/lire', { fichier: await file([], 'autre.pdf') })
  expect(spaced(other.text)).toMatch(/0 fiche lue.*Aucune fiche action/)
  await manager.get('/conventions')
  const empty = await manager.submit('/conventions/lire', { texte: ' ' })
  expect([empty.status, spaced(empty.$('#fichier-erreur').text())]).toEqual([
    422,
    'Erreur : Choisissez un fichier, ou collez le texte.',
  ])
  const image = new File([Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0])], 'photo.png')
  const unread = await manager.submit('/conventions/lire', { fichier: image })
  expect(spaced(unread.$('#fichier-erreur').text())).toContain('« photo.png » n’a pas de texte')
})

test('before it begins, the day is still read under the first', async () => {
  const page = await inWords('/rapport')
  expect(page).toContain('Ille-et-Vilaine, 2024, au 20 novembre 2024')
  expect(page).not.toContain('Aussi en vigueur')
})

test('overlap: both are in force, the day is read under the one begun last, and the other is named with its bilan', async () => {
  await on('2024-12-10')
  await manager.get('/rapport')
  await manager.submit('/rapport/figer')
  const page = await inWords('/rapport')
  expect(page).toContain('Convention inventée de 2025, au 10 décembre 2024')
  expect(page).toMatch(/Aussi en vigueur : Convention pour l’insertion[^.]*2024 ?, jusqu’au 31 décembre 2024/)
  const actions = await inWords('/rapport/actions')
  expect(actions).toContain('Vélos')
  expect(actions).not.toContain('Horizon')
  expect(await inWords('/rapport/bilan/2024')).toMatch(/Horizon[\s\S]*Total du volet 2 1 249 340 € 624 670 €/)
  expect(await inWords('/rapport/bilan/2025')).toMatch(
    /Vélos[\s\S]*Sous-total, Levée des freins, mobilité 48 000 € 24 000 €[\s\S]*Total du volet 2 460 000 € 230 000 €/,
  )
})

test('an offer answers both: under the name that its action has in each', async () => {
  await seedOffer(world.ledger, {
    source: 'adie-site',
    key: 'u1',
    name: 'UFOPEPS',
    slug: 'ufopeps',
    actions: ['8/ufopeps'],
  })
  await on('2024-12-11')
  const state = async (id: string) => {
    const { $ } = await manager.get(`/rapport/bilan/${id}`)
    const rows = $('table').first().find('tbody tr').toArray()
    return rows.map(row => $(row).text()).find(words => words.includes('UFOPEPS'))
  }
  expect(await state('2024')).toContain('référencée')
  expect(await state('2025')).toContain('référencée')
})

test('end: the first keeps its bilan, asked for until it is whole; its partners stay known', async () => {
  await on('2025-02-10')
  const page = await inWords('/rapport')
  expect(page).toContain('Convention inventée de 2025, au 10 février 2025')
  expect(page).not.toContain('Aussi en vigueur')
  expect(page).toMatch(
    /Bilan final : Convention pour l’insertion[^.]*2024 : \d+ cases sur \d+ restent à remplir ; il reste 49 jours jusqu’au 31 mars 2025/,
  )
  const bilans = await inWords('/rapport/bilan')
  expect(bilans).toMatch(/2024.*31 mars 2025.*Convention inventée de 2025.*31 mars 2026/)
  expect((await manager.get('/partenaires/adie')).title).toBe('Adie')
  expect(await inWords('/rapport/lectures')).toContain('Source adie-site Adie')

  await manager.get('/rapport/bilan/2024/remplir/fiche-8')
  await manager.submit('/rapport/bilan/2024/remplir/fiche-8', { 'depense-8-ufopeps': '49 000' })
  const told = await inWords('/rapport/bilan/2024')
  expect(told).toMatch(/UFOPEPS 100 % Féminin 49 000 € 50 000 € 25 000 € Camille gestionnaire, le 10 février 2025/)
  // Two windows on one part: what was left as it was shown takes nothing back.
  const other = await world.as('gestionnaire')
  const part = '/rapport/bilan/2024/remplir/fiche-8'
  const spent = async () =>
    (await world.ledger.bilanAnswers.list('2024')).filter(({ box }) => box === 'depense:8/ufopeps').at(-1)?.value
  await manager.get(part)
  await other.get(part)
  await other.submit(part, { 'depense-8-ufopeps': '48 000' })
  await manager.submit(part, { 'mise-en-oeuvre-8': 'Tout a été fait.' })
  expect(await spent()).toBe('48 000')
  await other.get(part)
  await other.submit(part, { 'depense-8-ufopeps': '47 000' })
  await manager.get('/rapport/bilan/2024')
  await manager.get(part)
  await other.get(part)
  await other.submit(part, { 'depense-8-ufopeps': '46 000' })
  const both = await manager.submit(part, { 'depense-8-ufopeps': '45 000' })
  expect(both.status).toBe(422)
  expect(spaced(both.text)).toContain('y a écrit « 46 000 » entre-temps')
  expect(await spent()).toBe('46 000')
  await manager.submit(part, { 'depense-8-ufopeps': '49 000' })
  expect(await spent()).toBe('49 000')
  // What is said of one year says nothing of the other.
  expect(await inWords('/rapport/bilan/2025')).not.toContain('49 000')
  await manager.get('/rapport/bilan/2024')
  await follow(manager, await manager.submit('/rapport/bilan/2024/figer'))
  expect(await inWords('/rapport/bilan/2024')).toContain('Bilans figés')
})

test('from one to the other: continued, renamed, ended and new actions, with the euros of both, which add up', async () => {
  const { $ } = await manager.get('/rapport/bilan/comparer')
  const rows = $('tbody tr')
    .toArray()
    .map(row =>
      $(row)
        .children()
        .toArray()
        .map(cell => spaced($(cell).text())),
    )
  const named = (words: string) => rows.find(row => row[0]?.startsWith(words))?.slice(2)
  expect(named('UFOPEPS')).toEqual(['continue', '25 000 €', '45 000 €', '+20 000 €'])
  expect(named('Un métier auprès des aînés (avant : PAEAD')).toEqual(['renommée', '30 000 €', '36 000 €', '+6 000 €'])
  expect(named('Horizon')).toEqual(['terminée', '27 043 €', '–', '−27 043 €'])
  expect(named('Vélos')).toEqual(['nouvelle', '–', '24 000 €', '+24 000 €'])
  const total = $('tfoot tr')
    .children()
    .toArray()
    .map(cell => spaced($(cell).text()))
  expect(total.slice(3)).toEqual(['624 670 €', '230 000 €', '−394 670 €'])
  const sum = (at: number) =>
    rows.reduce((all, row) => all + Number((row[at] ?? '').replace('−', '-').replace(/[^\d-]/g, '') || 0), 0)
  expect([3, 4, 5].map(sum)).toEqual([624_670, 230_000, -394_670])
})

test('what was frozen under the first keeps its words after it ended', async () => {
  const { $ } = await manager.get('/rapport/archives')
  const frozen = $('a[href^="/rapport/version/"]').first().attr('href') ?? ''
  expect(await inWords(frozen)).toContain('au 10 décembre 2024')
})

test('the command’s proposal, put among the files, is a convention of the configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conventions-'))
  try {
    mkdirSync(join(folder, 'conventions'))
    for (const [name, body] of [
      ['2024', readFileSync(join(config, 'conventions/2024.yaml'), 'utf8')],
      ['2025', proposedByCommand()],
    ])
      writeFileSync(join(folder, 'conventions', `${name}.yaml`), body ?? '')
    expect(loadConventions(folder).map(({ id, period }) => [id, period.end])).toEqual([
      ['2024', '2024-12-31'],
      ['2025', '2025-12-31'],
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
