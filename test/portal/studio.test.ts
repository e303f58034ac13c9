import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import type { App } from '../../src/app/app.ts'
import { defineJobs } from '../../src/app/define-jobs.ts'
import { openApp } from '../../src/app/open-app.ts'
import { type OpenPortal, openPortal } from '../../src/app/open-portal.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { readSettings } from '../../src/config/settings.ts'
import { inProcessRunner } from '../../src/queue/in-process.ts'
import { type Browser, browse, follow, type Page } from './browser.ts'

const settings = (folder: string) =>
  readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, PORT: '0', TEACH_LOCAL: 'oui' })
let folder: string
let app: App
let portal: OpenPortal
let runner: ReturnType<typeof inProcessRunner>
let site: Server
let address: string
let pages: Record<string, string>

const fiche = (name: string, when: string) =>
  `<section><h3>${name}</h3><p>Une heure et demie pour reprendre confiance, avec des bénévoles, dans une salle claire.</p><dl><dt>À qui s’adresse cet atelier ?</dt><dd>Demandeurs d’emploi et bénéficiaires du RSA</dd><dt>Horaires</dt><dd>${when}</dd><dt>Lieu</dt><dd>4 rue des Exemples, 35000 Rennes</dd><dt>Tarif</dt><dd>Gratuit</dd><dt>Inscription</dt><dd>Téléphonez au 02 99 00 11 22</dd></dl></section>`
const listing = `<!doctype html><html lang="fr"><title>Nos ateliers</title><body><main><h1>Nos ateliers de la semaine</h1>${fiche('Atelier prise de parole', 'le mardi de 14 h à 15 h 30')}${fiche('Atelier écriture', 'le jeudi de 9 h 30 à 11 h')}</main></body></html>`

