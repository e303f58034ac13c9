import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startTally } from '../tally.ts'
import { linesOf, pagedLines } from './lines.ts'
import { readText } from './read-text.ts'
import { planText, textShape } from './rules.ts'

const Settings = z.strictObject(textShape)
const origin = { document: 'd', address: 'https://x.fr/annuaire.pdf' }
const read = (lines: ReturnType<typeof linesOf>, settings: unknown) =>
  [...readText(lines, planText(Settings.parse(settings)), origin, startTally({ known: 0 }))].flatMap(one =>
    one.kind === 'offer' ? [one.offer] : [],
  )

describe('pages', () => {
  test('page numbers, repeated headers and footers are not text', () => {
    const page = (n: number) => `Annuaire 2026\nFiche ${n}\nTexte ${n}\nÉdition de mars — page ${n}\n${n}`
    const lines = pagedLines([page(1), page(2), page(3)])
    expect(lines.map(line => line.text)).toEqual(['Fiche 1', 'Texte 1', 'Fiche 2', 'Texte 2', 'Fiche 3', 'Texte 3'])
    expect(lines[2]).toMatchObject({ page: 2, line: 2 })
  })
  test('two pages only: nothing is taken for layout', () => {
    expect(pagedLines(['Titre\nUn', 'Titre\nDeux'])).toHaveLength(4)
  })
})

test('labels run to the next label, patterns and lines are found, each with its page', () => {
  const lines = pagedLines([
    'Fiche 12\nAtelier cuisine\nPublic : jeunes\nfamilles\nContact - 02 99 00 00 00',
    'Fiche 13\nAutre',
  ])
  const offers = read(lines, {
    start: '^Fiche \\d+',
    fields: { nom: { line: 2 }, publics: 'Public', telephone: { match: '0\\d(?: \\d\\d){4}' } },
    labels: ['Contact'],
  })
  expect(offers.map(offer => offer.key)).toEqual(['annuaire-pdf_fiche-12', 'annuaire-pdf_fiche-13'])
  expect(offers[0]?.fields.nom?.[0]).toMatchObject({ words: 'Atelier cuisine', origin: { where: 'page 1, ligne 2' } })
  expect(offers[0]?.fields.publics?.[0]?.words).toBe('jeunes\nfamilles')
  expect(offers[0]?.fields.telephone?.[0]?.words).toBe('02 99 00 00 00')
  expect(offers[1]?.fields.publics).toBeUndefined()
})

test('without `start` the document is one offer, its whole text kept', () => {
  const [offer] = read(linesOf('Un\nDeux'), {})
  expect(offer?.fields.texte?.[0]).toMatchObject({ words: 'Un\nDeux', origin: { where: 'ligne 1 à ligne 2' } })
})

test('a header is one line at each edge that most pages repeat; numbers alone are the page’s at an edge only', () => {
  const text = (pages: string[]) => pagedLines(pages).map(line => line.text)
  expect(text(['Guide\n\nUn\n3\nDeux\nGuide\nFin', 'Guide\nTrois\nFin', 'Quatre\nFin', 'Cinq\nFin'])).toEqual([
    ...['Guide', 'Un', '3', 'Deux', 'Guide'],
    ...['Guide', 'Trois', 'Quatre', 'Cinq'],
  ])
  expect(text(['12\nUn\n1 / 3', 'Page 2 sur 3\nDeux', '- 3 -\nTrois', ''])).toEqual(['Un', 'Deux', 'Trois'])
  expect(text(['Un\nVu page 9', 'Deux\nVu page 10', 'Trois\nVu page 11'])).toEqual(['Un', 'Deux', 'Trois'])
})

