import { expect, test } from 'vitest'
import { lazyText } from '../harvest/lazy-text.ts'
import { lexiconOf } from '../normalise/lexicon.ts'
import { foundAt } from './look.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const ADDRESS = 'https://asso.example/offres'

function look(documents: Record<string, Uint8Array>) {
  const get = async (address: string) => {
    const body = documents[address]
    if (body === undefined) throw new Error('no such page')
    const fetchedAt = '2026-11-28T09:00:00Z'
    return lazyText({ hash: 'h', address, status: 200, headers: {}, body, unchanged: false, fetchedAt })
  }
  const stream = async () => Promise.reject(new Error('not asked'))
  return foundAt(ADDRESS, { fetcher: { get, stream }, lexicon: lexiconOf({}) })
}

test.each([
  ['nothing', bytes(''), /répond un fichier vide, alors qu’on attend une page web/],
  ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), /\.xls.*enregistrez-le en \.xlsx/],
  ['a workbook cut short', bytes('PK\u0003\u0004…'), /Le tableur ne s’ouvre pas/],
])('%s is no page of one offer: it is told in French', async (_, body, expected) => {
  await expect(look({ [ADDRESS]: body })).rejects.toThrow(expected)
})

test.each([
  ['blank', '<!doctype html><html><body></body></html>'],
  ['of frames', '<html><frameset><frame src="menu.html"><frame src="texte.html"></frameset></html>'],
])('a page that is %s holds no offer', async (_, page) => {
  const { units, notOffers } = await look({ [ADDRESS]: bytes(page) })
  expect([units, notOffers]).toEqual([[], [{ words: ADDRESS, because: expect.stringContaining('sans titre') }]])
})

test.each([
  ['written as XML', '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'],
  ['after a remark', '<!-- thème 2026 -->'],
])('a page %s is a page', async (_, before) => {
  const page = `${before}<html><body><h1>Atelier vélo</h1><p>Le mardi de 9 h à 11 h.</p></body></html>`
  expect((await look({ [ADDRESS]: bytes(page) })).units.map(({ title }) => title)).toEqual(['Atelier vélo'])
})

test('an article nested beyond reason is an offer without its text', async () => {
  const api = 'https://asso.example/wp-json/'
  const items = [
    { id: 1, title: { rendered: 'Vélo' }, content: { rendered: `${'<div>'.repeat(9000)}a` } },
    { id: 2, title: { rendered: 'Couture' }, content: { rendered: '<p>Le mardi de 9 h à 11 h.</p>' } },
  ]
  const { units } = await look({
    [ADDRESS]: bytes(`<html><head><link rel="https://api.w.org/" href="${api}"></head><body></body></html>`),
    [`${api}wp/v2/types`]: bytes('{"offre":{"slug":"offre","rest_base":"offres","has_archive":true}}'),
    [`${api}wp/v2/offres?_embed&per_page=100`]: bytes(JSON.stringify(items)),
  })
  expect(units.map(({ title, lines }) => [title, lines.length])).toEqual([
    ['Vélo', 0],
    ['Couture', 1],
  ])
})

test.each([
  [
    'tasks',
    ['BEGIN:VTODO', 'SUMMARY:Atelier CV', 'END:VTODO'],
    'n’a que des tâches, et aucun événement : au partenaire',
  ],
  ['nothing', [], 'ce calendrier est vide'],
])('a calendar of %s says so', async (_, inside, message) => {
  const calendar = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...inside, 'END:VCALENDAR', ''].join('\r\n')
  expect((await look({ [ADDRESS]: bytes(calendar) })).found.replaceAll('\u00A0', ' ')).toContain(message)
})

test('JSON that its server spoilt is said to be so, and not to be cut', async () => {
  const body = '[{"id":1,"tel":<br />\n<b>Warning</b>:  Undefined key in <b>/x/api.php</b> on line <b>12</b><br />\n}]'
  expect((await look({ [ADDRESS]: bytes(body) })).found).toContain('à qui tient le site de corriger')
})

test('a title over links to files names no offer: the files are told', async () => {
  const page =
    '<!doctype html><html><body><main><h1>Nos plaquettes</h1><ul><li><a href="/a.pdf">Chantier</a></li><li><a href="/b.pdf">Mobilité</a></li></ul></main></body></html>'
  const { units, unread } = await look({ [ADDRESS]: bytes(page) })
  expect([units, unread?.map(({ code, whose }) => [code, whose])]).toEqual([[], [['fichiers-non-lus', 'partenaire']]])
})
