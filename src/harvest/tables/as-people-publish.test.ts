import { strToU8, zipSync } from 'fflate'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'

const CSV = { kind: 'csv', key: 'id', required: ['nom'] }
const words = (offers: Awaited<ReturnType<typeof harvestText>>['offers'], name: string) =>
  offers.map(({ fields }) => fields[name]?.map(value => value.words).join(' | '))

describe('text tables', () => {
  test('lines that end otherwise than the first are lines too', async () => {
    const { offers, rejections } = await harvestText(CSV, 'id;nom\r\n1;A\n2;B\r\n3;"C\nc"\n')
    expect([words(offers, 'nom'), rejections]).toEqual([['A', 'B', 'C\nc'], []])
  })

  test('a column without heading at the end is read under its letter', async () => {
    const { offers, rejections } = await harvestText(CSV, 'id;nom;\n1;A;x\n2;B;\n')
    expect([words(offers, 'colonne C'), rejections]).toEqual([['x', undefined], []])
  })

  test('a cell beyond the header is still one too many', async () => {
    const { offers, rejections } = await harvestText(CSV, 'id;nom;\n1;A;x;y\n2;B;\n')
    expect(offers.map(({ key }) => key)).toEqual(['2'])
    expect(rejections.map(({ code }) => code)).toEqual(['cellules-en-trop'])
  })

  test.each(['Total;2 offres;', 'TOTAL GÉNÉRAL;;12 places', 'Sous-total;1 250 heures;'])(
    'a line of sums is no offer: %s',
    async line => {
      const { offers } = await harvestText(CSV, `id;nom;places\n1;A;12\n${line}\n`)
      expect(offers.map(({ key }) => key)).toEqual(['1'])
    },
  )
  test.each(['Total;35 rue Haute;', 'Total;12 CV à relire;', 'Totem;2 offres;'])('%s is one', async line => {
    const { offers } = await harvestText(CSV, `id;nom;places\n1;A;12\n${line}\n`)
    expect(offers).toHaveLength(2)
  })

  test.each(['#REF!', '#N/A', '#NOM?', ' #VALEUR! ', '#DIV/0!', 'Err:502', '#####'])(
    'a cell that shows a fault says nothing, and its line waits: %s',
    async fault => {
      const { offers, rejections, outcome } = await harvestText(CSV, `id;nom;ville\n1;A;${fault}\n2;B;Redon\n`)
      expect(offers.map(({ key }) => key)).toEqual(['2'])
      expect(rejections).toMatchObject([
        { code: 'formule-en-erreur', key: '1', field: 'ville', received: fault.trim() },
      ])
      expect(rejections[0]?.message).toContain(`La cellule C2 (« ville ») affiche l’erreur « ${fault.trim()} »`)
      expect(outcome.state).toBe('partial')
    },
  )
  test.each(['#1', 'Err', '# RSA', 'n° #N/A', '##'])('«%s» is words', async cell => {
    const { offers } = await harvestText(CSV, `id;nom;ville\n1;A;${cell}\n`)
    expect(words(offers, 'ville')).toEqual([cell])
  })
})

