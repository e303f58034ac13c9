import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadSource } from '../../src/config/sources.ts'
import { loadConvention } from '../../src/convention/load.ts'
import type { RawOffer } from '../../src/harvest/connector.ts'
import { loadMapping, type Mapping } from '../../src/normalise/mapping/load-mapping.ts'
import { normalise } from '../../src/normalise/normalise.ts'
import { namesSomebody } from '../../src/normalise/personal-names.ts'
import { validateService } from '../../src/reference/validate.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const MAPPINGS = join(ROOT, 'mappings')
const convention = loadConvention(join(ROOT, 'config', 'conventions', '2024.yaml'))
const ids = readdirSync(MAPPINGS).filter(id => existsSync(join(MAPPINGS, id, 'mapping.yaml')))
const TODAY = '2026-11-24'

/** What pages hold, and what breaks parsers. */
const WORDS = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\u202E',
    '\uD800',
    'null',
    'undefined',
    '[object Object]',
    '__proto__',
    'NaN',
    '9'.repeat(30),
    '-1',
    '1e400',
    '30 février 2024',
    '99/99/9999',
    '00000000',
    '4 mars',
    '1er janvier 2101',
    '400 heures par semaine',
    '0 h sur 0 semaines',
    'de à et',
    'lundi de 25h à 99h',
    '24/7',
    '35000 ',
    '00000 Nulle-Part, 99999',
    '12 rue X, 35000 Rennes',
    '+33',
    '0'.repeat(14),
    '02 99 59 38 80',
    '@',
    'a@b',
    'contact@asso.org',
    'javascript:alert(1)',
    'https://',
    'http://[',
    'Mme Durand',
    'Marie Durand reçoit le lundi.',
    '<p>',
    '<p>Texte <b>gras</b></p><script>x</script>',
    '<ul><li>un<li>deux',
    '&amp;',
    '=cmd()',
    'gratuit',
    'payant',
    'Femmes, bénéficiaires du RSA',
    'Premières Heures en Chantier et PEM’S accompagnement, RSA',
    'Une offre décrite en assez de mots pour que le schéma l’accepte sans hésiter.',
    'tous publics et femmes',
    'x'.repeat(3000),
  ),
)

/** Every raw field that a mapping reads, each absent, empty, or with one to three values. */
function records(mapping: Mapping): fc.Arbitrary<RawOffer> {
  const rules = [mapping.structure, ...mapping.offers.map(offer => offer.fields)].flatMap(fields =>
    Object.values(fields).flat(),
  )
  const conditions = [
    ...mapping.refuse.flatMap(({ when }) => when),
    ...mapping.offers.flatMap(({ when }) => when ?? []),
  ]
  const each = mapping.offers.flatMap(offer => offer.each?.read ?? [])
  const names = [
    ...new Set([
      ...rules.flatMap(rule => [...(rule.read ?? []), ...(rule.check ?? []).flatMap(other => other.read ?? [])]),
      ...conditions.map(({ read }) => read),
      ...each,
    ]),
  ]
  const values = fc.array(WORDS, { maxLength: 3 }).map(words =>
    words.map(text => ({
      words: text.replace(/<[^>]*>/g, ' '),
      ...(text.startsWith('<') && { html: text }),
      origin: { document: 'd'.repeat(64), address: 'https://partenaire.example.org/', where: 'p' },
    })),
  )
  return fc
    .record(Object.fromEntries(names.map(name => [name, values])), { requiredKeys: [] })
    .map(fields => ({ key: 'cle', address: 'https://partenaire.example.org/', fields: fields as RawOffer['fields'] }))
}

/** So that the property is not true of nothing: records that got through, over all mappings. */
const passed = { offers: 0, rejections: 0 }

describe.each(ids)('%s', id => {
  const mapping = loadMapping(join(MAPPINGS, id, 'mapping.yaml'))
  const source = loadSource(join(ROOT, 'config'), id)

  test('whatever the page holds: no throw, nothing invalid passes, nothing goes unseen, no person is named', () => {
    fc.assert(
      fc.property(records(mapping), raw => {
        const read = normalise(raw, { mapping, source, convention, today: TODAY })
        passed.offers += read.offers.length
        passed.rejections += read.rejections.length
        for (const { service, findings, provenance, score } of read.offers) {
          // A date that cannot be read leaves the record without one, which the schema alone does not allow.
          const dated = { ...service, date_maj: service.date_maj ?? TODAY }
          expect(validateService(dated, { today: TODAY, strict: true }).valid).toBe(true)
          expect(service.date_maj !== null || findings.some(({ field }) => field === 'date_maj')).toBe(true)
          expect(score).toBeGreaterThanOrEqual(0)
          expect(findings.every(finding => finding.message !== '')).toBe(true)
          for (const text of [
            service.description,
            service.publics_precisions,
            service.conditions_acces,
            service.mobilisation_precisions,
          ]) {
            expect(text !== null && namesSomebody(text)).toBe(false)
          }
          for (const origins of Object.values(provenance))
            for (const { words } of origins) expect(namesSomebody(words)).toBe(false)
        }
        const outcomes =
          read.offers.length + read.rejections.length + (mapping.offers.length === 0 ? read.structures.length : 0)
        expect(outcomes).toBeGreaterThan(0)
        for (const { message, expected } of read.rejections) expect(message !== '' && expected !== '').toBe(true)
      }),
      { numRuns: 100, seed: 20_261_124 },
    )
  })
})

test('many offers passed and many were rejected: the property was tried on both', () => {
  expect(passed.offers).toBeGreaterThan(200)
  expect(passed.rejections).toBeGreaterThan(200)
})