beforeAll(async () => {
  pages = { '/ateliers': listing, '/robots.txt': 'User-agent: *\nAllow: /\n' }
  site = createServer((request, response) => {
    const body = pages[request.url ?? '']
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': request.url === '/robots.txt' ? 'text/plain' : 'text/html; charset=utf-8',
    })
    response.end(body ?? '<h1>404</h1>')
  })
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/ateliers`
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-studio-'))
  app = await openApp(settings(folder))
  runner = inProcessRunner({ newId: app.newId, log: app.log })
  defineJobs(runner, app)
  portal = await openPortal(app, { runner, url: () => 'http://127.0.0.1' })
}, 120_000)
afterAll(async () => {
  await runner.close()
  await portal.close()
  await app.close()
  await new Promise(resolve => site.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

async function manager(): Promise<Browser> {
  const [link] = await portal.demoLinks()
  const visitor = browse(portal.app)
  const path = new URL(link?.url ?? '').pathname
  await visitor.get(path)
  await follow(visitor, await visitor.submit(path))
  return visitor
}
const ADD = '/sources/ajouter'
async function look(visitor: Browser, at: string): Promise<Page> {
  await visitor.get(ADD)
  return visitor.submit(`${ADD}/page`, { pour: 'apase 5/accompagnement', adresse: at })
}
const plain = (text: string) => text.replaceAll(/\u00A0|\u202F/g, ' ')

test('«Regarder cette page» pressed twice looks once, and both presses lead to the same lesson', async () => {
  const visitor = await manager()
  const form = await visitor.get(ADD)
  expect(plain(form.text)).toContain('Appuyez une fois')
  // «www.exemple.fr» is understood: a browser must not refuse it before it is sent.
  expect(form.$('[name=adresse]').attr('type')).toBe('text')
  const answers = { pour: 'apase 5/accompagnement', adresse: address }
  const [first, second] = await Promise.all([
    visitor.submit(`${ADD}/page`, answers),
    visitor.submit(`${ADD}/page`, answers),
  ])
  expect([first.status, second.status]).toEqual([303, 303])
  expect(first.location).toMatch(/^\/sources\/apprendre\//)
  expect(second.location).toBe(first.location)
})

test('a file or a table that cannot be looked at: said beside it, in its form, and what was pasted is kept', async () => {
  const visitor = await manager()
  await visitor.get(ADD)
  const nobody = await visitor.submit(`${ADD}/fichier`, { colle: 'Nom\tHoraires\nAtelier\tmardi' })
  expect(nobody.$('#erreurs a').attr('href')).toBe('#pour-fichier')
  expect([nobody.$('#pour-fichier-erreur').length, nobody.$('#pour-erreur').length]).toEqual([1, 0])
  expect(nobody.$('#colle').val()).toBe('Nom\tHoraires\nAtelier\tmardi')
  const given = async (bytes: number[], name: string) => {
    const fichier = new File([Uint8Array.from(bytes)], name)
    const page = await visitor.submit(`${ADD}/fichier`, { pour: 'apase 5/accompagnement', fichier })
    return [page.status, plain(page.$('#fichier-erreur').text())]
  }
  expect(await given([], 'vide.xlsx')).toEqual([422, 'Erreur : « vide.xlsx » est vide.'])
  const image = await given([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'offres.csv')
  expect(image).toEqual([422, expect.stringMatching(/^Erreur : « offres\.csv » est une image, alors qu’on attend/)])
})

test('two answers at once: both are in the lesson; to the same question, the second person is told', async () => {
  const visitor = await manager()
  const other = await manager()
  const lesson = (await look(visitor, address)).location ?? ''
  const typed = (champ: string, word: string) => ({
    choix: 'constante',
    champ,
    offre: '1',
    [champ]: word,
    pour: 'tous',
  })
  const both = async (one: Record<string, string>, two: Record<string, string>) => {
    await visitor.get(`${lesson}?offre=1&champ=${one.champ}`)
    await other.get(`${lesson}?offre=1&champ=${two.champ}`)
    // Both have read the lesson before either writes.
    const { lessons } = app.ledger
    const read = lessons.read
    const met = Promise.withResolvers<void>()
    let readers = 0
    const spy = vi.spyOn(lessons, 'read').mockImplementation(async id => {
      const kept = await read(id)
      readers += 1
      if (readers === 2) met.resolve()
      await met.promise
      return kept
    })
    const sent = await Promise.all([visitor.submit(`${lesson}/choisir`, one), other.submit(`${lesson}/choisir`, two)])
    spy.mockRestore()
    expect(sent.map(({ status }) => status)).toEqual([303, 303])
    return [await follow(visitor, sent[0]), await follow(other, sent[1])].map(page => page.text)
  }
  await both(typed('conditions_acces', 'Savoir lire'), typed('frais_precisions', 'Douze euros'))
  const page = (await visitor.get(lesson)).text
  expect(page).toContain('Savoir lire')
  expect(page).toContain('Douze euros')

  const answers = await both(typed('conditions_acces', 'Savoir nager'), typed('conditions_acces', 'Savoir compter'))
  expect(answers.filter(text => text.includes('vient de répondre à la même question'))).toHaveLength(1)
})

test('a page, from «Ajouter» to a public service: looked at, one answer typed, undone and done again, simulated, approved', async () => {
  const visitor = await manager()
  const sent = await look(visitor, address)
  expect(sent.status).toBe(303)
  const lesson = sent.location ?? ''
  const proposal = await visitor.get(lesson)
  expect(plain(proposal.text)).toContain('2 offres, dans des blocs de cette page')
  expect(plain(proposal.text)).toContain('2 sont publiables dès maintenant')
  expect(plain(proposal.text)).toContain('Mardi 14 h-15 h 30')
  const frame = await visitor.raw(`${lesson}/page?offre=1`)
  expect(frame.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox allow-same-origin/)
  expect(await frame.text()).toContain('class="hit"')
  // One answer typed for one offer, then taken back, and done again.
  await visitor.get(`${lesson}?offre=2&champ=conditions_acces`)
  await visitor.submit(`${lesson}/choisir`, {
    choix: 'constante',
    champ: 'conditions_acces',
    offre: '2',
    conditions_acces: 'Savoir lire',
    pour: 'une',
  })
  expect((await visitor.get(`${lesson}?offre=2`)).text).toContain('Savoir lire')
  await visitor.submit(`${lesson}/annuler`)
  expect((await visitor.get(`${lesson}?offre=2`)).text).not.toContain('Savoir lire')
  // A phrase that cannot be read is said at once, and stays in its field.
  for (const [champ, texte, expected] of [
    ['periode', 'du 30/06/2027 au 01/01/2027', 'une période dont le début précède la fin'],
    ['duree', 'de temps en temps', 'attendu'],
  ] as const) {
    await visitor.get(`${lesson}?offre=2&champ=${champ}`)
    const refused = await visitor.submit(`${lesson}/choisir`, {
      choix: 'constante',
      champ,
      offre: '2',
      texte,
      pour: 'toutes',
    })
    const kept = [refused.$('#texte').val(), refused.$('[name=pour]:checked').val()]
    expect([refused.status, ...kept]).toEqual([422, texte, 'toutes'])
    expect(plain(refused.$('#texte-erreur').text())).toContain(expected)
  }
  await visitor.submit(`${lesson}/refaire`)
  // Its button takes long: the page says so beforehand, and once it is pressed; pressed twice, it keeps once.
  const form = await visitor.get(lesson)
  const keeping = form.$(`form[action="${lesson}/garder"]`)
  expect(plain(keeping.text())).toContain('Appuyez une fois')
  expect(plain(keeping.attr('data-waiting') ?? '')).toMatch(/^Le robot relit la source et l’enregistre/)
  expect(form.$('script[src="/assets/waiting.js"]')).toHaveLength(1)
  const name = { nom_source: 'Ateliers de la semaine' }
  const [kept, again] = await Promise.all([
    visitor.submit(`${lesson}/garder`, name),
    visitor.submit(`${lesson}/garder`, name),
  ])
  expect([kept.location, again.location]).toEqual(Array(2).fill('/sources/ateliers-de-la-semaine'))
  const journal = await app.ledger.events.list({ source: 'ateliers-de-la-semaine', limit: 50 })
  expect(journal.filter(({ action }) => action === 'source-enseignee')).toHaveLength(1)
  // The back button leads to a lesson that is no more: what became of it is said.
  const gone = await visitor.get(lesson)
  expect(gone.status).toBe(404)
  expect(plain(gone.text)).toContain('Elle a été enregistrée ou abandonnée')
  expect(gone.$('main a[href="/sources"]').length).toBeGreaterThan(0)
  const [plan] = await planOf('ateliers-de-la-semaine')
  expect(plan).toMatchObject({ state: 'proposed' })
  // Known by its name at once, wherever it is told.
  expect((await visitor.get('/passages')).$('tbody tr').first().text()).toContain('Ateliers de la semaine')
  await visitor.get(`/plans/${plan?.id}`)
  await visitor.submit(`/plans/${plan?.id}/approuver`)
  await waitFor(async () => (await app.ledger.plans.head(plan?.id ?? ''))?.state === 'applied')
  const offers = await app.ledger.offers.list('ateliers-de-la-semaine')
  const links = new Map((await app.ledger.links.list('ateliers-de-la-semaine')).map(({ key, status }) => [key, status]))
  const said = offers
    .map(({ key, record }) => [record?.service.nom, links.get(key), record?.service.conditions_acces])
    .sort()
  expect(said).toEqual([
    ['Atelier prise de parole', 'PUBLISHED', null],
    ['Atelier écriture', 'PUBLISHED', 'Savoir lire'],
  ])
  // What no word says is told by why it is held: its code is no quotation of the page.
  const why = plain((await visitor.get(`/offres/ateliers-de-la-semaine/${offers[0]?.key}`)).text)
  expect(why).toContain('déduit : un lieu est donné')
  expect(why).not.toContain('en-presentiel</mark>')
}, 120_000)

test('what was said on the telephone, and noted twice, is one offer', async () => {
  const me = await manager()
  const door = '/sources/ajouter/telephone'
  const said = { nom: 'Café des mots', description: 'Un café pour parler.', personne: 'Ada', 'quand-meme': '1' }
  const noted = async () =>
    (await app.ledger.statements.list({ partner: 'bge-bretagne', state: 'accepted' })).filter(
      ({ body }) => body.kind === 'declaration',
    )
  // A partner that no convention names is no dead end: the page says where it comes from.
  expect((await me.get(ADD)).$('main a[href="/conventions"]')).toHaveLength(1)
  await me.get(`${door}?pour=bge-bretagne`)
  expect((await me.submit(door, said)).status).toBe(303)
  await me.get(`${door}?pour=bge-bretagne`)
  const again = await follow(me, await me.submit(door, said))
  expect(again.body).toContain('étaient déjà notés')
  expect(await noted()).toHaveLength(1)
  await me.get(`${door}?pour=bge-bretagne`)
  await me.submit(door, { ...said, nom: 'Café des chiffres' })
  expect(await noted()).toHaveLength(2)
})

test('internal addresses are refused, whatever they are written like', async () => {
  const visitor = await manager()
  for (const at of [
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://0x7f.1/',
    'http://192.168.1.1/x',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
  ]) {
    const answer = await look(visitor, at)
    expect([at, answer.status]).toEqual([at, 422])
    expect(answer.$('.error').text().length).toBeGreaterThan(10)
  }
}, 60_000)

test('a hostile page is shown as words; one of ten megabytes is read in part or refused, and the portal goes on', async () => {
  const visitor = await manager()
  const bad =
    '<meta http-equiv="refresh" content="0;url=https://mal.example"><style>@import url(https://mal.example/a.css);body{background:url(https://mal.example/b)}</style><script>fetch("https://mal.example/c")</script><form action="https://mal.example/d"><input name="x" autofocus onfocus="alert(1)"></form><img src="https://mal.example/e" onerror="alert(2)"><iframe src="https://mal.example/f"></iframe>'
  pages['/hostile'] = listing.replace('<main>', `${bad}<main>${bad}`)
  const lesson = (await look(visitor, address.replace('/ateliers', '/hostile'))).location ?? ''
  expect(plain((await visitor.get(lesson)).text)).toContain('2 offres')
  const frame = await visitor.raw(`${lesson}/page?offre=1`)
  const shown = await frame.text()
  expect(shown).toContain('Atelier écriture')
  expect(shown).not.toMatch(/mal\.example|<(?:script|form|input|img|iframe|meta http)|\son\w+=|url\(|@import/i)
  expect(frame.headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'none'/)
  pages['/enorme'] = `${listing}${'<p>encore du texte</p>'.repeat(500_000)}`
  expect(pages['/enorme'].length).toBeGreaterThan(10_000_000)
  const heavy = await look(visitor, address.replace('/ateliers', '/enorme'))
  expect([303, 422]).toContain(heavy.status)
  if (heavy.status === 422) expect(heavy.$('.error').text().length).toBeGreaterThan(10)
  else expect((await (await visitor.raw(`${heavy.location}/page?offre=1`)).text()).length).toBeLessThan(400_000)
  expect((await visitor.get('/sources')).status).toBe(200)
}, 60_000)

test('a page that changed its classes, its order and one label is repaired in one click; one that became something else is not', async () => {
  const visitor = await manager()
  const block = (name: string, when: string, label: string, css: string) =>
    `<div class="${css}"><h2 class="${css}-t">${name}</h2><p class="${css}-p">Deux heures pour faire ensemble, avec une animatrice et du café.</p><ul><li><b>${label} :</b> ${name === 'Café bricolage' ? 'Demandeurs d’emploi' : 'Familles'}</li><li><b>Horaires :</b> ${when}</li><li><b>Adresse :</b> 6 rue des Exemples, 35000 Rennes</li><li><b>Tarif :</b> gratuit</li><li><b>Téléphone :</b> 02 99 00 77 88</li></ul></div>`
  const bricolage = ['Café bricolage', 'le lundi de 14 h à 16 h'] as const
  const jardin = ['Jardin partagé', 'le mercredi de 9 h à 11 h'] as const
  const whole = (inside: string) => `<!doctype html><html lang="fr"><title>Saison</title><main>${inside}</main></html>`
  pages['/saison'] = whole([bricolage, jardin].map(([name, when]) => block(name, when, 'Public', 'wp-a1')).join(''))
  const lesson = (await look(visitor, address.replace('/ateliers', '/saison'))).location ?? ''
  await visitor.get(lesson)
  await visitor.submit(`${lesson}/garder`, { nom_source: 'Saison' })
  const [plan] = await planOf('saison')
  await visitor.get(`/plans/${plan?.id}`)
  await visitor.submit(`/plans/${plan?.id}/approuver`)
  await waitFor(async () => (await app.ledger.plans.head(plan?.id ?? ''))?.state === 'applied')
  const read = async () =>
    (await app.ledger.offerStates())
      .filter(({ offer }) => offer.source === 'saison')
      .map(({ offer, status, state }) => [offer.name, status, state !== 'retired'])
      .sort()
  const before = await read()
  expect(before).toEqual([
    ['Café bricolage', 'PUBLISHED', true],
    ['Jardin partagé', 'PUBLISHED', true],
  ])
  // Other classes, the other order, and «Public» is now «Ceux qui viennent».
  pages['/saison'] = whole(
    [jardin, bricolage].map(([name, when]) => block(name, when, 'Ceux qui viennent', 'x9-zz')).join(''),
  )
  await syncAll(app, { sources: ['saison'], trigger: 'test', dry: false }, silentProgress)
  expect((await app.ledger.listRuns({ source: 'saison', limit: 1 }))[0]?.outcome?.state).toBe('drifted')
  expect(await read()).toEqual(before)
  expect(plain((await visitor.get('/sources/saison')).text)).toContain('La page a changé')
  const repair = (await visitor.submit('/sources/saison/apprendre')).location ?? ''
  expect(plain((await visitor.get(repair)).text)).toContain('« Public » s’appelle maintenant « Ceux qui viennent »')
  const wanted = { 'Café bricolage': 'Demandeurs d’emploi', 'Jardin partagé': 'Familles' }
  for (const at of [1, 2]) {
    const page = await visitor.get(`${repair}?offre=${at}`)
    const name = plain(page.$('#champ-nom .lesson-value').text())
    expect(plain(page.$('#champ-publics .lesson-value').text())).toBe(wanted[name as keyof typeof wanted])
  }
  expect((await visitor.submit(`${repair}/garder`)).location).toBe('/sources/saison')
  expect(await app.ledger.taughtSources.versions('saison')).toHaveLength(2)
  // One title became a part of the text: its offer is not gone, and a person is told.
  const titled = (name: string, when: string) => block(name, when, 'Ceux qui viennent', 'x9-zz')
  const untitled = titled(...jardin)
    .replace('<h2 class="x9-zz-t">', '<p>')
    .replace('</h2>', '</p>')
  pages['/saison'] = whole(`${titled('Café lecture', 'le jeudi de 9 h à 11 h')}${titled(...bricolage)}${untitled}`)
  // What keeping it began may still be at it: then asked again.
  await waitFor(async () => {
    await syncAll(app, { sources: ['saison'], trigger: 'test', dry: false }, silentProgress)
    const [last] = await app.ledger.listRuns({ source: 'saison', limit: 1 })
    return last?.outcome?.state === 'partial' && JSON.stringify(last.outcome).includes('Jardin partagé')
  })
  // Something else stands there now.
  for (const [words, said] of [
    ['Le programme de la fête', /autre chose qu’avant|n’y sont plus/],
    ['Ce nom de domaine est à vendre', /n’est plus celle du partenaire/],
  ] as const) {
    pages['/saison'] = whole(`<h1>${words}</h1><p>Faites une offre.</p>`)
    await visitor.get('/sources/saison')
    const other = await visitor.submit('/sources/saison/apprendre')
    expect(other.location).toBe('/sources/saison')
    const told = plain((await visitor.get('/sources/saison')).text)
    expect(told).toMatch(said)
    expect(told).toContain('rien n’est retiré de DORA')
  }
  expect(await app.ledger.taughtSources.versions('saison')).toHaveLength(2)
}, 120_000)

test('an offer that one field keeps from passing still shows what was read, says which field, and hands its words over to be corrected', async () => {
  const visitor = await manager()
  const long = `Atelier ${'d’écriture et de lecture partagées '.repeat(5)}`.trim()
  pages['/long'] = listing.replace('Atelier écriture', long)
  const lesson = (await look(visitor, address.replace('/ateliers', '/long'))).location ?? ''
  const page = await visitor.get(`${lesson}?offre=2`)
  const value = (field: string) => plain(page.$(`#champ-${field} .lesson-value`).text())
  expect([value('nom'), value('publics'), value('lieu')]).toEqual([
    long,
    'Demandeurs d’emploi, Bénéficiaires des minimas sociaux',
    '4 rue des Exemples, 35000 Rennes',
  ])
  expect(plain(page.$('#champ-nom').text())).toMatch(/à corriger\s+Nom.*150 caractères/)
  expect(page.$('#champ-publics').text()).not.toContain('n’en dit rien')
  expect(page.$('.chips .bad').text()).toBe('ne passe pas')
  const editor = await visitor.get(`${lesson}?offre=2&champ=nom`)
  expect(editor.$('input[name=nom]').attr('value')).toBe(long)
  await visitor.submit(`${lesson}/choisir`, {
    choix: 'constante',
    champ: 'nom',
    offre: '2',
    nom: 'Atelier lecture',
    pour: 'une',
  })
  expect(plain((await visitor.get(lesson)).text)).toContain('2 sont publiables')
}, 60_000)

