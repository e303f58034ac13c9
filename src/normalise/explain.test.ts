import { expect, test } from 'vitest'
import { conventionOf, mappingOf, rawOffer, testSource } from '../../test/normalise/testing.ts'
import { explainOffer, wholeFindings } from './explain.ts'
import { normalise } from './normalise.ts'
import type { NormalisedOffer } from './normalised-offer.ts'

test('each field with its value, its origin, its rule and its findings', () => {
  const [offer] = normalise(
    rawOffer({
      nom: 'Offre',
      description: 'Une offre décrite assez longuement.',
      tel: '299593880',
      h: '400 h par semaine',
    }),
    {
      mapping: mappingOf(
        'harvest: { kind: json, key: id }\nstructure: { id: { const: e }, nom: { const: Essai }, siret: { const: "99900101900010" } }\noffers:\n  - actions: [1/essai]\n    fields: { nom: { read: nom }, description: { read: description }, telephone: { read: tel, do: phones }, volume_horaire_hebdomadaire: { read: h, do: { duration: hours } }, publics: { from: convention }, fin: { from: convention } }\n',
      ),
      source: testSource,
      convention: conventionOf(),
      today: '2026-11-24',
    },
  ).offers
  if (!offer) throw new Error('no offer')
  const lines = explainOffer(offer)
  const line = (field: string) => lines.find(found => found.field === field)
  expect(line('telephone')).toMatchObject({
    label: 'Téléphone',
    value: '+33299593880',
    origins: [{ words: '299593880', where: '.tel (1)', rule: 'telephone ← tel → phones' }],
    findings: [{ code: 'telephone-sans-zero' }],
  })
  expect(line('publics')?.origins[0]?.document).toBe('convention')
  expect(line('fin')).toMatchObject({ label: 'Fin', value: '2024-12-31', findings: [{ code: 'convention-echue' }] })
  expect(line('structure.nom')).toMatchObject({ label: 'Structure, nom', value: 'Essai' })
  expect(line('structure.siret')?.label).toBe('Structure, SIRET')
  expect(line('volume_horaire_hebdomadaire')).toMatchObject({ value: null, findings: [{ code: 'valeur-impossible' }] })
  expect(lines.map(found => found.field)).not.toContain('id')
  expect(wholeFindings(offer).map(finding => finding.code)).toEqual(
    expect.arrayContaining(['score-insuffisant', 'selon-la-convention']),
  )
  expect(wholeFindings(offer).map(finding => finding.code)).not.toContain('valeur-impossible')
})

test('lists, numbers and days of the session as text; what is empty has no line unless something is to be known of it', () => {
  const offer = {
    service: { source: 's', id: 'i', structure_id: 'j', nom: 'Offre', publics: ['femmes', 'jeunes'], thematiques: [] },
    structure: { source: 's', id: 'j', nom: 'Essai', siret: null },
    session: { start: '2026-01-05', end: '2026-03-05', places: 14 },
    provenance: { nom: [{ words: 'Offre', document: 'd', address: 'a', where: 'h1', rule: 'r' }] },
    findings: [
      { code: 'x', field: 'structure.siret', severity: 'info', message: 'M' },
      { code: 'lieu', field: 'lieu', severity: 'info', message: 'M' },
      { code: 'all', field: null, severity: 'info', message: 'M' },
    ],
  } as unknown as NormalisedOffer
  expect(explainOffer(offer).map(({ field, label, value }) => [field, label, value])).toEqual([
    ['nom', 'Nom', 'Offre'],
    ['publics', 'Publics', 'femmes, jeunes'],
    ['debut', 'Début', '2026-01-05'],
    ['fin', 'Fin', '2026-03-05'],
    ['places', 'Places', '14'],
    ['structure.nom', 'Structure, nom', 'Essai'],
    ['structure.siret', 'Structure, SIRET', null],
  ])
  expect(explainOffer(offer).map(({ origins }) => origins.length)).toEqual([1, 0, 0, 0, 0, 0, 0])
  expect(wholeFindings(offer).map(({ code }) => code)).toEqual(['lieu', 'all'])
  const { session: _, ...silent } = offer
  expect(explainOffer(silent).map(({ field }) => field)).not.toContain('debut')
  expect(explainOffer({ ...offer, session: { start: null, end: null, places: null } })).toHaveLength(4)
})
