import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SourceConfig } from '../config/source.ts'
import type { NormalisedOffer, Provenance } from '../normalise/normalised-offer.ts'
import { needsOptions, translateOffer } from './translate-offer.ts'

const golden = JSON.parse(readFileSync(new URL('../../mappings/ufopeps/golden.json', import.meta.url), 'utf8')) as {
  offers: NormalisedOffer[]
}
const source = SourceConfig.parse({ id: 'essai', name: 'Essai', partner: 'ufolep-35', address: null })
const options = { accessConditions: [], credentials: [], requirements: [] } as never

function withEnd(end: string | null, document: string): NormalisedOffer {
  const [offer] = golden.offers
  if (!offer) throw new Error('no golden offer')
  const fin: Provenance[] = [{ words: end ?? '', document, address: '', where: '', rule: '' }]
  return { ...offer, session: { start: null, end, places: null }, provenance: { ...offer.provenance, fin } }
}
const suspension = (offer: NormalisedOffer) =>
  translateOffer(offer, source, '2026-11-24T00:00:00.000Z', options).desired.fields.suspensionDate

test('a session’s last day told by the partner suspends the service in DORA', () => {
  expect(suspension(withEnd('2027-03-12', 'sha'))).toBe('2027-03-12')
})

test('the end of the convention’s money suspends nothing', () => {
  expect(suspension(withEnd('2024-12-31', 'convention'))).toBeNull()
})

test('no end, no suspension', () => {
  expect(suspension(withEnd(null, 'sha'))).toBeNull()
})

test('DORA’s référentiels bear on an offer with conditions, and on no other', () => {
  const [offer] = golden.offers
  if (!offer) throw new Error('no golden offer')
  const spelled = { accessConditions: [], credentials: [], requirements: [{ value: 1, label: 'SAVOIR LIRE' }] } as never
  const translated = (conditions: string | null, given: typeof spelled | null) => {
    const asked = { ...offer, service: { ...offer.service, conditions_acces: conditions } }
    return { needs: needsOptions(asked), fields: translateOffer(asked, source, 'v', given).desired.fields }
  }
  expect(translated('Savoir lire', spelled)).toMatchObject({ needs: true, fields: { requirements: ['SAVOIR LIRE'] } })
  expect(translated('Savoir lire', null).fields.requirements).toEqual(['Savoir lire'])
  const without = translated(null, spelled)
  expect(without).toEqual({ needs: false, fields: translated(null, null).fields })
})

test('an address without coordinates: at the point that a geocoder found, else at the centre of its commune, and that is said', () => {
  const [offer] = golden.offers
  if (!offer) throw new Error('no golden offer')
  const place = {
    adresse: '12 rue de la Gare',
    code_postal: '35000',
    code_insee: '35238',
    longitude: null,
    latitude: null,
  }
  const asked = { ...offer, service: { ...offer.service, ...place, modes_accueil: ['en-presentiel'] } }
  const translated = (located: { longitude: number; latitude: number } | null) => {
    const { desired, record } = translateOffer(asked, source, 'v', options, located)
    return { geom: desired.fields.geom, said: JSON.stringify(record.findings).includes('au centre de la commune') }
  }
  expect(translated({ longitude: -1.6731, latitude: 48.1033 })).toEqual({ geom: '-1.67310,48.10330', said: false })
  expect(translated(null)).toEqual({ geom: expect.stringMatching(/^-1\.\d{5},48\.\d{5}$/), said: true })
})

test('a range is not its most: DORA’s number stays empty, the words are in the text, and that is said', () => {
  const [offer] = golden.offers
  if (!offer) throw new Error('no golden offer')
  const said = (words: string): Provenance[] => [{ words, document: 'sha', address: '', where: '', rule: '' }]
  const translated = (hours: string, weeks: string) => {
    const asked = {
      ...offer,
      service: { ...offer.service, volume_horaire_hebdomadaire: 26, nombre_semaines: 26 },
      provenance: { ...offer.provenance, volume_horaire_hebdomadaire: said(hours), nombre_semaines: said(weeks) },
    }
    const { desired, record } = translateOffer(asked, source, 'v', options)
    const { durationWeeklyHours, durationWeeks, fullDesc } = desired.fields
    const told = record.findings.filter(({ message }) => message.includes('ne tient qu’un nombre'))
    return [durationWeeklyHours, durationWeeks, fullDesc?.split('**').at(-1)?.trim(), told.map(({ field }) => field)]
  }
  expect(translated('Un rythme de 4 à 26 h par semaine.', '4 à 6 mois')).toEqual([
    null,
    null,
    'de 4 à 26 h par semaine, 4 à 6 mois',
    ['volume_horaire_hebdomadaire', 'nombre_semaines'],
  ])
  expect(translated('26 h par semaine', '26 semaines')).toMatchObject([26, 26, expect.anything(), []])
})

test('an address of a commune whose centre is not known has no point, and the offer says so', () => {
  const [offer] = golden.offers
  if (!offer) throw new Error('no golden offer')
  const place = { adresse: '1 rue du Port', code_postal: '29200', code_insee: '29019', longitude: null, latitude: null }
  const asked = { ...offer, service: { ...offer.service, ...place, modes_accueil: ['en-presentiel'] } }
  const { desired, record } = translateOffer(asked, source, 'v', options)
  expect(desired.fields.geom).toBeNull()
  expect(record.findings.filter(({ field }) => field === 'adresse').map(({ message }) => message)).toEqual([
    expect.stringContaining('pas de point sur la carte'),
  ])
})