describe('labels', () => {
  const fieldsOf = (text: string, settings: unknown) =>
    Object.fromEntries(
      Object.entries(read(linesOf(text), settings)[0]?.fields ?? {}).flatMap(([name, [value]]) =>
        name === 'texte' ? [] : [[name, value?.words]],
      ),
    )
  test.each<[what: string, text: string, settings: unknown, fields: Record<string, string>]>([
    [
      'several spellings, and a label that is only a stop',
      'Publics visés : jeunes\nfamilles\nTarif : gratuit\nLieu : Redon',
      { fields: { publics: { label: ['Public', 'Publics visés'] }, lieu: { label: 'Lieu' } }, labels: ['Tarif'] },
      { publics: 'jeunes\nfamilles', lieu: 'Redon' },
    ],
    [
      'alone on its line, or before a long dash; a shorter label does not stop it',
      'PUBLIC\njeunes\nPublic – seniors',
      { fields: { publics: 'Public' } },
      { publics: 'jeunes' },
    ],
    [
      'a word that begins like a label is a text',
      'Publicité\nPublic - adultes',
      { fields: { p: 'Public' } },
      { p: 'adultes' },
    ],
    ['a dash inside a word parts nothing', 'Tarif : demi-tarif', { fields: { t: 'Tarif' } }, { t: 'demi-tarif' }],
    [
      'a label without words is looked for further down',
      'Lieu :\nPublic :\nLieu : Redon',
      { fields: { l: 'Lieu', p: 'Public' } },
      { l: 'Redon' },
    ],
    [
      'paragraphs stay apart, by one blank line',
      'Texte : un\n\n\n\ndeux\n\n',
      { fields: { t: 'Texte' } },
      { t: 'un\n\ndeux' },
    ],
    [
      'a match is its group, or the whole; a blank one is none',
      'Tél   :\nTél 02 99',
      { fields: { t: { match: 'tél(.*)' }, u: { match: '\\d\\d' } } },
      { t: ':', u: '02' },
    ],
    [
      'the n-th line counts those that hold words',
      '\nUn\n\nDeux',
      { fields: { l: { line: 2 }, m: { line: 3 } } },
      { l: 'Deux' },
    ],
  ])('%s', (_, text, settings, fields) => {
    expect(fieldsOf(text, settings)).toEqual(fields)
  })

  test('a value is at its line, with the first 40 letters of it', () => {
    const [offer] = read(linesOf(`Lieu : ${'x'.repeat(50)}`), { fields: { l: 'Lieu' } })
    expect(offer?.fields.l?.[0]?.origin.where).toBe(`ligne 1, « Lieu : ${'x'.repeat(33)} »`)
  })
})

test('an offer is called by the field that its mapping says, or else by its first line', () => {
  const keys = (text: string, settings: unknown) => read(linesOf(text), settings).map(({ key }) => key)
  const start = '^Fiche'
  expect(keys('Fiche 1\nCode : A 1\nFiche 2', { start, fields: { code: 'Code' }, key: 'code' })).toEqual([
    'a-1',
    'annuaire-pdf_fiche-2',
  ])
  expect(keys('Sommaire\nFiche 1', { start, key: 'absent' })).toEqual(['annuaire-pdf_fiche-1'])
  expect(keys('Un texte', {})).toEqual(['annuaire-pdf'])
  expect(keys(`Fiche ${'a'.repeat(90)}`, { start })).toEqual([`annuaire-pdf_fiche-${'a'.repeat(74)}`])
})

test('a text without offers, or without text, is not what was expected; fields are counted', () => {
  const outcomeOf = (text: string, settings: unknown) => {
    const tally = startTally({ known: 0 })
    const found = [...readText(linesOf(text), planText(Settings.parse(settings)), origin, tally)]
    return [found.length, tally.outcome()] as const
  }
  expect(outcomeOf('\n \n', {})).toMatchObject([
    0,
    { state: 'drifted', expectations: [{ expected: 'du texte', message: expect.stringContaining('image numérisée') }] },
  ])
  expect(outcomeOf('Un texte', { start: '^Fiche \\d' })).toMatchObject([
    0,
    { expectations: [{ expected: 'des lignes qui répondent à « ^Fiche \\d »', seen: 'rien' }] },
  ])
  expect(outcomeOf('Un texte', { start: '^Fiche' })[1]).toMatchObject({
    expectations: [{ message: `Aucune offre trouvée dans ${origin.address} : le document n’a pas la forme attendue.` }],
  })
  const fill = (settings: unknown) => outcomeOf('\nLieu : Redon', settings)[1]
  expect(fill({ fields: { l: 'Lieu', p: 'Public' } })).toMatchObject({ state: 'complete', fill: { l: 1, p: 0 } })
  expect(fill({ fields: { p: { label: 'Public', required: true } } })).toMatchObject({ state: 'drifted' })
})

test.each([
  [{ fields: { nom: { match: '(' } } }, /illisible/],
  [{ fields: { nom: { line: 1, match: 'x' } } }, /une seule façon/],
  [{ start: '[' }, /illisible/],
])('refused at the door: %j', (settings, message) => {
  expect(() => Settings.parse(settings)).toThrow(message)
})
