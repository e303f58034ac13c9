import { deflateRawSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DECLARED_COLUMNS } from '../../src/harvest/declaration/template.ts'
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

const HEADER = DECLARED_COLUMNS.map(column => column.label)
function row(values: Record<string, string>): string[] {
  return DECLARED_COLUMNS.map(column => values[column.field] ?? '')
}
const GOOD = {
  id: '1',
  nom: 'Atelier vélo',
  description: 'Réparer son vélo ensemble.',
  structure_nom: 'Adie',
  'quand-meme': '1',
}

async function upload(browser: Browser, bytes: Uint8Array | string, name = 'offres.xlsx') {
  await browser.get('/tableur')
  return browser.submit('/tableur', { fichier: new File([Buffer.from(bytes)], name) })
}

describe('another partner’s listing', () => {
  test('does not exist, whatever is asked of it', async () => {
    const adie = await world.asPartner('adie')
    expect((await adie.get('/mes-offres')).text).toContain('Atelier Adie')
    expect((await adie.get('/mes-offres')).body).not.toContain('BGE')
    expect((await adie.get('/mes-offres/adie-site/a1')).status).toBe(200)
    for (const path of [
      '/mes-offres/bge-site/b1',
      '/mes-offres/bge-site/b1/corriger',
      '/mes-offres/bge-site/b1/retirer',
    ])
      expect((await adie.get(path)).status).toBe(404)
    const token = String((await adie.get('/mes-offres')).$('input[name="_jeton"]').val())
    for (const action of ['confirmer', 'corriger', 'retirer']) {
      const response = await adie.raw(`/mes-offres/bge-site/b1/${action}`, {
        method: 'POST',
        body: new URLSearchParams({ _jeton: token, nom: 'Pris', raison: 'x' }),
      })
      expect(response.status).toBe(404)
    }
    expect(await world.desk.ledger.statements.list({})).toEqual([])
    expect(world.asked).toEqual([])
  })

  test('no page of the gestionnaire nor of the DDETS opens, and nobody else gets a partner’s pages', async () => {
    const adie = await world.asPartner('adie')
    for (const path of [
      '/offres',
      '/offres/bge-site/b1',
      '/partenaires/bge',
      '/personnes',
      '/journal',
      '/a-traiter',
      '/plans',
      '/rapport',
      '/rapport/2026-11-24.xlsx',
      '/reglages',
      '/campagnes',
      '/demandes/x',
    ])
      expect([path, (await adie.get(path)).status]).toEqual([path, 403])
    for (const who of [await world.as('gestionnaire'), await world.as('ddets')])
      expect((await who.get('/mes-offres')).status).toBe(403)
  })

  test('the DDETS changes nothing: every address that changes something refuses it', async () => {
    const reader = await world.as('ddets')
    const token = String((await reader.get('/rapport')).$('input[name="_jeton"]').val())
    for (const path of [
      '/sources/adie-site/lancer',
      '/sources/adie-site/pause',
      '/personnes',
      '/campagnes',
      '/rapport/figer',
      '/partenaires/adie/contacts',
      '/a-traiter/x',
      '/plans/x/approuver',
    ]) {
      const response = await reader.raw(path, {
        method: 'POST',
        body: new URLSearchParams({ _jeton: token, raison: 'x' }),
      })
      expect([path, response.status]).toEqual([path, 403])
    }
    expect(world.asked).toEqual([])
  })
})

