import { expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'

const PAGE = 'https://partenaire.example.org/offres'
const lheo = (formations: string, root = 'xmlns="http://lheo.gouv.fr/2.3"') =>
  `<lheo ${root}><offres>${formations}</offres></lheo>`
const read = (formations: string, root?: string, settings: object = {}) =>
  harvestText({ kind: 'lheo', ...settings }, lheo(formations, root))
const TITLE = '<intitule-formation>Vente, niveau 1</intitule-formation>'

test.each([
  [
    'its number, and that of its only action',
    `<formation numero="F1">${TITLE}<action numero="A1"/></formation>`,
    ['F1_A1'],
  ],
  ['its identifier', `<formation id="F1">${TITLE}<action id="A1"/></formation>`, ['F1_A1']],
  [
    'the number before the identifier',
    `<formation numero="F1" id="x">${TITLE}<action numero="A1" id="y"/></formation>`,
    ['F1_A1'],
  ],
  ['its title', `<formation>${TITLE}<action/></formation>`, ['vente-niveau-1']],
  [
    'one action of several without number',
    `<formation numero="F1">${TITLE}<action/><action/></formation>`,
    ['F1_1', 'F1_2'],
  ],
  ['no action', `<formation numero="F1">${TITLE}</formation>`, ['F1']],
])('what an offer is called: %s', async (_, formations, keys) => {
  expect((await read(formations)).offers.map(({ key }) => key)).toEqual(keys)
})

test('one without number and title is rejected by itself', async () => {
  const { offers, rejections } = await read(`<formation><x>1</x></formation><formation numero="2">${TITLE}</formation>`)
  expect(offers.map(({ key }) => key)).toEqual(['2'])
  expect(rejections).toMatchObject([
    { code: 'cle-absente', where: `${PAGE}, formation n° 1`, expected: 'un attribut « numero » ou un intitulé' },
  ])
})

test('fields of the training, then those of each action under its name; what stands for unknown is nothing', async () => {
  const { offers } = await read(
    `<formation numero="F1">${TITLE}<objectif>-</objectif><l:action xmlns:l="x"><l:duree>3</l:duree><prix>–</prix></l:action><action><duree>4</duree></action></formation>`,
  )
  expect(
    offers.map(({ fields }) =>
      Object.entries(fields).map(([name, [value]]) => [name, value?.words, value?.origin.where]),
    ),
  ).toEqual([
    [
      ['intitule-formation', 'Vente, niveau 1', 'formation n° 1, intitulé formation'],
      ['action.duree', '3', 'formation n° 1, action n° 1, l, durée'],
    ],
    [
      ['intitule-formation', 'Vente, niveau 1', 'formation n° 1, intitulé formation'],
      ['action.duree', '4', 'formation n° 1, action n° 2, durée'],
    ],
  ])
})

test.each([
  [
    'the action’s before the training’s',
    '<urlweb>https://x.fr/f</urlweb><action><lieu><urlweb> https://x.fr/a </urlweb></lieu></action>',
    'https://x.fr/a',
  ],
  ['the training’s', '<contact><urlweb>http://x.fr/f</urlweb></contact><action/>', 'http://x.fr/f'],
  ['without action', '<urlweb>https://x.fr/f</urlweb>', 'https://x.fr/f'],
  [
    'the first that is one',
    '<urlweb>x.fr</urlweb><urlweb>voir http://x.fr</urlweb><urlweb>http://[</urlweb><urlweb>https://x.fr/2</urlweb>',
    'https://x.fr/2',
  ],
  ['none', '<action/>', PAGE],
])('the page of an offer: %s', async (_, inside, address) => {
  const { offers } = await read(`<formation numero="F1">${TITLE}${inside}</formation>`)
  expect(offers[0]?.address).toBe(address)
})

test.each([
  ['xmlns="http://lheo.gouv.fr/2.3"', 'complete'],
  ['xmlns="http://www.lheo.org/2.2"', 'complete'],
  ['a="http://lheo.gouv.fr/1.0"', 'complete'],
  ['xmlns:x="http://x" xmlns:l="https://lheo.gouv.fr/2.1"', 'drifted'],
  ['', 'complete'],
])('its version: %s', async (root, state) => {
  const { outcome } = await read(`<formation numero="F1">${TITLE}</formation>`, root)
  expect(outcome.state).toBe(state)
  if (outcome.state === 'drifted')
    expect(outcome.expectations).toMatchObject([
      { name: 'version-lheo', expected: 'LHÉO 2.2 ou 2.3', seen: 'LHÉO 2.1' },
    ])
})

test('another document, a title that is gone, a field that was asked for', async () => {
  const other = await harvestText({ kind: 'lheo' }, '<rss/>')
  expect(other.outcome).toMatchObject({ expectations: [{ expected: 'un fichier LHÉO', seen: 'un document « rss »' }] })
  const text = await harvestText({ kind: 'lheo' }, 'rien')
  expect(text.outcome).toMatchObject({ expectations: [{ seen: 'un texte qui n’est pas du XML' }] })
  const offres = await harvestText({ kind: 'lheo' }, `<l:offres><formation numero="1">${TITLE}</formation></l:offres>`)
  expect(offres.outcome.state).toBe('complete')
  const three = [1, 2, 3].map(at => `<formation numero="${at}"/>`).join('')
  expect((await read(three)).outcome.state).toBe('drifted')
  expect((await read(`<formation numero="1">${TITLE}</formation>`, '', { required: ['prix'] })).outcome.state).toBe(
    'drifted',
  )
  const lost = await harvestText({ kind: 'lheo' }, '', { pages: { '/offres': undefined as unknown as string } })
  expect(lost.outcome).toMatchObject({ state: 'failed', code: 'page-absente' })
})
