import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { manualClock } from '../../src/common/clock.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { toDora } from '../../src/dora/translate.ts'
import type { Service } from '../../src/reference/records.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { fromDora } from './from-dora.ts'
import { ExportedService, fromExport } from './from-export.ts'
import { sampleOffer, sampleStructure } from './sample-offer.ts'

const clock = manualClock('2026-11-24T09:00:00Z')
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'empty', clock })
})
afterAll(() => sandbox.close())

/** reference → DORA → DORA's export to data·inclusion → reference, and by DORA's API as well. */
async function roundTrip(offer: Service): Promise<{ exported: Service; read: Service }> {
  const options = {
    url: sandbox.url,
    token: sandbox.tokens.gestionnaire35,
    quota: createQuota({ perMinute: 10_000, clock }),
    clock,
    random: () => 0.5,
    departments: ['35'],
    mayCreateStructures: true,
  }
  const writer = createDoraWriter(options)
  const reader = createDoraReader(options)
  const structure = await writer.createStructure({
    name: 'Association (exemple)',
    siret: '99900990500012',
    address1: '1 place de l’Exemple',
    postalCode: '35000',
    cityCode: '35238',
    city: 'Rennes',
    email: null,
    phone: null,
    url: null,
    shortDesc: null,
    fullDesc: null,
    typology: null,
  })
  const context = { options: await reader.options() }
  const created = await writer.createService(structure.slug, toDora(offer, sampleStructure(), context).fields)
  const response = await fetch(`${sandbox.url}/api/v2/services/`, {
    headers: { authorization: `Token ${sandbox.tokens['data-inclusion']}` },
  })
  const records = z.array(ExportedService).parse(await response.json())
  const record = records.find(candidate => candidate.id === sandbox.state.services.get(created.slug)?.id)
  if (!record) throw new Error('not exported')
  return { exported: fromExport(record), read: fromDora(created, structure).service }
}

function differences(before: Service, after: Service): string[] {
  const sorted = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value)
  return (Object.keys(before) as (keyof Service)[])
    .filter(key => JSON.stringify(sorted(before[key])) !== JSON.stringify(sorted(after[key])))
    .sort()
}

/** What the eight old modes cannot say and the fields of data·inclusion can. */
const OF_THE_OLD_MODES = ['mobilisation_precisions', 'modes_mobilisation']
/** Identity and dates become DORA's own; the last has no place in DORA, or none that it tells. */
const OWN = ['date_maj', 'id', 'lien_source', 'source', 'structure_id']
const NO_PLACE = ['horaires_accueil']

test('an offer with every field filled loses only what DORA cannot hold', async () => {
  const offer = sampleOffer()
  const { exported, read } = await roundTrip(offer)
  expect(differences(offer, exported)).toEqual([...OWN, ...NO_PLACE].sort())
  expect(differences(offer, read)).toEqual([...OWN, ...NO_PLACE].sort())
})

test.each<[string, Partial<Service>, string[], string[]?]>([
  ['tous publics', { publics: ['tous-publics'] }, []],
  ['several zones become one', { zone_eligibilite: ['35238', '35047'] }, ['zone_eligibilite']],
  ['a whole région', { zone_eligibilite: ['22', '29', '35', '56'] }, []],
  ['the country', { zone_eligibilite: ['france'] }, []],
  ['unknown publics become everybody', { publics: null }, ['publics']],
  ['half hours are rounded', { volume_horaire_hebdomadaire: 3.5 }, ['volume_horaire_hebdomadaire']],
  ['nobody said who may mobilise', { mobilisable_par: null }, ['mobilisable_par']],
  [
    'se présenter, for professionals alone, goes in words',
    { mobilisable_par: ['professionnels'], modes_mobilisation: ['se-presenter', 'utiliser-lien-mobilisation'] },
    OF_THE_OLD_MODES,
    [],
  ],
  ['a link that no mode names becomes a mode', { modes_mobilisation: ['telephoner'] }, ['modes_mobilisation']],
  [
    'a foreign number',
    { telephone: '+442079460958', modes_mobilisation: ['utiliser-lien-mobilisation'] },
    ['telephone'],
  ],
  ['bullets of a word processor', { description: '• un premier atelier\n• un second atelier' }, ['description']],
])('%s', async (_title, change, lost, lostInNewNames = lost) => {
  const offer = sampleOffer(change)
  const { exported } = await roundTrip(offer)
  const gone = sandbox.state.dialect === 'a-venir' ? lostInNewNames : lost
  expect(differences(offer, exported)).toEqual([...OWN, ...NO_PLACE, ...gone].sort())
})
