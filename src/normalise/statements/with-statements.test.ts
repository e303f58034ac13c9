import { describe, expect, test } from 'vitest'
import type { NormalisedOffer } from '../normalised-offer.ts'
import type { Statement, StatementBody } from './statement.ts'
import { typedFields, withStatements as withWords } from './with-statements.ts'

const TODAY = '2026-11-24'
const withStatements = (...said: Parameters<typeof withWords>) => withWords(...said).offer
const offer = {
  source: 's',
  key: 'k',
  address: 'https://exemple.fr',
  service: {
    source: 's',
    structure_id: 'x',
    id: 'k',
    nom: 'Atelier',
    description: 'Un atelier d’essai.',
    date_maj: '2026-01-01',
    publics: ['jeunes'],
    telephone: '+33299010203',
  },
  structure: {},
  provenance: { nom: [{ words: 'Atelier', document: 'd', address: 'a', where: 'h1', rule: 'r' }] },
  findings: [],
  score: 0.5,
  actions: [],
} as unknown as NormalisedOffer

const said = (at: string, body: StatementBody, state: Statement['state'] = 'accepted'): Statement => ({
  id: `st-${at}`,
  at: `${at}T10:00:00.000Z`,
  partner: 'p',
  offer: { source: 's', key: 'k' },
  title: 'T',
  body,
  by: 'Ada',
  state,
  decided: null,
  decidedBy: null,
  reason: null,
})
const correction = (fields: Record<string, string>): StatementBody => ({
  kind: 'correction',
  comment: '',
  fields: Object.fromEntries(Object.entries(fields).map(([name, after]) => [name, { before: '', after }])),
})

test('nothing accepted: the very same offer', () => {
  expect(withStatements(offer, [], TODAY)).toBe(offer)
  expect(
    withStatements(
      offer,
      [
        said('2026-02-01', correction({ nom: 'Autre' }), 'open'),
        said('2026-02-01', correction({ nom: 'Autre' }), 'refused'),
      ],
      TODAY,
    ),
  ).toBe(offer)
})

test('the last accepted word wins, in the types of the record, with who said it; the rest stays', () => {
  const list = [
    said('2026-03-01', correction({ nom: 'Troisième', publics: 'femmes,jeunes', telephone: '' })),
    said('2026-02-01', correction({ nom: 'Deuxième' })),
  ]
  const { service, provenance } = withStatements(offer, list, TODAY)
  expect(service).toMatchObject({
    nom: 'Troisième',
    publics: ['femmes', 'jeunes'],
    telephone: null,
    description: 'Un atelier d’essai.',
    date_maj: '2026-03-01',
  })
  expect(provenance.nom?.[0]).toMatchObject({ document: 'declaration', where: 'dit par Ada le 2026-03-01' })
})

test('a confirmation moves the date forward only, never after today', () => {
  const confirmed = (at: string) => withStatements(offer, [said(at, { kind: 'confirmation' })], TODAY).service.date_maj
  expect(confirmed('2026-05-05')).toBe('2026-05-05')
  expect(confirmed('2025-05-05')).toBe('2026-01-01')
  expect(confirmed('2027-05-05')).toBe('2026-01-01')
})

test('a correction that would make the record invalid is left out, and the others count', () => {
  const list = [
    said('2026-02-01', correction({ nom: 'x' })),
    said('2026-02-02', correction({ description: 'Une autre description.' })),
  ]
  expect(withStatements(offer, list, TODAY).service).toMatchObject({
    nom: 'Atelier',
    description: 'Une autre description.',
  })
})

