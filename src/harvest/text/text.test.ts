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

test.each([
  [{ fields: { nom: { match: '(' } } }, /illisible/],
  [{ fields: { nom: { line: 1, match: 'x' } } }, /une seule façon/],
  [{ start: '[' }, /illisible/],
])('refused at the door: %j', (settings, message) => {
  expect(() => Settings.parse(settings)).toThrow(message)
})