describe.each([
  ['xlsx', writeXlsx],
  ['ods', writeOds],
] as const)('workbooks, %s', (kind, write) => {
  type Sheets = Parameters<typeof writeXlsx>[0]['sheets']
  const HEADER = ['id', 'nom']
  const read = async (sheets: Sheets, over: object = {}) =>
    harvestText({ kind, key: 'id', required: ['nom'], ...over }, await write({ sheets }))
  const messageOf = (outcome: Awaited<ReturnType<typeof read>>['outcome']) =>
    outcome.state === 'drifted' ? outcome.expectations[0]?.message : outcome.state

  test('the sheet that has the columns is named, when the one that is read has not', async () => {
    const { offers, outcome } = await read([
      { name: 'Lisez-moi', rows: [['Bonjour'], ['Nos offres sont à côté']] },
      { name: 'Offres', rows: [HEADER, ['1', 'Vélo']] },
    ])
    expect(offers).toEqual([])
    expect(messageOf(outcome)).toBe(
      'Colonnes introuvables dans https://partenaire.example.org/offres : « id », « nom ». Elles sont dans la feuille « Offres », qui n’est pas lue : nommer la feuille à lire dans la configuration (« sheet »).',
    )
  })

  test('a sheet that is not there is told, with those that are', async () => {
    const sheets = [{ name: 'Offres', rows: [HEADER, ['1', 'Vélo']] }]
    expect(messageOf((await read(sheets, { sheet: 'Offre' })).outcome)).toContain(
      'Ce classeur n’a pas de feuille « Offre » ; il a : « Offres ».',
    )
    expect(messageOf((await read(sheets, { sheet: 4 })).outcome)).toContain(
      'n’a pas de feuille n° 4 ; il a : « Offres »',
    )
  })

  test('another sheet of the same columns may hold other offers: told, and nothing is taken for gone', async () => {
    const sheets = [
      { name: 'Janvier', rows: [['Nos offres'], HEADER, ['1', 'Vélo']] },
      {
        name: 'Février',
        rows: [
          ['nom', 'id'],
          ['CV', '2'],
        ],
      },
      {
        name: 'Légende',
        rows: [
          ['id', 'nom', 'sens'],
          ['a', 'b', 'c'],
        ],
      },
    ]
    const { offers, rejections, outcome } = await read(sheets)
    expect(offers.map(({ key }) => key)).toEqual(['1'])
    expect(rejections).toMatchObject([{ code: 'feuille-non-lue', received: '« Février »', whose: 'configuration' }])
    expect(outcome.state).toBe('partial')
    // Once the configuration names its sheet, nobody wonders any more.
    expect((await read(sheets, { sheet: 'Janvier' })).rejections).toEqual([])
  })

  test('a cell beyond the headings stands where it stands: it is read under its letter', async () => {
    const { offers, rejections } = await read([
      { name: 'Offres', rows: [HEADER, ['1', 'Vélo', 'à côté'], ['2', 'CV']] },
    ])
    expect([words(offers, 'colonne C'), rejections]).toEqual([['à côté', undefined], []])
  })
})

describe('a shown sheet that is empty never lets a hidden one speak', () => {
  const cell = (words: string) =>
    `<table:table-cell office:value-type="string"><text:p>${words}</text:p></table:table-cell>`
  const row = (...cells: string[]) => `<table:table-row>${cells.map(cell).join('')}</table:table-row>`
  const sheet = (name: string, shown: boolean, ...rows: string[]) =>
    `<table:table table:name="${name}" table:style-name="${shown}">${rows.join('')}</table:table>`
  const style = (shown: boolean) =>
    `<style:style style:name="${shown}" style:family="table"><style:table-properties table:display="${shown}"/></style:style>`
  const ods = (...sheets: string[]) =>
    zipSync({
      mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
      'content.xml': strToU8(
        `<office:document-content xmlns:office="o" xmlns:style="s" xmlns:table="t" xmlns:text="x">${style(true)}${style(false)}<office:body><office:spreadsheet>${sheets.join('')}</office:spreadsheet></office:body></office:document-content>`,
      ),
    })
  const old = [row('id', 'nom'), row('9', 'Vieux')]
  const keys = async (body: Uint8Array, kind = 'ods') =>
    (await harvestText({ kind, key: 'id' }, body)).offers.map(({ key }) => key)

  test('ODS', async () => {
    expect(await keys(ods(sheet('Brouillon', false, ...old), sheet('Accueil', true)))).toEqual([])
    // A workbook of hidden sheets alone has a first one all the same.
    expect(await keys(ods(sheet('Brouillon', false, ...old)))).toEqual(['9'])
  })
  test('XLSX', async () => {
    const hidden = {
      name: 'Brouillon',
      hidden: true,
      rows: [
        ['id', 'nom'],
        ['9', 'Vieux'],
      ],
    }
    expect(await keys(await writeXlsx({ sheets: [hidden, { name: 'Accueil', rows: [] }] }), 'xlsx')).toEqual([])
  })
  test('it is not named as the one that has the columns either', async () => {
    const { outcome } = await harvestText(
      { kind: 'ods', key: 'id' },
      ods(sheet('Brouillon', false, ...old), sheet('Accueil', true, row('Bonjour'))),
    )
    expect(outcome).toMatchObject({
      state: 'drifted',
      expectations: [
        {
          message:
            'Colonnes introuvables dans https://partenaire.example.org/offres : « id ». Le tableau a sans doute changé.',
        },
      ],
    })
  })
})