test('a file that is none of ours, and a name that a file of the configuration has, are refused with a reason', async () => {
  const visitor = await manager()
  await visitor.get(ADD)
  const wrong = await visitor.submit(`${ADD}/fichier`, {
    pour: 'apase 5/accompagnement',
    fichier: new File(['MZ'], 'virus.exe'),
  })
  expect([wrong.status, plain(wrong.$('.error').text())]).toEqual([422, expect.stringContaining('virus.exe')])
  await visitor.get(ADD)
  const csv =
    'Atelier;Public;Horaires;Tarif\nAtelier couture;familles;le mardi de 14 h à 16 h;gratuit\nAtelier cuisine;familles;le jeudi de 9 h à 11 h;gratuit\n'
  const given = await visitor.submit(`${ADD}/fichier`, {
    pour: 'apase ',
    fichier: new File([csv], 'ateliers.csv', { type: 'text/csv' }),
  })
  expect(given.status).toBe(303)
  const lesson = given.location ?? ''
  expect(plain((await visitor.get(lesson)).text)).toContain('2 offres, une par ligne')
  const long = await visitor.submit(`${lesson}/garder`, { nom_source: 'a'.repeat(121) })
  expect([long.status, plain(long.$('#nom_source-erreur').text())]).toEqual([
    422,
    'Erreur : 120 caractères au plus, 121 reçus.',
  ])
  expect([long.$('#nom_source').val(), long.$('#nom_source').attr('maxlength')]).toEqual(['a'.repeat(121), '120'])
  const clash = await visitor.submit(`${lesson}/garder`, { nom_source: 'pems' })
  expect([clash.status, plain(clash.text)]).toEqual([
    422,
    expect.stringContaining('une source est enseignée ou dans un fichier, jamais les deux'),
  ])
}, 60_000)

