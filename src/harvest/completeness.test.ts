import { describe, expect, test } from 'vitest'
import { harvestText } from '../../test/harvest/testing.ts'

const csv = { kind: 'csv', key: 'id' }
const json = { kind: 'json', key: 'id' }
const grist = { kind: 'grist', key: 'Code' }
const block = (text: string) => `<script type="application/ld+json">${text}</script>`
const course = (name: string) => `{"@context":"https://schema.org","@type":"Course","name":"${name}"}`
const line = (fields: object, id = 1) => ({ id, fields })

describe('what takes nothing away: complete', () => {
  test.each([
    ['the same row twice', csv, 'id;nom\n1;Un\n2;Deux\n2;Deux\n'],
    ['empty rows', csv, 'id;nom\n1;Un\n;\n2;Deux\n\n;;\n'],
    ['a row of boxes left unticked', csv, 'id;nom;publie;places\n1;Un;TRUE;3\n2;Deux;TRUE;4\n;;FALSE;0\n'],
    ['the same element twice', json, JSON.stringify([{ id: 1 }, { id: 2 }, { id: 2 }])],
    ['an empty object', json, JSON.stringify([{ id: 1 }, {}, { id: 2, nom: null }])],
    [
      'an empty Grist line',
      grist,
      JSON.stringify({
        records: [
          line({ Code: 'a' }),
          line({ Code: 'b' }),
          line({ Code: '', Nom: '', Le: null, Vu: false, Places: 0 }),
        ],
      }),
    ],
    [
      'an empty Grist line, keyed by its number',
      { kind: 'grist' },
      JSON.stringify({ records: [line({ Nom: 'a' }), line({ Nom: 'b' }, 2), line({ Nom: '' }, 3)] }),
    ],
    [
      'JSON-LD in comments or CDATA',
      { kind: 'json-ld' },
      block(`/*<![CDATA[*/${course('A')}/*]]>*/`) + block(`//<![CDATA[\n${course('B')}\n//]]>`),
    ],
    ['JSON-LD closed by a semicolon', { kind: 'json-ld' }, block(`${course('A')};`) + block(`<!-- ${course('B')} -->`)],
  ])('%s', async (_, harvest, text) => {
    const { offers, outcome } = await harvestText(harvest, text)
    expect(offers).toHaveLength(2)
    expect(outcome.state).toBe('complete')
  })

  test('pages asked for by rank end with the refusal of the one after the last', async () => {
    const pages = { '/offres?page=1': '{"results":[{"id":1}]}', '/offres?page=2': '{"results":[{"id":2}]}' }
    const harvest = { ...json, items: 'results', page: { parameter: 'page' } }
    const { offers, outcome } = await harvestText(harvest, '', { pages })
    expect(offers).toHaveLength(2)
    expect(outcome.state).toBe('complete')
    const counted = { ...harvest, total: 'count' }
    const short = { '/offres?page=1': '{"count":5,"results":[{"id":1}]}' }
    expect((await harvestText(counted, '', { pages: short })).outcome).toMatchObject({
      state: 'partial',
      reasons: [{ code: 'total-non-atteint', expected: '5', received: '1' }],
    })
  })
  test('a link to a page that is not there is no end', async () => {
    const harvest = { ...json, items: 'results', next: 'next' }
    const { outcome } = await harvestText(harvest, '{"results":[{"id":1}],"next":"/offres?page=2"}')
    expect(outcome.state).toBe('partial')
  })
})

describe('what could not be read: partial, and the rest is kept', () => {
  test.each([
    [
      'a JSON-LD block with a comma too many',
      { kind: 'json-ld' },
      block(course('A')) + block(`{"@type":"Course","name":"B",}`) + block(course('C')),
    ],
    [
      'a JSON-LD block cut short',
      { kind: 'json-ld' },
      block(course('A')) + block(course('B').slice(0, -4)) + block(course('C')),
    ],
    ['a row with a cell too many', csv, 'id;nom\n1;Un\n2;Deux;trop\n3;Trois\n'],
    ['a row without identifier', csv, 'id;nom\n1;Un\n;Deux\n3;Trois\n'],
    ['other words under the same identifier', csv, 'id;nom\n1;Un\n2;Deux\n2;Autre\n'],
    ['an element without identifier', json, JSON.stringify([{ id: 1 }, { nom: 'Deux' }, { id: 3 }])],
    ['an element that is no object', json, JSON.stringify([{ id: 1 }, 'deux', { id: 3 }])],
    [
      'a Grist line without its identifier',
      grist,
      JSON.stringify({ records: [line({ Code: 'a' }), line({ Code: '', Nom: 'b' }), line({ Code: 'c' })] }),
    ],
    ['a quote never closed', csv, 'id;nom\n1;Un\n2;"Deux\n3;Trois\n'],
    [
      'a quote never closed, among many',
      csv,
      'id;nom;texte\n1;Un;"a ""b"" c"\n2;"Deux;x\n3;Trois;"une ligne\net une autre"\n',
    ],
  ])('%s', async (_, harvest, text) => {
    const { offers, outcome } = await harvestText(harvest, text)
    expect(offers).toHaveLength(2)
    expect(outcome.state).toBe('partial')
  })
})

test('whole numbers beyond 2^53 keep their digits', async () => {
  const { offers } = await harvestText(json, '[{"id":9007199254740993,"siret":12345678901234567890,"lat":48.1}]')
  expect(offers[0]?.key).toBe('9007199254740993')
  expect(offers[0]?.fields.siret?.[0]?.words).toBe('12345678901234567890')
  expect(offers[0]?.fields.lat?.[0]?.words).toBe('48.1')
})

describe('a file of another form is named, with what to do', () => {
  const ole = (name: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(name, 'utf16le')])
  test.each([
    ['xlsx', ole('Workbook'), /\.xls\b.*enregistrez-le en \.xlsx/],
    ['csv', ole('Workbook'), /\.xls\b.*enregistrez-le en \.xlsx/],
    ['xlsx', ole('WordDocument'), /\.doc\b.*\.docx/],
    ['xlsx', ole('EncryptedPackage'), /mot de passe.*sans mot de passe/],
    [
      'ods',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      /Excel de 2003.*enregistrez-le/,
    ],
    ['xlsx', '<table><tr><td>id</td></tr></table>', /une page web/],
    ['csv', 'PK\u0003\u0004xyz', /ZIP/],
    ['csv', '<!doctype html><title>Connexion</title>', /une page web/],
    ['json', '{\\rtf1 bonjour}', /RTF/],
  ])('%s', async (kind, body, message) => {
    const { outcome } = await harvestText({ kind, key: 'id' }, body)
    expect(outcome).toMatchObject({ state: 'drifted', expectations: [{ message: expect.stringMatching(message) }] })
  })
})