describe('what was accepted and cannot be applied is told', () => {
  const told = (...list: Statement[]) => withWords(offer, list, TODAY, '35')

  test('with its field, what was typed, what is expected, by whom; the other fields of the correction count', () => {
    const { offer: corrected, unapplied } = told(
      said('2026-02-01', correction({ nom: 'x', telephone: '02 99 59 38 80' })),
    )
    expect(corrected.service).toMatchObject({ nom: 'Atelier', telephone: '+33299593880', date_maj: '2026-02-01' })
    expect(corrected.provenance).not.toHaveProperty('nom.0.document', 'declaration')
    expect(unapplied).toMatchObject([
      {
        code: 'correction-non-appliquee',
        key: 'k',
        where: 'demande st-2026-02-01',
        field: 'nom',
        received: 'x',
        whose: 'gestionnaire',
      },
    ])
    const [{ message = '', expected = '' } = {}] = unapplied
    expect(message).toMatch(/«\sAtelier\s».*Nom.*«\sx\s».*Ada le 1er février 2026/)
    expect(expected).toMatch(/3 caractères au moins/)
    expect(message).toContain(expected)
    expect(corrected.findings).toEqual([
      { code: 'correction-non-appliquee', field: 'nom', severity: 'avertissement', message },
    ])
  })

  test.each([
    ['emptied though the record needs it', 'description', '', 'Description'],
    ['no address of a page', 'lien_source', 'voir le site', 'Lien vers la source'],
    ['hours that nobody understands', 'horaires_accueil', 'parfois', 'Horaires'],
    ['a zone that nobody knows', 'zone_eligibilite', 'l’Atlantide', 'Zone'],
    ['a day that is none', 'fin', 'bientôt', 'Date de fin'],
  ])('%s', (_, field, value, label) => {
    const { offer: corrected, unapplied } = told(said('2026-02-01', correction({ [field]: value })))
    expect({ ...corrected, findings: [] }).toEqual(offer)
    expect(unapplied).toMatchObject([{ field, received: value }])
    expect(unapplied[0]?.message).toContain(label)
  })

  test('a part of a zone that is understood counts, the rest is told', () => {
    const { offer: corrected, unapplied } = told(
      said('2026-02-01', correction({ zone_eligibilite: 'Rennes, l’Atlantide' })),
    )
    expect(corrected.service.zone_eligibilite).toEqual(['35238'])
    expect(unapplied).toMatchObject([{ field: 'zone_eligibilite', received: 'l’Atlantide' }])
  })

  test('no longer, once the same field was corrected since', () => {
    const { offer: corrected, unapplied } = told(
      said('2026-02-01', correction({ nom: 'x' })),
      said('2026-02-02', correction({ nom: 'Autre' })),
    )
    expect(corrected.service.nom).toBe('Autre')
    expect(unapplied).toEqual([])
    expect(corrected.findings).toEqual([])
  })
})

test('a day is the day it was in France', () => {
  const late = { ...said('2026-02-01', correction({ nom: 'Autre' })), at: '2026-02-01T23:30:00.000Z' }
  expect(withStatements(offer, [late], TODAY).service.date_maj).toBe('2026-02-02')
})

test('of two words of one instant the one that was written later counts', () => {
  const list = [said('2026-02-01', correction({ nom: 'Premier' })), said('2026-02-01', correction({ nom: 'Second' }))]
  expect(withStatements(offer, list, TODAY).service.nom).toBe('Second')
})

test('a word said after today counts, its day does not', () => {
  const { service } = withStatements(offer, [said('2027-05-05', correction({ nom: 'Autre' }))], TODAY)
  expect(service).toMatchObject({ nom: 'Autre', date_maj: '2026-01-01' })
})

test('a withdrawal is no word about what the offer says', () => {
  expect(withStatements(offer, [said('2026-02-01', { kind: 'withdrawal', reason: 'fini' })], TODAY)).toBe(offer)
})

test('a confirmation of today counts today, and the score is that of today', () => {
  const old = { ...offer, service: { ...offer.service, date_maj: '2020-01-01' } }
  const corrected = withStatements(old, [said('2025-01-01', correction({ nom: 'Autre' }))], TODAY)
  const confirmed = withStatements(old, [said(TODAY, { kind: 'confirmation' })], TODAY)
  expect(confirmed.service.date_maj).toBe(TODAY)
  expect(confirmed.score).toBeGreaterThan(corrected.score)
})

test('what the schema only advises against does not lose a partner’s word', () => {
  const list = [said('2026-02-01', correction({ nom: 'Atelier d’été.' }))]
  expect(withStatements(offer, list, TODAY).service.nom).toBe('Atelier d’été.')
})