test('lines without words, long words and a file named with an emoji are told or read, never a broken page', async () => {
  const visitor = await manager()
  const link = `https://exemple.org/${'a'.repeat(300)}`
  pages['/etrange'] = listing.replaceAll(
    '</section>',
    `<table><tr><td></td><td>Salle bleue</td></tr></table><p>★★★</p><p>${link} en ligne</p><p><a href="/x"><img src="y"></a></p></section>`,
  )
  const lesson = (await look(visitor, address.replace('/ateliers', '/etrange'))).location ?? ''
  const editor = await visitor.get(`${lesson}?offre=1&champ=conditions_acces`)
  const labels = editor
    .$('.lines label')
    .toArray()
    .map(each => plain(editor.$(each).text()).trim())
  const odd = labels.flatMap((label, at) => (/★|https|Salle bleue|^\d+\.$/.test(label) ? [at + 1] : []))
  expect(odd.length).toBeGreaterThanOrEqual(3)
  for (const dehors of ['', '1'])
    for (const rank of odd) {
      await visitor.get(`${lesson}?offre=1&champ=conditions_acces`)
      const answer = await visitor.submit(`${lesson}/choisir`, {
        choix: 'ligne',
        champ: 'conditions_acces',
        offre: '1',
        valeur: String(rank),
        ...(dehors === '1' && { dehors }),
      })
      const label = labels[rank - 1] ?? ''
      const isEmpty = dehors === '1' && /^\d+\.$/.test(label)
      expect([label, answer.status]).toEqual([label, isEmpty ? 422 : 303])
      if (answer.status !== 303) continue
      await visitor.get(lesson)
      await visitor.submit(`${lesson}/annuler`)
    }
  const csv = 'Atelier;Public;Tarif\nCouture;familles;gratuit\n'
  await visitor.get(ADD)
  const given = await visitor.submit(`${ADD}/fichier`, {
    pour: 'apase ',
    fichier: new File([csv], `${'🎨'.repeat(80)}a.csv`, { type: 'text/csv' }),
  })
  expect(given.status).toBe(303)
  expect(plain((await visitor.get(given.location ?? '')).text)).toContain('1 offre, une par ligne')
}, 120_000)

