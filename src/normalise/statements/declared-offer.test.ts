import { expect, test } from 'vitest'
import { conventionOf } from '../../../test/normalise/testing.ts'
import { declaredContext } from './declared-context.ts'
import { type DeclaredContext, declaredKey, declaredOffer } from './declared-offer.ts'
import type { Statement, Typed } from './statement.ts'

const FIELDS: Typed = {
  nom: 'Atelier de cuisine',
  description: 'Un atelier de cuisine pour apprendre à faire simple, chaque semaine, avec les produits du marché.',
  structure_nom: 'Essai',
  commune: 'Rennes',
  code_postal: '35200',
}
const CONTEXT: DeclaredContext = {
  ...declaredContext(conventionOf(), { id: 'essai', partner: 'essai' }, '2026-11-24'),
  partner: { names: ['Essai'], siret: '13002526500013' },
}
const said = (fields: Typed): Statement => ({
  id: 'd1',
  at: '2026-11-20T23:30:00Z',
  partner: 'essai',
  offer: null,
  title: 'Atelier',
  body: { kind: 'declaration', fields, from: 'formulaire' },
  by: 'Claude, de l’association',
  state: 'accepted',
  decided: null,
  decidedBy: null,
  reason: null,
})
/** A box that nobody filled is not sent. */
const filled = (fields: Typed): Typed => Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ''))

function offerOf(fields: Typed = {}, context: Partial<DeclaredContext> = {}) {
  const read = declaredOffer(said(filled({ ...FIELDS, ...fields })), { ...CONTEXT, ...context })
  if (!read || !('offer' in read)) throw new Error(JSON.stringify(read))
  return read.offer
}
const WHERE = 'dit par Claude, de l’association le 2026-11-21'

test('the context of who declares: their lines, their names, their SIRET', () => {
  const convention = conventionOf()
  const context = declaredContext(convention, { id: 'essai', partner: 'essai' }, '2026-11-24')
  expect(context).toMatchObject({
    source: 'essai',
    lines: ['1/essai'],
    partner: { names: ['Essai'], siret: null },
    department: '35',
    today: '2026-11-24',
  })
  expect(
    declaredContext(conventionOf({ offer: false }), { id: 'essai', partner: 'essai' }, '2026-11-24').lines,
  ).toEqual([])
  expect(declaredContext(convention, { id: 'x', partner: 'autre' }, '2026-11-24')).toMatchObject({
    lines: [],
    partner: { names: [], siret: null },
  })
})

test('what a partner declared is an offer, each value with who said it and when, in Paris', () => {
  const offer = offerOf()
  expect(offer).toMatchObject({
    source: 'essai',
    key: 'declaration-d1',
    address: 'demande d1',
    service: {
      id: 'declaration-d1',
      nom: FIELDS.nom,
      date_maj: '2026-11-21',
      commune: 'Rennes',
      code_postal: '35200',
      code_insee: '35238',
    },
    structure: { id: 'declaration-13002526500013', siret: '13002526500013', nom: 'Essai', code_insee: '35238' },
    findings: [],
    actions: ['1/essai'],
  })
  expect(offer.service.structure_id).toBe(offer.structure.id)
  expect(offer.score).toBeGreaterThan(0)
  expect(offer).not.toHaveProperty('session')
  expect(offer.provenance.nom).toEqual([
    { words: FIELDS.nom, document: 'declaration', address: 'demande d1', where: WHERE, rule: 'déclaration acceptée' },
  ])
  expect(
    Object.keys(offer.provenance).filter(name => ['source', 'id', 'structure_id', 'frais', 'fin'].includes(name)),
  ).toEqual([])
  expect(offerOf({ publics: 'femmes, jeunes' }).provenance.publics?.[0]?.words).toBe('femmes, jeunes')
})

