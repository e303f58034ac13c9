import { expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'

const OAI = { kind: 'xml', root: 'OAI-PMH', item: 'record', key: 'header.identifier' }
const record = (id: string, status = '') => `<record><header${status}><identifier>${id}</identifier></header></record>`
const library = (inside: string) => `<OAI-PMH><ListRecords>${inside}</ListRecords></OAI-PMH>`

test('a library that announces more records is read in part; after the last it announces none', async () => {
  const part = await harvestText(OAI, library(`${record('1')}<resumptionToken>t</resumptionToken>`))
  expect([part.offers.map(({ key }) => key), part.outcome.state]).toEqual([['1'], 'partial'])
  expect(part.rejections).toMatchObject([{ code: 'suite-non-lue', whose: 'partenaire' }])
  const whole = await harvestText(OAI, library(`${record('1')}<resumptionToken completeListSize="1"/>`))
  expect([whole.offers.length, whole.rejections, whole.outcome.state]).toEqual([1, [], 'complete'])
})

test('a record that a library took away is no offer', async () => {
  const { offers } = await harvestText(OAI, library(record('1') + record('2', ' status="deleted"')))
  expect(offers.map(({ key }) => key)).toEqual(['1'])
})

test('what the element of an offer says in its attributes is read', async () => {
  const harvest = { kind: 'xml', root: 'offres', item: 'offre', key: '@id' }
  const { offers } = await harvestText(harvest, '<offres><offre id="1" titre="Atelier"/></offres>')
  expect(offers[0]?.fields['@titre']).toMatchObject([{ words: 'Atelier' }])
})

const OFFERS = { kind: 'xml', root: 'offres', item: 'offre', key: '@id' }
const offer = (id: number) => `<offre id="${id}"><titre>Atelier ${id}</titre></offre>`
const two = offer(1) + offer(2)

test.each<[what: string, text: string, offers: number, codes: string[], state: string]>([
  ['as many as announced', `<offres total="2">${two}</offres>`, 2, [], 'complete'],
  ['more than announced', `<offres total="1">${two}</offres>`, 2, [], 'complete'],
  ['fewer, by the root', `<offres total="120">${two}</offres>`, 2, ['total-non-atteint'], 'partial'],
  ['fewer, in French', `<offres nb_total="3">${two}</offres>`, 2, ['total-non-atteint'], 'partial'],
  ['fewer, by an element', `<offres><meta><total>3</total></meta>${two}</offres>`, 2, ['total-non-atteint'], 'partial'],
  ['a number of pages', `<offres><page><total>3</total></page>${two}</offres>`, 2, [], 'complete'],
  ['a total inside an offer', '<offres><offre id="1"><total>30</total></offre></offres>', 1, [], 'complete'],
  ['none, and none announced', '<offres total="0"><date>2027</date></offres>', 0, [], 'complete'],
  [
    'none, with what is said of the file',
    '<offres><entete><date>1</date><heure>2</heure></entete></offres>',
    0,
    [],
    'complete',
  ],
  [
    'another element',
    `<offres>${two.replaceAll('offre ', 'formation ').replaceAll('/offre>', '/formation>')}</offres>`,
    0,
    ['element-des-offres'],
    'drifted',
  ],
  [
    'another element, further down',
    `<offres><liste><fiche><a/><b/></fiche><fiche><a/></fiche></liste></offres>`,
    0,
    ['element-des-offres'],
    'drifted',
  ],
  [
    'another element, once',
    '<offres><fiche><nom>a</nom><lieu>b</lieu></fiche></offres>',
    0,
    ['element-des-offres'],
    'drifted',
  ],
  [
    'an error instead',
    '<offres><error code="badArgument">from is later</error></offres>',
    0,
    ['erreur-de-la-source'],
    'drifted',
  ],
  ['an error beside', `<offres>${two}<erreur>délai dépassé</erreur></offres>`, 2, ['erreur-de-la-source'], 'partial'],
  ['no error', `<offres><erreur>0</erreur><errors/>${two}</offres>`, 2, [], 'complete'],
  [
    'a warning before',
    `<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/a/b.php</b> on line <b>12</b><br />\n<?xml version="1.0"?><offres>${two}</offres>`,
    2,
    ['avertissement-du-serveur'],
    'partial',
  ],
  ['a warning alone', 'Fatal error: Uncaught Error in /srv/a.php on line 3', 0, ['forme-du-document'], 'drifted'],
])('%s', async (_, text, offers, codes, state) => {
  const read = await harvestText(OFFERS, text)
  const broken = read.outcome.state === 'drifted' ? read.outcome.expectations.map(({ name }) => name) : []
  expect([read.offers.length, [...read.rejections.map(({ code }) => code), ...broken], read.outcome.state]).toEqual([
    offers,
    codes,
    state,
  ])
})

test('what a source says instead of offers is told in its words', async () => {
  const told = async (text: string, settings: { kind: string } = OFFERS) => {
    const { outcome } = await harvestText(settings, text)
    return outcome.state === 'drifted' ? outcome.expectations[0]?.message : null
  }
  expect(
    await told('<OAI-PMH><request verb="ListRecords"/><error code="noRecordsMatch">rien</error></OAI-PMH>', OAI),
  ).toMatch(/« noRecordsMatch : rien »/)
  expect(await told(`<offres>${two.replaceAll('offre', 'Formation')}</offres>`)).toMatch(
    /aucun élément « offre », mais 2 éléments « Formation »/,
  )
  expect(await told('<ExceptionReport><Exception exceptionCode="X"><t>non</t></Exception></ExceptionReport>')).toMatch(
    /le serveur y écrit « X : non »/,
  )
  expect(await told('<br /><b>Fatal error</b>: Out of memory in <b>/srv/www/x.php</b> on line <b>3</b><br />')).toMatch(
    /« Fatal error : Out of memory in x.php on line 3 »/,
  )
})

test('the last part of a library says how many records there are in all', async () => {
  const { rejections } = await harvestText(OAI, library(`${record('1')}<resumptionToken completeListSize="3"/>`))
  expect(rejections.map(({ code }) => code)).toEqual(['total-non-atteint'])
})