test('a line that was left out of the offers is taken back by itself, whatever was answered since', async () => {
  const visitor = await manager()
  const lesson = (await look(visitor, address)).location ?? ''
  const fees = async () => plain((await visitor.get(lesson)).$('#champ-frais').text())
  expect(await fees()).toContain('Gratuit')
  const editor = await visitor.get(`${lesson}?offre=1&champ=frais`)
  const line = editor.$('.lines label:contains("Gratuit")').attr('for')?.replace('ligne-', '') ?? ''
  const answer = { champ: 'frais', offre: '1' }
  await visitor.submit(`${lesson}/choisir`, { ...answer, choix: 'ligne', valeur: line, dehors: '1' })
  expect(await fees()).not.toContain('Gratuit')
  await visitor.get(`${lesson}?offre=1&champ=courriel`)
  await visitor.submit(`${lesson}/choisir`, { choix: 'rien', champ: 'courriel', offre: '1' })
  const page = await visitor.get(lesson)
  expect(plain(page.$('#hors-offres ~ ul').first().text())).toContain('« Tarif »')
  expect((await visitor.submit(`${lesson}/reprendre`)).status).toBe(303)
  expect(await fees()).toContain('Gratuit')
  const after = await visitor.get(lesson)
  expect([after.$('#hors-offres').length, after.$('#champ-courriel').text()]).toEqual([
    0,
    expect.stringContaining('laissé vide'),
  ])
})

