import { afterEach, beforeEach, expect, test } from 'vitest'
import { follow } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
  for (const name of ['Préfecture', 'Emploi'])
    await world.access.invite({ email: `${name}@ddets.example`, name: `Dominique ${name}`, role: 'ddets' }, 'test', {
      mail: false,
    })
})
afterEach(() => world.close())
const spaced = (words: string) => words.replace(/[\u00A0\u202F]/gu, ' ')
const letters = () => world.outbox.list().filter(({ subject }) => subject.startsWith('Offre d’insertion'))

test('before it leaves: to whom, from whom, under which subject, and the very words', async () => {
  const manager = await world.as('gestionnaire')
  const { $, text } = await manager.get('/rapport/envoyer')
  expect(text).toMatch(/Dominique Emploi \(\S+@ddets\.example\), Dominique Préfecture \(\S+@ddets\.example\)/)
  expect(text).toContain('Camille gestionnaire')
  expect(spaced(text)).toContain('Offre d’insertion dans DORA, Ille-et-Vilaine, au 24 novembre 2026')
  const words = spaced(String($('textarea[name="texte"]').val()))
  expect(words).toMatch(/^Bonjour,\n\n0 action sur 2 est référencée dans DORA\./)
  expect(words).toMatch(/Camille gestionnaire$/)
  expect(letters()).toEqual([])
})

test('sent to everybody of the DDETS with the address of the frozen report; a copy is kept, that the journal has too', async () => {
  const manager = await world.as('gestionnaire')
  await manager.get('/rapport/envoyer')
  const page = await follow(manager, await manager.submit('/rapport/envoyer', { texte: 'Madame, Monsieur,\nvoici.' }))
  expect(spaced(page.$('body').text())).toContain('2 lettres envoyées. La copie est gardée.')
  expect(letters().map(({ to }) => to.toLowerCase())).toEqual(['préfecture@ddets.example', 'emploi@ddets.example'])
  const [letter] = letters()
  expect(letter?.text).toMatch(/^Madame, Monsieur,\nvoici\.\n\nhttp:\/\/127\.0\.0\.1\/rapport\/version\/\S+\n/)
  expect(letter?.sender).toMatch(/^Claire Martin/)
  const copy = page.$('details').first()
  expect(copy.text()).toContain('Madame, Monsieur,')
  const version = copy.find('a').attr('href') ?? ''
  expect(letter?.text).toContain(version)

  // Pressed again from the page of before, it does not leave again; with other words, it does.
  await manager.get('/rapport/envoyer')
  const again = await manager.submit('/rapport/envoyer', { texte: 'Madame, Monsieur,\nvoici.' })
  expect([again.status, spaced(again.$('#texte-erreur').text())]).toEqual([422, expect.stringContaining('déjà partie')])
  expect(letters()).toHaveLength(2)

  // Who gets it opens it without asking anybody.
  const reader = await world.as('ddets')
  expect((await reader.get(version)).status).toBe(200)
  expect(await world.ledger.events.list({ action: 'rapport-envoye' })).toMatchObject([
    {
      detail: {
        to: ['Dominique Emploi', 'Dominique Préfecture'],
        text: letter?.text.split('\n\n-- ')[0]?.concat('\n'),
      },
    },
  ])
})

test('pressed again while it leaves, it leaves once', async () => {
  const manager = await world.as('gestionnaire')
  await manager.get('/rapport/envoyer')
  const { mailer } = world.desk
  const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow = async (mail: Parameters<typeof mailer.send>[0]) => {
    begun.resolve()
    await gate.promise
    return mailer.send(mail)
  }
  world.desk.mailer = { send: slow }
  const press = () => manager.submit('/rapport/envoyer', { texte: 'Voici.' })
  const first = press()
  await begun.promise
  const again = await press()
  expect([again.status, spaced(again.$('#texte-erreur').text())]).toEqual([422, expect.stringContaining('elle part')])
  gate.resolve()
  expect((await first).status).toBe(303)
  expect(letters()).toHaveLength(2)
})

test('an empty letter, a mail server that takes none, and nobody to write to: said, what was typed is kept, nothing is told as sent', async () => {
  const manager = await world.as('gestionnaire')
  await manager.get('/rapport/envoyer')
  const empty = await manager.submit('/rapport/envoyer', { texte: '  ' })
  expect([empty.status, empty.text]).toEqual([422, expect.stringMatching(/elle est vide/)])
  world.desk.mailer = { send: () => Promise.reject(new Error('550')) }
  const away = await manager.submit('/rapport/envoyer', { texte: 'Des mots que personne ne veut retaper.' })
  expect(away.status).toBe(422)
  expect(spaced(away.text)).toContain('le serveur de courriels ne l’a prise pour personne')
  expect(away.$('textarea').val()).toBe('Des mots que personne ne veut retaper.')
  expect(await world.ledger.events.list({ action: 'rapport-envoye' })).toEqual([])
  for (const person of await world.ledger.people.people())
    if (person.role === 'ddets') await world.ledger.people.setDisabled(person.id, true)
  expect((await manager.get('/rapport/envoyer')).text).toContain('Personne de la DDETS n’a d’accès')
})

test('one address that refuses stops nobody else, and is said', async () => {
  const manager = await world.as('gestionnaire')
  await manager.get('/rapport/envoyer')
  const { mailer } = world.desk
  world.desk.mailer = {
    send: mail =>
      mail.to.startsWith('Emploi') || mail.to.startsWith('emploi')
        ? Promise.reject(new Error('550'))
        : mailer.send(mail),
  }
  const page = await follow(manager, await manager.submit('/rapport/envoyer', { texte: 'Voici.' }))
  expect(spaced(page.$('body').text())).toContain('1 lettre envoyée ; refusées pour Dominique Emploi.')
  expect(letters()).toHaveLength(1)
  // Sent again, it goes to whoever has not got it.
  world.desk.mailer = mailer
  await manager.get('/rapport/envoyer')
  await manager.submit('/rapport/envoyer', { texte: 'Voici.' })
  expect(letters().map(({ to }) => to.toLowerCase())).toEqual(['emploi@ddets.example', 'préfecture@ddets.example'])
})

test('only the gestionnaire sends', async () => {
  const reader = await world.as('ddets')
  expect((await reader.get('/rapport/envoyer')).status).toBe(403)
  expect(letters()).toEqual([])
})
