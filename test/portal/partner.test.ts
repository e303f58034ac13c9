import { writeOds } from 'hucre/ods'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { templateFile } from '../../src/portal/declare/template-file.ts'
import type { Browser } from './browser.ts'
import { follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
let adie: Browser
beforeEach(async () => {
  world = await openWorld()
  await seedOffer(world.ledger, {
    source: 'adie-site',
    key: 'a1',
    name: 'Atelier',
    slug: 'atelier',
    words: 'L’atelier',
  })
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a2', name: 'Pas encore' })
  adie = await world.asPartner('adie')
})
afterEach(() => world.close())

const OFFER = '/mes-offres/adie-site/a1'
async function reject(key: string, name: string, code: string, whose: 'partenaire' | 'configuration', message: string) {
  const rejection = { code, key, where: '', field: null, received: null, expected: '', message, whose }
  await world.ledger.offers.saw({
    source: 'adie-site',
    key,
    name,
    version: '2026-11-24T03:00:00.000Z',
    fingerprint: null,
    record: null,
    rejection,
    run: 'r',
  })
  const outcome = { key, name, slug: null, state: 'rejected', reason: message, rejection } as const
  await world.ledger.offers.settle('adie-site', outcome, whose)
}

describe('the list', () => {
  test('what waits for the partner comes first, with why; pages set aside on purpose are no offers of theirs', async () => {
    await reject('r1', 'Un refus', 'valeur-inconnue', 'partenaire', 'Le public n’est pas dit.')
    await reject('r2', 'Brest', 'hors-perimetre', 'configuration', 'Cette agence est hors d’Ille-et-Vilaine.')
    const page = await adie.get('/mes-offres')
    expect(
      page
        .$('ul.offers h2')
        .toArray()
        .map(each => page.$(each).text()),
    ).toEqual(['Un refus', 'Atelier', 'Pas encore'])
    expect(page.$('ul.offers > li').first().text()).toContain('Le public n’est pas dit. C’est à vous d’agir.')
    expect(page.text).toContain('3 offres connues, dont 1 publiée dans DORA')
    const aside = page.$('main details').first()
    expect(aside.text()).toMatch(/1\spage laissée de côté.*Brest.*hors d’Ille.et.Vilaine/s)
    expect(aside.find('form, a')).toHaveLength(0)
  })

  test('an offer confirmed today says so and asks no more', async () => {
    await adie.get('/mes-offres')
    const page = await follow(adie, await adie.submit(`${OFFER}/confirmer`))
    const item = page.$('ul.offers > li').first()
    expect(item.text()).toContain('Confirmée le 24\u00A0novembre 2026')
    expect(item.find('form')).toHaveLength(0)
    expect((await adie.get(OFFER)).$(`form[action="${OFFER}/confirmer"]`)).toHaveLength(0)
  })
})

describe('what the gestionnaire wrote down', () => {
  beforeEach(async () => {
    const camille = await world.as('gestionnaire')
    await camille.get('/offres/adie-site/a1/corriger')
    await camille.submit('/offres/adie-site/a1/corriger', { nom: 'Atelier neuf' })
    await adie.get(`${OFFER}/corriger`)
    await adie.submit(`${OFFER}/corriger`, { nom: 'Atelier du mardi' })
  })

  test('stands apart from what the partner asked, as what it is', async () => {
    const page = await adie.get('/mes-offres')
    const under = (title: string) =>
      page
        .$('h2')
        .filter((_, each) => page.$(each).text() === title)
        .nextUntil('h2')
        .text()
    expect(under('Vos demandes')).toMatch(/^Correction.*en attente/s)
    expect(under('Vos demandes')).not.toContain('gestionnaire')
    expect(under('Noté par le gestionnaire')).toMatch(/Correction.*Atelier.*corrigé par le gestionnaire/s)
    expect(under('Noté par le gestionnaire')).not.toContain('acceptée')
  })

  test('on the page of the offer too', async () => {
    const page = await adie.get(OFFER)
    const titles = page
      .$('h2')
      .toArray()
      .map(each => page.$(each).text())
    expect(titles).toEqual(expect.arrayContaining(['Ce que vous avez dit', 'Ce que le gestionnaire a noté']))
    // Several of one offer are told apart.
    expect(page.$('h3').text()).toMatch(/Correction.: Atelier \(Nom\), le/)
    expect(page.$('summary').text()).toMatch(/Correction.: Atelier \(Nom\), le/)
  })

  test('a withdrawal of theirs is not told as asked by the partner', async () => {
    world.clock.advance(1000)
    const { id } = await world.ledger.statements.add({
      ...{ partner: 'adie', offer: { source: 'adie-site', key: 'a1' }, title: 'Retrait : Atelier', by: 'Camille' },
      body: { kind: 'withdrawal', reason: '' },
    })
    await world.ledger.statements.decide(id, 'accepted', 'Camille', null)
    expect((await adie.get('/mes-offres')).text).toContain('Retirée par le gestionnaire, le')
    expect((await adie.get(OFFER)).text).toMatch(/Retirée par le gestionnaire.: elle n’est plus montrée/)
  })
})

describe('a last day that is past', () => {
  test('is refused of a correction, by whoever makes it', async () => {
    const camille = await world.as('gestionnaire')
    for (const [visitor, path] of [
      [adie, `${OFFER}/corriger`],
      [camille, '/offres/adie-site/a1/corriger'],
    ] as const) {
      await visitor.get(path)
      const page = await visitor.submit(path, { fin: '23/11/2026' })
      expect(page.text).toMatch(/Date de fin.: le 23.novembre.2026 est passé/)
    }
    expect(await world.ledger.statements.list()).toEqual([])
  })

  test.each([
    ['xlsx', writeXlsx, '31/12/2027', '31/12/2027'],
    ['ods', writeOds, '2027-12-31', '2027-12-31'],
    ['ods', writeOds, '', null],
    ['xlsx', writeXlsx, '01/01/2020', /Date de fin 01\/01\/2020 Date de fin.: le 1.*2020 est passé/],
    ['ods', writeOds, '23/11/2026', /Date de fin 23\/11\/2026 Date de fin.: le 23.*2026 est passé/],
    ['xlsx', writeXlsx, 'fin juin', /Date de fin fin juin Date de fin.: une date comme 31\/12\/2027/],
  ] as const)(
    'is refused of a line of the template, %s, and a right one is kept: %s %s',
    async (form, write, fin, kept) => {
      const [header = [], hints = []] = (await readXlsx(await templateFile('xlsx'))).sheets[0]?.rows ?? []
      const values: Record<string, string> = { 'Nom de la structure': 'Adie', 'Date de fin': fin }
      Object.assign(values, { Identifiant: '1', Nom: 'Atelier vélo', Description: 'Un atelier.' })
      const line = header.map(label => values[String(label)] ?? null)
      const body = await write({ sheets: [{ name: 'Offres', rows: [header, hints, line] }] })
      await adie.get('/tableur')
      const page = await adie.submit('/tableur', { fichier: new File([Buffer.from(body)], `o.${form}`) })
      const said = await world.ledger.statements.list()
      if (kept instanceof RegExp) {
        expect(page.$('table.compare tbody tr').text().replace(/\s+/g, ' ')).toMatch(kept)
        expect(said).toEqual([])
      } else expect(said.map(({ body }) => body.kind === 'declaration' && (body.fields.fin ?? null))).toEqual([kept])
    },
  )
})

describe('one offer', () => {
  test('what DORA shows otherwise comes first as three values; the rest once; where it was read in words', async () => {
    const link = await world.ledger.links.read('adie-site', 'a1')
    if (!link) throw new Error('not seeded')
    await world.ledger.links.save({ ...link, base: { ...link.base, name: 'Atelier du mardi' } })
    const page = await adie.get(OFFER)
    const cells = page.$('table.compare').first().find('tbody tr').first()
    expect(cells.find('th').text()).toContain('Nom')
    expect(
      cells
        .find('td')
        .toArray()
        .map(each => page.$(each).text()),
    ).toEqual(['Atelier', 'Atelier', 'Atelier du mardi différent'])
    expect(
      cells
        .find('td')
        .toArray()
        .map(each => page.$(each).attr('data-label')),
    ).toEqual(['Lu chez vous', 'Envoyé à DORA', 'Affiché par DORA'])
    expect(page.text).toMatch(/«\u00A0?\s?L’atelier\s?», page lue, titre de la page/)
    expect(page.body).not.toMatch(/<code>|\$\./)
  })

  test('an offer that DORA does not have yet is shown as read, without three columns of nothing', async () => {
    const page = await adie.get('/mes-offres/adie-site/a2')
    expect(page.text).toContain('Lu chez vous, pas encore envoyé à DORA')
    expect(page.$('table.compare')).toHaveLength(0)
    expect(page.text).not.toContain('rien encore')
  })

  test('one field is corrected from its own link; a mistake in a folded one opens it', async () => {
    const page = await adie.get(OFFER)
    const href = page.$('a.fix[href$="champ=telephone"]').attr('href') ?? ''
    const form = await adie.get(href)
    expect(
      form
        .$('form > .field input, form > .field textarea')
        .toArray()
        .map(each => form.$(each).attr('name')),
    ).toEqual(['telephone', 'commentaire'])
    const wrong = await adie.submit(href, { telephone: '02 99 00 00 01', courriel: 'faux' })
    expect([wrong.status, wrong.$('details[open] #courriel').attr('aria-invalid')]).toEqual([422, 'true'])
    const done = await follow(adie, await adie.submit(href, { courriel: 'contact@exemple.fr' }))
    expect(done.$('[role="status"]').text()).toContain('transmises')
    const [said] = await world.desk.ledger.statements.list({})
    expect(said?.body).toEqual({
      kind: 'correction',
      fields: { telephone: { before: '02 99 01 02 03', after: '02 99 00 00 01' } },
      comment: '',
    })
    // The form shows what was read: what was said since is told, so that nobody says it again.
    expect((await adie.get(href)).$('.notice').text()).toMatch(/^Déjà dit.*Téléphone «.02.99.00.00.01.»/)
  })

  test('a field that does not exist in the address is the whole form', async () => {
    for (const name of ['rien', '__proto__', '"><b>']) {
      const form = await adie.get(`${OFFER}/corriger?champ=${encodeURIComponent(name)}`)
      expect(form.$('#nom')).toHaveLength(1)
      expect(form.$('form[action*="champ"]')).toHaveLength(0)
    }
  })

  test('a withdrawal that was asked for is said, and not asked for again', async () => {
    await adie.get(`${OFFER}/retirer`)
    const page = await follow(adie, await adie.submit(`${OFFER}/retirer`, { raison: 'Fini en juin' }))
    expect(page.text).toContain('Vous avez demandé son retrait le 24\u00A0novembre 2026'.replace('\u00A0', ' '))
    expect(page.$(`a[href="${OFFER}/retirer"]`)).toHaveLength(0)
  })
})

describe('declaring', () => {
  test('the form opens on what is enough, the rest is folded, and opens on a mistake', async () => {
    const form = await adie.get('/declarer')
    expect(form.$('details #siret, details #conditions_acces, details #lien_source')).toHaveLength(3)
    expect(form.$('details #nom, details #telephone, details #publics, details #zone_eligibilite')).toHaveLength(0)
    expect(form.$('form > details[open]')).toHaveLength(0)
    const typed = { nom: 'Café', description: 'Un café pour parler.', siret: '123' }
    const wrong = await adie.submit('/declarer', typed)
    expect([wrong.status, wrong.$('form > details[open] #siret').attr('aria-invalid')]).toEqual([422, 'true'])
    expect(wrong.$('#nom').val()).toBe('Café')
    // What is missing is said with what is wrong, not once that is mended.
    expect(wrong.$('#erreurs a[href="#thematiques"]')).toHaveLength(1)
  })

  test('an offer whose last day is past is not passed on as if it would be seen', async () => {
    await adie.get('/declarer')
    const over = await adie.submit('/declarer', { nom: 'Café', description: 'Un café pour parler.', fin: '01/01/2020' })
    expect(over.status).toBe(422)
    expect(over.$('#erreurs a[href="#fin"]').text()).toContain('le public ne verrait pas cette offre')
    await adie.submit('/declarer', { nom: 'Café', description: 'Un café.', fin: '01/01/2020', 'quand-meme': '1' })
    expect(await world.desk.ledger.statements.list({ state: 'open' })).toEqual([])
  })

  test('a file with one wrong cell says which; the same lines twice in a file count once', async () => {
    await adie.get('/tableur')
    const csv =
      'Identifiant;Nom;Description;Nom de la structure;Courriel\n1;Atelier un;Un atelier.;Adie;\n2;Atelier deux;Un atelier.;Adie;faux\n'
    const page = await adie.submit('/tableur', { fichier: new File([csv], 'o.csv') })
    // Reading it may take long: the page says so once it is sent.
    expect(page.$('form[data-waiting] [data-waiting-note]')).toHaveLength(1)
    expect(page.$('script[src="/assets/waiting.js"]')).toHaveLength(1)
    expect(
      page
        .$('table.compare tbody tr')
        .toArray()
        .map(each => page.$(each).text().replace(/\s+/g, ' ').trim()),
    ).toEqual([expect.stringMatching(/^E3 Courriel faux .*nom@domaine\.fr/)])
    expect(page.$('[role="status"]').text()).toContain('1\u00A0offre transmise')
    await adie.get('/tableur')
    const again = await adie.submit('/tableur', { fichier: new File([csv], 'o.csv') })
    expect(again.$('[role="status"]').text()).toContain('0\u00A0offre transmise')
    expect(await world.desk.ledger.statements.list({})).toHaveLength(1)
  })

  const LINES = (name: string) => `Identifiant;Nom;Description;Nom de la structure\n1;${name};Un atelier.;Adie\n`

  test('a line that was cancelled, or replaced since, is passed on again', async () => {
    await send(LINES('Atelier un'), 'o.csv')
    const [first] = await world.desk.ledger.statements.list({})
    await adie.get('/mes-offres')
    await adie.submit(`/mes-offres/demandes/${first?.id}/annuler`)
    expect((await send(LINES('Atelier un'), 'o.csv')).said).toContain('1 offre transmise')
    expect((await send(LINES('Atelier deux'), 'o.csv')).said).toContain('1 offre transmise')
    expect((await send(LINES('Atelier un'), 'o.csv')).said).toContain('1 offre transmise')
    const open = await world.desk.ledger.statements.list({ state: 'open' })
    expect(open.map(({ title }) => title)).toEqual(['Nouvelle offre : Atelier un'])
  })

  const send = async (content: string | Uint8Array<ArrayBuffer>, name: string) => {
    await adie.get('/tableur')
    const page = await adie.submit('/tableur', { fichier: new File([content], name) })
    return {
      status: page.status,
      error: page.$('#fichier-erreur').text().replaceAll('\u00A0', ' '),
      said: page.$('.notice').text().replaceAll('\u00A0', ' '),
    }
  }

  test.each([
    ['vide.csv', '', 'Ce fichier est vide'],
    ['offres.xlsx', '%PDF-1.7 …', 'Ce fichier est un PDF, pas un tableur'],
    ['offres.csv', '<!DOCTYPE html><title>Connexion</title>', 'Ce fichier est une page web'],
    ['offres.csv', 'Toto;Titi\n1;2\n', 'Première ligne reçue : « Toto », « Titi ».'],
    ['offres.csv', 'Identifiant;Nom\n1;Atelier\n', 'Reprenez la ligne d’en-tête du modèle'],
  ])('«%s» that is no such spreadsheet is named, with what it is: %o', async (name, content, words) => {
    const { status, error } = await send(content, name)
    expect([status, error]).toEqual([422, expect.stringContaining(`« ${name} » : `)])
    expect(error).toContain(words)
  })

  test('the template sent back as it was says that nothing is passed on', async () => {
    const { said } = await send(Uint8Array.from(await templateFile('xlsx')), 'modele.xlsx')
    expect(said).toMatch(/^Rien n’est transmis : aucune ligne n’est remplie/)
  })

  test('a column that is not read, and what keeps an offer a draft, are told', async () => {
    const csv = 'Identifiant;Nom;Description;Nom de la structure;Couleur;Note\n1;Atelier un;Un atelier.;Adie;bleu;\n'
    const { said } = await send(csv, 'o.csv')
    expect(said).toContain('Colonne non lue, que le modèle n’a pas : « Couleur ».')
    expect(said).toMatch(/resterait un brouillon.*Atelier un : Type de service, Thématiques/s)
  })
})

test('«stop» stops at once, is said on every visit, and is not asked again', async () => {
  await adie.get('/arreter')
  const page = await follow(adie, await adie.submit('/arreter', { raison: 'Site refait' }))
  expect(page.text).toContain('Votre site n’est plus lu depuis le')
  expect(page.$('ul.plain').text()).toMatch(/Ne plus lire le site.*fait/s)
  expect(await world.desk.ledger.stops.standing('adie')).toMatchObject({ reason: 'Site refait' })
  expect(world.asked).toEqual(['horaire adie-site null'])
  expect((await adie.get('/arreter')).$('main form').attr('action')).toBe('/arreter/reprendre')
  expect((await (await world.asPartner('bge')).get('/mes-offres')).text).not.toContain('n’est plus lu')
})

test('of a long list, the count of a page is not said to be that of all', async () => {
  for (let at = 0; at < 101; at += 1)
    await seedOffer(world.ledger, { source: 'adie-site', key: `n${at}`, name: `Offre ${String(at).padStart(3, '0')}` })
  const adie = await world.asPartner('adie')
  const first = await adie.get('/mes-offres')
  expect(first.text).toMatch(/100 offres sur cette page, dont/)
  const next = first.$('a[href^="/mes-offres?apres="]').attr('href') ?? ''
  expect((await adie.get(next)).text).toMatch(/\d+ offres? sur cette page, dont/)
})

test('what was typed about an offer that is gone leads nobody to a missing page twice', async () => {
  const adie = await world.asPartner('adie')
  const [contact] = await world.ledger.people.contacts({ partner: 'adie' })
  const holder = { kind: 'contact' as const, id: contact?.id ?? '' }
  const page = '/mes-offres/adie-site/partie/corriger'
  await world.ledger.drafts.keep(holder, { action: page, page, fields: [['nom', 'Atelier']] })
  expect((await adie.get(page)).status).toBe(404)
  expect(await world.ledger.drafts.of(holder)).toEqual([])
})