test('of two offers of one name, an answer is said to be of both, since it is', async () => {
  const visitor = await manager()
  pages['/homonymes'] = listing
    .replace('Atelier écriture', 'Atelier prise de parole')
    .replace('le mardi de 14 h à 15 h 30', 'le mardi de 14 h à 15 h 30</dd><dt>Dates</dt><dd>le 12 janvier 2027')
    .replace('</main>', `${fiche('Atelier lecture', 'le lundi de 9 h à 11 h')}</main>`)
  const lesson = (await look(visitor, address.replace('/ateliers', '/homonymes'))).location ?? ''
  const words = async (offer: number) =>
    plain((await visitor.get(`${lesson}?offre=${offer}&champ=conditions_acces`)).$('label[for=pour-une]').text())
  expect([await words(2), await words(3)]).toEqual(['les 2 offres de ce nom', 'cette offre seulement'])
  const aside = async () => {
    const { $, text } = await visitor.get(`${lesson}?offre=1`)
    return [plain($('form[action$="/ecarter"] button').text()), text.split('écartée').length - 1]
  }
  expect(await aside()).toEqual(['Ce ne sont pas des offres : écarter les 2 de ce nom', 0])
  await visitor.submit(`${lesson}/ecarter`)
  expect(await aside()).toEqual(['Reprendre les 2 offres de ce nom', 2])
  await visitor.submit(`${lesson}/ecarter`)
  // Their days tell them apart, where there are some.
  const chips = await visitor.get(lesson)
  expect(plain(chips.$('main p.notice').text())).toContain('2 offres s’appellent « Atelier prise de parole »')
  const links = chips.$('nav.chips a').toArray()
  expect(links.map(each => plain(chips.$(each).text()))).toEqual([
    '1. Atelier prise de parole, le 12 janvier 2027',
    '2. Atelier prise de parole',
    '3. Atelier lecture',
  ])
  await visitor.get(`${lesson}?offre=2&champ=conditions_acces`)
  await visitor.submit(`${lesson}/choisir`, {
    choix: 'constante',
    champ: 'conditions_acces',
    offre: '2',
    conditions_acces: 'Savoir lire',
    pour: 'une',
  })
  const said = async (offer: number) =>
    (await visitor.get(`${lesson}?offre=${offer}`)).$('#champ-conditions_acces .lesson-value').text()
  expect([await said(1), await said(2), await said(3)]).toEqual(['Savoir lire', 'Savoir lire', 'rien'])
}, 60_000)

