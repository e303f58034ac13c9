import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConvention } from '../../src/convention/load.ts'
import { connectors } from '../../src/harvest/connectors/index.ts'
import { acrossSources } from '../../src/normalise/across-sources.ts'
import { conventionLines } from '../../src/normalise/convention-value.ts'
import { loadMapping } from '../../src/normalise/mapping/load-mapping.ts'
import type { NormalisedOffer } from '../../src/normalise/normalised-offer.ts'
import { officialGeography } from '../../src/reference/official-geography.ts'
import { MAPPINGS, ROOT } from './harvest-sample.ts'

/** The golden records, taken together, against what the convention says: a golden that was regenerated without being read is caught here. */

const convention = loadConvention(join(ROOT, 'config', 'conventions', '2024.yaml'))
const lines = convention.fiches.flatMap(fiche => fiche.lines)
const ids = readdirSync(MAPPINGS).filter(id => existsSync(join(MAPPINGS, id, 'golden.json')))
const texts = new Map(ids.map(id => [id, readFileSync(join(MAPPINGS, id, 'golden.json'), 'utf8')]))
const offers = [...texts.values()].flatMap(text => (JSON.parse(text) as { offers: NormalisedOffer[] }).offers)
const answering = (line: string) => offers.filter(offer => offer.actions.includes(line))
const geography = officialGeography()

describe.each(lines.filter(line => line.offer).map(line => [line.id, line] as const))('%s', (id, line) => {
  test('has an offer, of the type, themes, publics and territory that the convention states', () => {
    const found = answering(id)
    expect(found.length).toBeGreaterThan(0)
    for (const { service, session, key } of found) {
      expect([key, service.type]).toEqual([key, line.type])
      expect(service.thematiques?.some(value => line.thematiques.includes(value))).toBe(true)
      expect(service.publics).toEqual(expect.arrayContaining(line.publics))
      if (line.mobilisablePar) expect(service.mobilisable_par).toEqual(line.mobilisablePar)
      if (line.hoursPerWeek !== null) expect(service.volume_horaire_hebdomadaire).toBe(line.hoursPerWeek)
      if (line.places !== null) expect(session?.places).toBe(line.places)
      for (const code of service.zone_eligibilite ?? []) {
        const inside = line.zone.includes('35') ? code === '35' || isIn35(code) : line.zone.includes(code)
        expect([key, code, inside]).toEqual([key, code, true])
      }
    }
  })

  test('ends when the convention says, unless the source gives its own end', () => {
    for (const { session, provenance } of answering(id)) {
      if (provenance.fin?.[0]?.document === 'convention') expect(session?.end).toBe(line.end)
      else if (session?.end) expect(provenance.fin?.[0]?.document).toBe('page')
    }
  })
})

/** An EPCI that has communes in Ille-et-Vilaine, though it may go beyond. */
function isIn35(code: string): boolean {
  return geography.epci(code)?.communes.some(commune => commune.startsWith('35')) ?? false
}

test('24 lines of offers are covered, by the five missions locales among others', () => {
  const covered = new Set(offers.flatMap(offer => offer.actions))
  expect(covered.size).toBe(24)
  const places = answering('7/actions-jeunes-parents').map(offer => offer.structure.commune)
  expect(places.sort()).toEqual(['Fougères', 'Redon', 'Rennes', 'Saint-Malo', 'Vitré'])
})

test('Horizon goes on until 2027; Ti Liammou and PEM’S appui are for professionals only; PEM’S asks for no RQTH', () => {
  for (const { session } of answering('6/horizon')) expect(session?.end).toBe('2027-12-31')
  for (const id of ['7/sensibilisation-parentalite', '5/appui-aux-acteurs']) {
    for (const { service } of answering(id)) expect(service.mobilisable_par).toEqual(['professionnels'])
  }
  for (const { service } of answering('5/accompagnement')) {
    expect(service.publics).toEqual(['tous-publics'])
    expect(service.conditions_acces).toMatch(/avec ou sans/i)
  }
})

test('contradictions and impossible values are findings', () => {
  const told = (line: string, code: string, field: string) =>
    answering(line).some(offer => offer.findings.some(finding => finding.code === code && finding.field === field))
  expect(told('4/osee', 'contradiction-convention', 'debut')).toBe(true)
  expect(told('2/premieres-heures-emmaus', 'contradiction-page', 'volume_horaire_hebdomadaire')).toBe(true)
  expect(told('3/equilibre-emploi-departement', 'valeur-impossible', 'volume_horaire_hebdomadaire')).toBe(true)
  expect(told('8/ufopeps', 'session-terminee', 'fin')).toBe(true)
})

test('page against page: Emmaüs says 26 hours of Premières Heures, Prélude 20; each side names the other, and nothing else is made up', () => {
  const found = acrossSources(offers, conventionLines(convention.fiches), source => source)
  const told = [...found].flatMap(([offer, findings]) => findings.map(({ field, message }) => [offer, field, message]))
  expect(told.map(([offer, field]) => [offer, field])).toEqual([
    ['emmaus-rennes/emmaus-rennes', 'volume_horaire_hebdomadaire'],
    ['prelude/prelude_ressources_premieres-heures-prelude', 'volume_horaire_hebdomadaire'],
  ])
  expect(told.map(([, , message]) => message?.replaceAll(' ', ' '))).toEqual([
    'Cette source dit 26 h par semaine, la source « prelude » dit 20 h par semaine pour la même action de la convention.',
    'Cette source dit 20 h par semaine, la source « emmaus-rennes » dit 26 h par semaine pour la même action de la convention.',
  ])
})

test('every score reaches 0.8, or says why the public facts do not allow more', () => {
  const low = offers.filter(
    offer => offer.score < 0.8 && !offer.findings.some(finding => finding.code === 'score-insuffisant'),
  )
  expect(low.map(offer => offer.key)).toEqual([])
})

test('the names of people that the samples hold appear nowhere', () => {
  for (const name of ['Martin', 'Moreau', 'Benali', 'Le Goff', 'Le Bihan', 'Robin', 'Le Roux', 'Morvan', 'Lemoine']) {
    expect([...texts].filter(([, text]) => text.includes(name)).map(([id]) => `${id}: ${name}`)).toEqual([])
  }
})

test('no homonym became an offer', () => {
  const places = offers.map(offer => offer.structure.code_insee ?? '35')
  expect(places.filter(code => !code.startsWith('35'))).toEqual([])
  expect(
    offers.filter(offer => ['Bruz', 'Guipavas', 'Bourges', 'Montreuil'].includes(offer.service.commune ?? '')),
  ).toEqual([])
})

test('every form of source has a partner', () => {
  // What is taught in the portal is kept in the ledger, never in a file: it has no sample.
  const used = new Set([...ids.map(id => loadMapping(join(MAPPINGS, id, 'mapping.yaml')).harvest.kind), 'lecture'])
  expect([...connectors.keys()].filter(kind => !used.has(kind))).toEqual([])
})

const NOTICE = /exemple écrite?s? pour dora-sync/i

test('every sample says that it is one', () => {
  const silent = ids.filter(id => {
    const files = readdirSync(join(MAPPINGS, id, 'sample'), { recursive: true, withFileTypes: true }).filter(entry =>
      entry.isFile(),
    )
    // The list of a WordPress API is an array, which has no room for a notice: the page that leads to it has one.
    return !files.every(
      file =>
        file.name === 'posts.json' ||
        /exemple/.test(file.name) ||
        NOTICE.test(readFileSync(join(file.parentPath, file.name), 'utf8')),
    )
  })
  expect(silent).toEqual([])
})
