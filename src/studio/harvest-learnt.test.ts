import { expect, test } from 'vitest'
import { type FetchedDocument, type Fetcher, HarvestError, type Harvested, type Outcome } from '../harvest/connector.ts'
import { type LectureSettings, LectureSettings as Settings } from '../harvest/connectors/lecture.ts'
import { lazyText } from '../harvest/lazy-text.ts'
import { lexiconOf } from '../normalise/lexicon.ts'
import { harvestLearnt } from './learnt-task.ts'

const ADDRESS = 'https://asso.example/ateliers'
const block = (name: string, day: string, label = 'Pour qui') =>
  `<h2>${name}</h2><p>Un temps pour apprendre ensemble, autour d’un café, sans rien savoir d’avance.</p><p><strong>${label} :</strong> demandeurs d’emploi</p><p><strong>Horaires :</strong> le ${day} de 9 h à 12 h</p><p><strong>Téléphone :</strong> 02 99 00 11 22</p>`
const page = (body: string) => `<!doctype html><title>Ateliers</title><main><h1>Nos ateliers</h1>${body}</main>`

function site(pages: Record<string, string>): Fetcher {
  const get = async (address: string): Promise<FetchedDocument> => {
    const text = pages[address]
    if (text === undefined) throw new HarvestError('page-absente', 'page absente', 'partenaire', address)
    return lazyText({
      hash: 'h',
      address,
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: new TextEncoder().encode(text),
      unchanged: false,
      fetchedAt: '2026-11-28T00:00:00Z',
    })
  }
  return { get, stream: () => Promise.reject(new Error('not asked')) }
}

async function read(text: string, settings: Partial<LectureSettings> = {}) {
  const entry = { address: ADDRESS, settings: Settings.parse({ kind: 'lecture', ...settings }), known: 0 }
  const run = harvestLearnt(entry, lexiconOf({}), site({ [ADDRESS]: page(text) }))
  const items: Harvested[] = []
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done)
      return {
        outcome: step.value as Outcome,
        offers: items.flatMap(each => (each.kind === 'offer' ? [each.offer] : [])),
      }
    items.push(step.value)
  }
}

test('offers come with their values beside the words they were read from', async () => {
  const { offers, outcome } = await read(block('Couture', 'lundi') + block('Cuisine', 'mardi'))
  expect(outcome.state).toBe('complete')
  expect(offers.map(({ fields }) => fields.nom?.[0]?.words)).toEqual(['Couture', 'Cuisine'])
  const [hours] = offers[1]?.fields.horaires_accueil ?? []
  expect(hours).toMatchObject({ value: 'Tu 09:00-12:00', words: expect.stringContaining('mardi') })
})

test('a label that was there when it was taught and is no more is a change of the page; one that was reworded is still read', async () => {
  const { offers, outcome } = await read(
    block('Couture', 'lundi', 'Public accueilli') + block('Cuisine', 'mardi', 'Public accueilli'),
    {
      labels: { publics: 'Pour qui' },
    },
  )
  expect(outcome).toMatchObject({ state: 'drifted', expectations: [{ name: 'libelle:publics' }] })
  expect(outcome.state === 'drifted' && outcome.expectations[0]?.message).toContain('Public accueilli')
  expect(offers[0]?.fields.publics?.[0]?.value).toBe('demandeurs-emploi')
})

test('a page that became something else retires nothing', async () => {
  const { outcome, offers } = await read('<p>Ce nom de domaine est à vendre.</p>')
  expect(offers.length).toBeLessThan(2)
  expect(['drifted', 'complete']).toContain(outcome.state)
})

test('a line that was shown is read in every offer; a zone left out is read in none', async () => {
  const two = block('Couture', 'lundi') + block('Cuisine', 'mardi')
  const shown = await read(two, {
    shown: { telephone: { label: 'Téléphone' }, conditions_acces: { starts: 'Un temps' } },
  })
  expect(shown.offers.map(({ fields }) => fields.conditions_acces?.[0]?.value)).toEqual([
    expect.stringContaining('apprendre ensemble'),
    expect.stringContaining('apprendre ensemble'),
  ])
  const out = await read(two, { without: ['Téléphone'] })
  expect(out.offers.every(({ fields }) => fields.telephone === undefined)).toBe(true)
})

test('a line that was shown is read as what it was shown for, whatever words announce it', async () => {
  const two = block('Couture', 'lundi', 'Ceux qui viennent') + block('Cuisine', 'mardi', 'Ceux qui viennent')
  const { offers } = await read(two.replace('demandeurs d’emploi', 'Familles'), {
    shown: { publics: { label: 'Ceux qui viennent' } },
  })
  expect(offers.map(({ fields }) => fields.publics?.map(({ value }) => value))).toEqual([
    ['familles'],
    ['demandeurs-emploi'],
  ])
})

test('ages beside a public that was shown are the details on publics', async () => {
  const two = block('Couture', 'lundi', 'Ceux qui viennent') + block('Cuisine', 'mardi', 'Ceux qui viennent')
  const { offers } = await read(two.replace('demandeurs d’emploi', 'Familles, dès 6 ans'), {
    shown: { publics: { label: 'Ceux qui viennent' } },
  })
  expect(offers.map(({ fields }) => fields.publics_precisions?.map(({ value }) => value))).toEqual([
    ['Familles, dès 6 ans'],
    undefined,
  ])
})

test('where a person said to look and nothing can be read, nothing is guessed from elsewhere', async () => {
  const two = block('Couture', 'lundi') + block('Cuisine', 'mardi')
  const { offers } = await read(two, { shown: { publics: { label: 'Horaires' } } })
  expect(offers.map(({ fields }) => [fields.nom?.[0]?.words, fields.publics])).toEqual([
    ['Couture', undefined],
    ['Cuisine', undefined],
  ])
})