test('who keeps a lesson begun before somebody else’s version is told, and keeps it at the second press', async () => {
  const visitor = await manager()
  pages['/deux'] = listing
  const first = (await look(visitor, address.replace('/ateliers', '/deux'))).location ?? ''
  await visitor.get(first)
  await visitor.submit(`${first}/garder`, { nom_source: 'Deux mains' })
  const open = async () => {
    await visitor.get('/sources/deux-mains')
    return (await visitor.submit('/sources/deux-mains/apprendre')).location ?? ''
  }
  const [mine, theirs] = [await open(), await open()]
  await visitor.get(theirs)
  expect((await visitor.submit(`${theirs}/garder`)).status).toBe(303)
  await visitor.get(mine)
  const told = await visitor.submit(`${mine}/garder`)
  expect([told.status, plain(told.$('#erreurs').text())]).toEqual([
    422,
    expect.stringContaining('a enregistré la version 2 de cette source'),
  ])
  expect(told.$('#erreurs a[href="#garder"]')).toHaveLength(1)
  await visitor.get(mine)
  expect((await visitor.submit(`${mine}/garder`)).location).toBe('/sources/deux-mains')
  expect(await app.ledger.taughtSources.versions('deux-mains')).toHaveLength(3)
  await waitFor(async () => (await app.ledger.listRuns({ source: 'deux-mains', limit: 1 }))[0]?.ended !== null)
}, 120_000)