describe('a new end', () => {
  const ended: NormalisedOffer = {
    ...offer,
    session: { start: '2025-09-01', end: '2025-12-31', places: 14 },
    findings: (['session-terminee', 'convention-echue', 'texte-coupe'] as const).map(code => ({
      code,
      field: null,
      severity: 'info',
      message: 'M',
    })),
  }
  const next = { start: '2025-09-01', end: '2026-12-31', places: 14 }

  test('takes the place of the old one, and what was said of the old one goes', () => {
    const { session, findings } = withStatements(ended, [said('2026-02-01', correction({ fin: '31/12/2026' }))], TODAY)
    expect(session).toEqual(next)
    expect(findings.map(({ code }) => code)).toEqual(['texte-coupe'])
  })

  test('with its start', () => {
    const list = [said('2026-02-01', correction({ debut: '01/09/2026', fin: '31/12/2026' }))]
    expect(withStatements(ended, list, TODAY).session).toEqual({ ...next, start: '2026-09-01' })
  })

  test('of an offer that had none', () => {
    const list = [said('2026-02-01', correction({ fin: '31/12/2026' }))]
    expect(withStatements(offer, list, TODAY).session).toEqual({ places: null, start: null, end: '2026-12-31' })
  })

  test('any other word leaves session and findings as they are', () => {
    const { session, findings } = withStatements(ended, [said('2026-02-01', correction({ nom: 'Autre' }))], TODAY)
    expect(session).toEqual(ended.session)
    expect(findings).toEqual(ended.findings)
    expect(withStatements(offer, [said('2026-02-01', correction({ nom: 'Autre' }))], TODAY)).not.toHaveProperty(
      'session',
    )
  })
})

test('what people type becomes what is read on pages: a phone, a zone, hours', () => {
  expect(
    typedFields(
      {
        telephone: '02 99 59 38 80',
        zone_eligibilite: 'Cesson-Sévigné',
        horaires_accueil: 'lundi de 9 h à 12 h',
        publics: ' femmes , jeunes ',
        nom: 'Atelier',
        courriel: '',
        structure_nom: 'Une association',
      },
      '35',
    ),
  ).toEqual({
    telephone: '+33299593880',
    zone_eligibilite: ['35051'],
    horaires_accueil: 'Mo 09:00-12:00',
    publics: ['femmes', 'jeunes'],
    nom: 'Atelier',
    courriel: null,
  })
})

test('what is no phone is kept as it was typed, for the schema to refuse; a zone and hours that nobody understands are none', () => {
  expect(
    typedFields({ telephone: 'au bureau', zone_eligibilite: 'l’Atlantide', horaires_accueil: 'parfois' }, '35'),
  ).toEqual({ telephone: 'au bureau', zone_eligibilite: null, horaires_accueil: null })
})

describe('a corrected place is one place', () => {
  const rennes = {
    adresse: '4 rue des Exemples',
    commune: 'Rennes',
    code_postal: '35000',
    code_insee: '35238',
    longitude: -1.68,
    latitude: 48.11,
  }
  const origin = [{ words: '35238', document: 'd', address: 'a', where: 'p', rule: 'r' }]
  const there = {
    ...offer,
    service: { ...offer.service, ...rennes },
    provenance: { ...offer.provenance, code_insee: origin, longitude: origin },
  } as NormalisedOffer
  const corrected = (fields: Record<string, string>) => {
    const { service, provenance } = withStatements(there, [said('2026-02-01', correction(fields))], TODAY, '35')
    const { adresse, commune, code_postal, code_insee, longitude, latitude } = service
    return { place: [adresse, commune, code_postal, code_insee], map: [longitude, latitude], provenance }
  }
  test.each([
    ['the commune alone', { commune: 'Redon' }, ['Redon', '35600', '35236']],
    ['one that has several postal codes', { commune: 'Nantes' }, ['Nantes', null, '44109']],
    ['the postal code alone', { code_postal: '35400' }, ['Saint-Malo', '35400', '35288']],
    ['the postal code alone, of several communes', { code_postal: '35600' }, ['Rennes', '35600', null]],
    ['another postal code of the same commune', { code_postal: '35200' }, ['Rennes', '35200', '35238']],
    ['both', { commune: 'Redon', code_postal: '35600' }, ['Redon', '35600', '35236']],
    ['both, that disagree', { commune: 'Redon', code_postal: '35000' }, ['Redon', '35000', null]],
    ['a commune that nobody knows', { commune: 'Nulle-Part' }, ['Nulle-Part', '35000', null]],
  ])('%s', (_, fields, expected) => {
    const { place, map, provenance } = corrected(fields)
    expect(place).toEqual([rennes.adresse, ...expected])
    expect(map).toEqual([null, null])
    expect(provenance).not.toHaveProperty('longitude')
  })

  test('the street alone: the commune stays, the point on the map was that of the former one', () => {
    const { place, map, provenance } = corrected({ adresse: '2 quai Duguay-Trouin' })
    expect(place).toEqual(['2 quai Duguay-Trouin', 'Rennes', '35000', '35238'])
    expect(map).toEqual([null, null])
    expect(provenance.code_insee).toBe(origin)
  })

  test('what has no place in it leaves the place as it is', () => {
    expect(corrected({ nom: 'Autre' }).map).toEqual([rennes.longitude, rennes.latitude])
  })
})