describe('what a partner types', () => {
  const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'

  test('is shown as text on every page that shows it', async () => {
    await seedOffer(world.ledger, {
      source: 'adie-site',
      key: 'x"><b>1',
      name: HOSTILE,
      slug: 'x',
      words: HOSTILE,
      service: { description: `${HOSTILE} ${HOSTILE}`, adresse: HOSTILE },
    })
    const adie = await world.asPartner('adie')
    const path = `/mes-offres/adie-site/${encodeURIComponent('x"><b>1')}`
    await adie.get(`${path}/corriger`)
    await adie.submit(`${path}/corriger`, { nom: `Nom ${HOSTILE}`, commentaire: HOSTILE, adresse: `1 ${HOSTILE}` })
    await adie.get(`${path}/retirer`)
    await adie.submit(`${path}/retirer`, { raison: HOSTILE })
    await adie.get('/declarer')
    await adie.submit('/declarer', { ...GOOD, nom: `Nouvelle ${HOSTILE}`, description: HOSTILE })
    const statements = await world.desk.ledger.statements.list({})
    expect(statements).toHaveLength(3)
    const manager = await world.as('gestionnaire')
    const encoded = encodeURIComponent('x"><b>1')
    const pages = [
      ['/mes-offres', adie],
      [path, adie],
      [`${path}/corriger`, adie],
      [`${path}/retirer`, adie],
      ['/a-traiter', manager],
      ...statements.map(statement => [`/demandes/${statement.id}`, manager] as const),
      ['/offres', manager],
      [`/offres?q=${encodeURIComponent(HOSTILE)}`, manager],
      [`/offres/adie-site/${encoded}`, manager],
      ['/partenaires/adie', manager],
      ['/journal', manager],
      ['/rapport', manager],
    ] as const
    for (const [at, browser] of pages) {
      const page = await browser.get(at)
      expect([at, page.status]).toEqual([at, 200])
      expect([at, page.$('script:not([src]), [onerror], main b').length]).toEqual([at, 0])
      expect([at, page.body.includes('<img src=x')]).toEqual([at, false])
    }
    expect((await manager.get(`/offres/adie-site/${encoded}`)).text).toContain('<script>alert(1)</script>')
  })

  test('an address that is no web address is never a link', async () => {
    await seedOffer(world.ledger, {
      source: 'adie-site',
      key: 'js',
      name: 'Lien',
      service: { lien_source: 'javascript:alert(1)' },
    })
    const manager = await world.as('gestionnaire')
    const page = await manager.get('/offres/adie-site/js')
    expect(page.$('a[href^="javascript"]').length).toBe(0)
  })

  test('a formula is refused in the form and in the spreadsheet, and made inert in the exports', async () => {
    const adie = await world.asPartner('adie')
    await adie.get('/declarer')
    const refused = await adie.submit('/declarer', { ...GOOD, nom: '=HYPERLINK("http://x")' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('formule')
    const sheet = await writeXlsx({ sheets: [{ name: 'Offres', rows: [HEADER, row({ ...GOOD, nom: '@SUM(A1)' })] }] })
    const page = await upload(adie, sheet)
    expect(page.$('table tbody th').first().text()).toBe('B2')
    expect(await world.desk.ledger.statements.list({})).toEqual([])

    await seedOffer(world.ledger, { source: 'adie-site', key: 'f', name: '=1+1', slug: 'f' })
    const reader = await world.as('ddets')
    const csv = await (await reader.raw('/rapport/2026-11-24.csv?table=parcours')).text()
    expect(csv).not.toMatch(/(^|;)"?=1\+1/m)
  })

  test('a confirmation is dated, a person’s, told to DORA, and reaches the feed', async () => {
    const adie = await world.asPartner('adie')
    await adie.get('/mes-offres')
    const done = await follow(adie, await adie.submit('/mes-offres/adie-site/a1/confirmer'))
    expect(done.$('[role="status"]').text()).toContain('DORA est prévenu')
    expect(world.asked).toEqual(['confirmer atelier-adie Alex adie <contact@adie.example>'])
    const [statement] = await world.desk.ledger.statements.list({})
    expect(statement).toMatchObject({
      state: 'accepted',
      by: 'Alex adie <contact@adie.example>',
      body: { kind: 'confirmation' },
    })
    const feed = await (await world.browser().raw('/feed/services.json?avec-dora=oui')).json()
    expect((feed as { date_maj: string }[]).map(service => service.date_maj).toSorted()).toEqual([
      '2026-11-20',
      '2026-11-24',
    ])
  })
})

describe('files', () => {
  test('more than 3 MB is refused', async () => {
    const adie = await world.asPartner('adie')
    const page = await upload(adie, new Uint8Array(3 * 1024 * 1024 + 10))
    expect(page.status).toBe(413)
  })

  test('a zip bomb is refused quickly, whatever its headers declare', async () => {
    const adie = await world.asPartner('adie')
    for (const declared of [200 * 1024 * 1024, 10]) {
      const before = process.memoryUsage().rss
      const page = await upload(adie, bomb(declared))
      expect(page.status).toBe(422)
      expect(page.text).toContain('démesuré')
      expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
    }
  })

  test.each([
    ['no file at all', '', 'Choisissez un fichier.', ''],
    ['an empty file', '', 'Ce fichier est vide. Choisissez celui où vos offres sont écrites.'],
    ['a truncated workbook', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), 'démesuré'],
    ['an old or encrypted workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), '.xls'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'est une image'],
    ['bytes of no kind', new Uint8Array([1, 0, 2, 0]), 'ni un tableur'],
    ['a text without header', 'bonjour;tout;le monde\n1;2;3\n', 'en-tête'],
  ])('%s gets a clear message', async (_, bytes, message, name = 'offres.xlsx') => {
    const adie = await world.asPartner('adie')
    const page = await upload(adie, bytes, name)
    expect(page.status).toBe(422)
    expect(page.text).toContain(message)
  })

  test('wrong cells are shown one by one, right lines are taken, sending again takes nothing twice', async () => {
    const adie = await world.asPartner('adie')
    const csv = [
      HEADER.join(';'),
      row({ ...GOOD, publics: 'Jeunes, Femmes', courriel: 'a@b.fr' }).join(';'),
      row({ ...GOOD, id: '2', nom: '', courriel: 'pas une adresse', publics: 'Jeune' }).join(';'),
      row({ ...GOOD, id: '1' }).join(';'),
    ].join('\r\n')
    const page = await upload(adie, csv, 'offres.csv')
    expect(page.status).toBe(422)
    const cells = page
      .$('table tbody tr')
      .toArray()
      .map(line =>
        page
          .$(line)
          .find('th, td')
          .toArray()
          .map(cell => page.$(cell).text()),
      )
    expect(cells.map(cell => cell[0])).toEqual(['B3', 'H3', 'T3', 'A4'])
    expect(cells[1]?.[3]).toContain('peut-être «\u00A0Jeunes\u00A0»')
    const taken = await world.desk.ledger.statements.list({})
    expect(taken).toHaveLength(1)
    expect(taken[0]?.body).toMatchObject({ kind: 'declaration', fields: { publics: 'jeunes,femmes' } })
    const again = await upload(adie, csv, 'offres.csv')
    expect(again.text).toContain('déjà connue')
    expect(await world.desk.ledger.statements.list({})).toHaveLength(1)
  })

  test('exports and dated reports cannot be made to leave their folder', async () => {
    const reader = await world.as('ddets')
    for (const path of [
      '/rapport/..%2F..%2Fetc%2Fpasswd',
      '/rapport/2026-11-24.exe',
      '/rapport/2026-11-24.csv?table=../../x',
      '/rapport/%2e%2e/x',
      '/rapport/2026-11-24.json%00.html',
      '/feed/..%2Fx',
      '/tableur/..%2Fmodele.xlsx',
    ])
      expect([path, (await reader.get(path)).status >= 400]).toEqual([path, true])
    expect((await reader.raw('/rapport/2026-11-24.json')).status).toBe(200)
  })
})

/** A workbook whose one entry unpacks to 200 MB; its header says `declared`. */
function bomb(declared: number): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(200 * 1024 * 1024))
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(declared, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(declared, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, central, name, end])
}