test('a source of the files, from «Mal lu» to taught under its own id, and back to its file', async () => {
  await syncAll(app, { sources: ['pems'], trigger: 'test', dry: false }, silentProgress)
  const pems = () => app.sources.find(({ config }) => config.id === 'pems')
  const before = pems()
  const visitor = await manager()
  expect(plain((await visitor.get('/sources/pems')).text)).toContain('décrite dans un fichier de la configuration')
  const [first] = (await app.ledger.offerStates()).filter(({ offer }) => offer.source === 'pems')
  const misread = await visitor.get(`/offres/pems/${first?.offer.key}/mal-lu`)
  const way = misread.$('a[href*="champ=publics"]').attr('href') ?? ''
  expect(plain((await visitor.get(way)).text)).toContain('compte à la place de ce fichier')
  const sent = await visitor.submit(`${ADD}/page`, { adresse: address })
  expect(sent.location).toMatch(/offre=1&champ=publics#champ-publics$/)
  const lesson = (sent.location ?? '').split('?')[0] ?? ''
  expect(plain((await visitor.get(lesson)).text)).toContain('Mal lu : Public')
  const kept = await visitor.submit(`${lesson}/garder`)
  expect(kept.location).toBe('/sources/pems')
  // What is taught counts, alone, and waits for an agreement; what was said of the source stays.
  expect(pems()?.mapping.harvest).toMatchObject({ kind: 'lecture' })
  expect(pems()?.config).toMatchObject({ address, partner: 'apase', policy: { approval: 'approve' } })
  expect(pems()?.config).toMatchObject({ schedule: before?.config.schedule, notes: before?.config.notes })
  expect(pems()?.fingerprint).not.toBe(before?.fingerprint)
  expect(app.sources.filter(({ config }) => config.id === 'pems')).toHaveLength(1)
  const page = await visitor.get('/sources/pems')
  expect(plain(page.text)).toContain('Le fichier qui la décrit aussi n’est pas lu')
  const back = await visitor.submit('/sources/pems/retirer')
  expect(back.location).toBe('/sources/pems#lecture')
  expect(pems()).toBe(before)
  const again = await visitor.get('/sources/pems')
  expect(plain(again.text)).toContain('elle n’est pas enseignée')
  await visitor.submit('/sources/pems/version', { version: '1' })
  expect(pems()?.mapping.harvest).toMatchObject({ kind: 'lecture' })
  await waitFor(async () => (await app.ledger.listRuns({ source: 'pems', limit: 1 }))[0]?.ended !== null)
}, 60_000)

async function planOf(source: string) {
  let found = await app.ledger.plans.heads({ limit: 100 })
  await waitFor(async () => {
    found = (await app.ledger.plans.heads({ limit: 100 })).filter(each => each.source === source)
    return found.length > 0
  })
  return found
}
async function waitFor(done: () => Promise<boolean>): Promise<void> {
  await vi.waitFor(async () => expect(await done()).toBe(true), { timeout: 40_000, interval: 100 })
}

test('words that speak of a field and that nobody can read are told: the source is not said to be silent', async () => {
  const visitor = await manager()
  const little = '<h3>Vestiaire</h3><p>Gratuit</p></main>'
  pages['/muets'] = listing
    .replaceAll('le mardi de 14 h à 15 h 30', 'selon vos disponibilités')
    .replace('</main>', little)
  const lesson = await follow(visitor, await look(visitor, address.replace('/ateliers', '/muets')))
  const hours = plain(lesson.$('#champ-horaires_accueil').text())
  expect(hours).toContain(
    'la source dit « selon vos disponibilités » sous « Horaires », et le robot ne sait pas le lire',
  )
  expect(hours).not.toContain('La source n’en dit rien')
  // What tells too little may be an offer: the way to add it is beside.
  const aside = lesson.$('details').filter((_, each) => lesson.$(each).text().includes('Vestiaire'))
  const add = aside.find('a').attr('href') ?? ''
  expect((await visitor.get(add)).$('#pour option[selected], [name=pour]').first().attr('value')).toBe(
    'apase 5/accompagnement',
  )
})

test('a taught source that cannot be used is in «Ma semaine», and its page leads back to a version that holds', async () => {
  const { studio } = portal.desk
  if (studio === null) throw new Error('nothing can be taught here')
  const csv = new TextEncoder().encode('Atelier;Public;Tarif\nCouture;familles;gratuit\n')
  const file = await studio.give(csv, { name: 'a.csv', type: 'text/csv' })
  const who = { partner: 'apase', partnerName: 'APASE', action: '5/accompagnement', address: null, file }
  const source = await studio.keep((await studio.look({ ...who, name: 'Ateliers cassés' }, 'test')).id, 'test', 'Une')
  const [{ version: _, at: _at, ...first }] = (await studio.versions(source)) as [
    Awaited<ReturnType<typeof studio.versions>>[0],
  ]
  await app.ledger.taughtSources.add({ ...first, config: 'zut: 1', note: 'Abîmée' })
  await app.reloadSources()
  const visitor = await manager()
  const link = (await visitor.get('/')).$(`ol.tasks a[href="/sources/${source}"]`)
  expect(plain(link.text())).toContain('Voir la source : Ateliers cassés')
  const page = await visitor.get(`/sources/${source}`)
  expect([page.status, page.title, plain(page.text)]).toEqual([
    200,
    'Ateliers cassés',
    expect.stringContaining('Cette source n’est plus lue'),
  ])
  await follow(visitor, await visitor.submit(`/sources/${source}/version`, { version: '1' }))
  expect(plain((await visitor.get(`/sources/${source}`)).text)).not.toContain('n’est plus lue')
  const isRead = () => app.sources.some(({ config }) => config.id === source)
  expect(isRead()).toBe(true)
  // Withdrawn, its page still stands, with its versions: one of them puts it back.
  const away = await follow(visitor, await visitor.submit(`/sources/${source}/retirer`))
  expect([away.status, isRead(), plain(away.text)]).toEqual([
    200,
    false,
    expect.stringContaining('Cette source est retirée'),
  ])
  await follow(visitor, await visitor.submit(`/sources/${source}/version`, { version: '1' }))
  expect([isRead(), (await visitor.get(`/sources/${source}`)).$('#horaire').length]).toEqual([true, 1])
})
