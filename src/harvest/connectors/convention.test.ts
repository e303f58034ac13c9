import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'

const textOf = (name: string) => readFileSync(new URL(`../../../test/convention/${name}.txt`, import.meta.url), 'utf8')
const PAGE = 'https://partenaire.example.org/offres'
const read = (text: string, settings: object = {}) => harvestText({ kind: 'convention', ...settings }, text)
const shown = (offer: Awaited<ReturnType<typeof read>>['offers'][number] | undefined) =>
  Object.fromEntries(
    Object.entries(offer?.fields ?? {}).map(([name, values]) => [
      name,
      values.map(({ words, origin }) => `${origin.where.replace('ligne ', '')} ${words.slice(0, 30)}`),
    ]),
  )

test('a fiche without volet: who carries it, its dates, its amounts, each with its line', async () => {
  const { offers, outcome } = await read(textOf('convention-2025'))
  expect(offers.map(({ key }) => key)).toEqual(['fiche-1', 'fiche-2', 'fiche-3', 'fiche-4', 'fiche-5'])
  expect(shown(offers[1])).toEqual({
    fiche: ['33 2'],
    titre: ['34 Premières Heures en Chantier'],
    partenaires: ['43 Emmaiis Rennes', '43 Prélude'],
    description: ['37 Un sas de quelques heures vers'],
    'montant-etat': ['46 PART ETAT : 100 000€ dont'],
    'montant-departement': ['50 PART DEPARTEMENT : 100 000€'],
    debut: ['40 2024-12-01'],
    fin: ['40 2025-12-31'],
  })
  expect(offers[1]?.address).toBe(PAGE)
  expect(offers[1]?.fields.titre?.[0]?.origin).toEqual({
    document: expect.stringMatching(/^[0-9a-f]{64}$/),
    address: PAGE,
    where: 'ligne 34',
  })
  expect(outcome).toMatchObject({ state: 'complete', documents: 1, fill: { titre: 1 } })
})

test('one offer a volet, with what its fiche says and who carries it', async () => {
  const { offers } = await read(textOf('petite-convention'))
  const [first, second] = ['fiche-1_volet-1', 'fiche-1_volet-2'].map(key => offers.find(offer => offer.key === key))
  expect(offers.map(({ key }) => key)).toEqual([
    'fiche-1_volet-1',
    'fiche-1_volet-2',
    'fiche-1_volet-3',
    'fiche-2_volet-1',
    'fiche-2_volet-2',
    'fiche-3',
  ])
  expect(shown(first)).toEqual({
    fiche: ['11 1'],
    titre: ['13 Jardins partagés pour le retou'],
    volet: ['16 Ateliers de jardinage (JARDI)'],
    porteurs: ['16 Coopérative du Potager', '16 Terre Neuve'],
    partenaires: ['37 Coopérative du Potager', '37 Terre Neuve', '37 Compas', '37 Outil’Partage'],
    enjeux: ['24 Rompre l’isolement.'],
    description: ['27 Le groupe réunira 12 personnes'],
    debut: ['34 2031-03-01'],
    fin: ['34 2031-11-30'],
    'montant-etat': ['42 PART ETAT : 30 000€ dont'],
    'montant-departement': ['48 PART DEPARTEMENT : 30 000€'],
  })
  expect(shown(second)).toEqual({ ...shown(first), volet: ['18 bilan'], porteurs: ['18 Compas'] })
  expect(first?.address).toBe(PAGE)
})

test('the fiches that are asked for; one that is not there means another text', async () => {
  const text = textOf('convention-2025')
  const some = await read(text, { fiches: [4, 2] })
  expect([some.offers.map(({ key }) => key), some.outcome.state]).toEqual([['fiche-2', 'fiche-4'], 'complete'])
  const { offers, outcome } = await read(text, { fiches: [2, 9] })
  expect(offers.map(({ key }) => key)).toEqual(['fiche-2'])
  expect(outcome).toMatchObject({
    state: 'drifted',
    expectations: [{ name: 'fiche-action-9', seen: 'absente du texte' }],
  })
  expect((await read('Bonjour', { fiches: [2] })).outcome).toMatchObject({
    state: 'drifted',
    expectations: [{ name: 'fiches-actions', seen: 'aucune' }],
  })
})

test('a fiche that says next to nothing', async () => {
  const { offers, outcome } = await read('FICHE ACTION 1\n\nDescription de l’action :\n\n')
  expect(offers.map(shown)).toEqual([{ fiche: ['1 1'] }])
  expect(outcome.state).toBe('drifted')
})

test('a text that cannot be had; settings that say nothing', async () => {
  const lost = await harvestText({ kind: 'convention' }, '', { pages: { '/offres': undefined as unknown as string } })
  expect(lost.outcome).toMatchObject({ state: 'failed', code: 'page-absente', documents: 0 })
  for (const fiches of [[], [0], [1.5]]) await expect(read('', { fiches })).rejects.toThrow()
})
