import { strToU8, zipSync } from 'fflate'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { harvestText } from '../../test/harvest/testing.ts'
import { formOf, noSpreadsheet } from './forms.ts'

const PDF = '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n<html><h1>Vélo</h1></html>'
const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map(name => [name, strToU8('x')])))
const DOCX = zip('[Content_Types].xml', 'word/document.xml')
const SHEET = { sheets: [{ name: 'A', rows: [['Nom'], ['Vélo']] }] }

test('what a ZIP is, by its parts', async () => {
  const open = (type: string) =>
    zipSync({ mimetype: [strToU8(`application/vnd.oasis.opendocument.${type}`), { level: 0 }] })
  const forms = [
    DOCX,
    // A Word document that holds a workbook.
    zipSync({ 'word/a.xlsx': [zip('xl/workbook.xml'), { level: 0 }], 'word/document.xml': strToU8('x') }),
    await writeXlsx(SHEET),
    await writeOds(SHEET),
    zip('[Content_Types].xml', 'xl/workbook.bin'),
    zip('ppt/presentation.xml'),
    zip('Index/Document.iwa'),
    open('text'),
    open('presentation'),
    zip('offres.csv'),
    zip('[Content_Types].xml', 'xl/feuilles.xml'),
    DOCX.subarray(0, 40),
  ].map(body => formOf({ body }))
  expect(forms).toEqual([
    'un document Word (.docx)',
    'un document Word (.docx)',
    'un tableur (.xlsx)',
    'un tableur (.ods)',
    'un classeur Excel binaire (.xlsb)',
    'un diaporama (.pptx)',
    'un fichier Numbers ou Pages',
    'un document LibreOffice (.odt)',
    'un diaporama (.odp)',
    'une archive ZIP',
    'un fichier ZIP (tableur ou document Word)',
    'un fichier ZIP (tableur ou document Word)',
  ])
})

test.each<[string, Uint8Array, RegExp | null]>([
  ['an archive', zip('offres.csv'), /^Ce fichier est une archive ZIP\. Ouvrez-la, et choisissez le tableur/],
  ['a Word document', DOCX, /^Ce fichier est un document Word \(\.docx\), pas un tableur\. Formes acceptées/],
  ['a binary workbook', zip('xl/workbook.bin'), /Excel binaire \(\.xlsb\)\. Enregistrez-le en \.xlsx/],
  ['a workbook', zip('xl/workbook.xml'), null],
])('%s given for a spreadsheet', (_, body, said) => {
  if (said === null) expect(noSpreadsheet(body)).toBeNull()
  else expect(noSpreadsheet(body)).toMatch(said)
})

test.each<[harvest: { kind: string; [name: string]: unknown }, body: string | Uint8Array, seen: string]>([
  [{ kind: 'html', fields: { texte: 'body' } }, PDF, 'un fichier PDF'],
  [{ kind: 'html', fields: { texte: 'body' } }, DOCX, 'un document Word (.docx)'],
  [{ kind: 'html', fields: { texte: 'body' } }, '', 'un fichier vide'],
  [{ kind: 'html', list: { items: 'a', link: '.' }, fields: { texte: 'body' } }, PDF, 'un fichier PDF'],
  [{ kind: 'json-ld' }, PDF, 'un fichier PDF'],
  [{ kind: 'xml', root: 'a', item: 'b', key: 'c' }, PDF, 'un fichier PDF'],
  [{ kind: 'rss', recent: false }, '{"a":1}', 'un fichier JSON'],
  [{ kind: 'json', key: 'id' }, PDF, 'un fichier PDF'],
  [{ kind: 'csv', key: 'id' }, DOCX, 'un document Word (.docx)'],
  [{ kind: 'ical' }, PDF, 'un fichier PDF'],
  [{ kind: 'xlsx', key: 'id' }, DOCX, 'un document Word (.docx)'],
  [{ kind: 'docx', fields: { nom: 'h1' } }, zip('xl/workbook.xml'), 'un tableur (.xlsx)'],
  [{ kind: 'pdf', fields: { nom: 'x' } }, DOCX, 'un document Word (.docx)'],
])('%j: a file of another form is named, and is no empty list', async (harvest, body, seen) => {
  const { offers, rejections, outcome } = await harvestText(harvest, body, { known: 0 })
  expect([offers, rejections]).toEqual([[], []])
  expect(outcome).toMatchObject({ state: 'drifted', expectations: [{ name: 'forme-du-document', seen }] })
  if (outcome.state === 'drifted') expect(outcome.expectations[0]?.message).toContain(seen)
})

test('an offer whose link leads to a PDF waits, and it is said; the others are read', async () => {
  const list = '<a href="/a.pdf">A</a><a href="/b">B</a>'
  const harvest = { kind: 'html', list: { items: 'a', link: '.' }, fields: { nom: 'h1', texte: 'body' } }
  const { offers, rejections, outcome } = await harvestText(harvest, list, {
    pages: { '/a.pdf': PDF, '/b': '<h1>B</h1>' },
  })
  expect(offers.map(({ key }) => key)).toEqual(['b'])
  expect(rejections).toMatchObject([
    {
      code: 'document-inattendu',
      key: 'a-pdf',
      whose: 'partenaire',
      message: expect.stringMatching(/mène à un fichier PDF/),
    },
  ])
  expect(outcome.state).toBe('partial')
})