test('its own identifier and its own SIRET are its key and its structure’s', () => {
  const offer = offerOf({ id: 'Atelier N° 2', siret: '356 000 000 00048' })
  expect([offer.key, offer.structure.id, offer.structure.siret]).toEqual([
    declaredKey('Atelier N° 2'),
    'declaration-35600000000048',
    '35600000000048',
  ])
  expect(declaredKey('Atelier N° 2')).toMatch(/^declaration-atelier-n/)
  expect(offerOf({ structure_nom: 'Une autre' }).structure).toMatchObject({ id: 'declaration-une-autre', siret: null })
})

test('its last day is that of its session', () => {
  const offer = offerOf({ fin: '31/12/2026' })
  expect(offer.session).toEqual({ start: null, end: '2026-12-31', places: null })
  expect(offer.provenance.fin).toEqual([
    { words: '2026-12-31', document: 'declaration', address: 'demande d1', where: WHERE, rule: 'déclaration acceptée' },
  ])
  for (const fin of ['31/13/2026', 'bientôt', '2026-12']) expect(offerOf({ fin })).not.toHaveProperty('session')
})

test.each<[commune: string, postal: string, place: unknown[]]>([
  ['Rennes', '35200', ['Rennes', '35200', '35238']],
  ['rennes', '', ['Rennes', '35000', '35238']],
  ['', '35830', ['Betton', '35830', '35024']],
  ['', '35460', [null, '35460', null]],
  ['Rennes', '44000', ['Rennes', '44000', null]],
  ['Saint-Denis', '', ['Saint-Denis', null, null]],
  ['Nulle-Part', '35200', ['Rennes', '35200', '35238']],
])('«%s», «%s» is the one commune on which both agree, or none', (commune, code_postal, place) => {
  const { service } = offerOf({ commune, code_postal })
  expect([service.commune || null, service.code_postal || null, service.code_insee]).toEqual(place)
})

test.each<[named: string | undefined, lines: string[], actions: string[]]>([
  ['1/b', ['1/a', '1/b'], ['1/b']],
  ['1/c', ['1/a', '1/b'], []],
  [undefined, ['1/a', '1/b'], []],
  [undefined, ['1/a'], ['1/a']],
  ['1/c', ['1/a'], ['1/a']],
  [undefined, [], []],
])('the line %s, of %j: %j', (named, lines, actions) => {
  expect(offerOf(named ? { action: named } : {}, { lines }).actions).toEqual(actions)
})

test('what was typed and cannot be used is told, not dropped', () => {
  const fields = { zone_eligibilite: 'Rennes, Nulle-Part', horaires_accueil: 'quand on veut' }
  expect(offerOf(fields).findings).toEqual([
    {
      code: 'declaration-non-lue',
      field: 'zone_eligibilite',
      severity: 'avertissement',
      message: 'Zone : « Nulle-Part » n’est pas un territoire connu, et n’est pas envoyé.',
    },
    {
      code: 'declaration-non-lue',
      field: 'horaires_accueil',
      severity: 'avertissement',
      message: 'Horaires : « quand on veut » n’a pas pu être lu, et n’est pas envoyé.',
    },
  ])
  expect(offerOf({ zone_eligibilite: 'Rennes', horaires_accueil: 'lundi 9h-12h' }).findings).toEqual([])
})

test('without a name it cannot be sent, and why is said; what is no declaration is no offer', () => {
  const { nom: _, ...nameless } = FIELDS
  const read = declaredOffer(said(nameless), CONTEXT)
  expect(read).toMatchObject({
    rejection: {
      code: 'declaration-incomplete',
      key: 'declaration-d1',
      where: 'demande d1',
      field: 'nom',
      whose: 'partenaire',
    },
  })
  const { message = '', expected = '' } = read && 'rejection' in read ? read.rejection : {}
  expect(message).toBe(`L’offre déclarée «  » ne peut pas être envoyée : ${expected}`)
  expect(expected).not.toBe('une fiche valide')
  const { structure_nom: __, ...homeless } = FIELDS
  expect(declaredOffer(said(homeless), CONTEXT)).toMatchObject({ rejection: { field: 'nom' } })
  expect(declaredOffer({ ...said(FIELDS), body: { kind: 'return' } }, CONTEXT)).toBeNull()
})
