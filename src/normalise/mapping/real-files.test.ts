import { describe, expect, test } from 'vitest'
import { conventionOf, mappingOf, rawOffer, testSource } from '../../../test/normalise/testing.ts'
import { YamlFileError } from '../../config/yaml-file.ts'
import type { RawOffer } from '../../harvest/connector.ts'
import { flattenJson } from '../../harvest/records/flatten.ts'
import { normalise } from '../normalise.ts'
import { daysOf } from './column-days.ts'
import { namelessUnread, neverGiven, withLostFields } from './lost-fields.ts'

const STRUCTURE = 'structure: { id: { const: essai }, nom: { const: Essai } }\n'
const TEXT = 'Un atelier pour essayer une valeur, rien de plus.'
const offer = (fields: string, harvest = '{ kind: json, key: id }') =>
  `harvest: ${harvest}\n${STRUCTURE}offers:\n  - fields:\n      nom: { read: nom, do: title }\n      description: { read: texte, do: markdown }\n${fields}`

function read(fields: string, raw: Record<string, string | string[]>) {
  const mapping = mappingOf(offer(fields))
  return normalise(rawOffer({ nom: 'Atelier', texte: TEXT, ...raw }), {
    mapping,
    source: testSource,
    convention: conventionOf(),
    today: '2026-11-28',
  }).offers[0]?.service
}

describe('one field per day', () => {
  const hours = (names: string[], raw: Record<string, string>, more = '') =>
    read(`      horaires_accueil: { read: [${names.join(', ')}], do: opening-hours${more} }\n`, raw)?.horaires_accueil
  test.each([
    [
      'columns named by their day',
      ['lundi', 'mardi', 'mercredi'],
      { lundi: 'Fermé', mardi: '14h-18h', mercredi: '10h-12h30 / 14h-18h' },
      'Tu 14:00-18:00; We 10:00-12:30,14:00-18:00',
    ],
    [
      'every day alike',
      ['lundi', 'mardi', 'jeudi'],
      { lundi: '8:30 - 12:00', mardi: '8:30 - 12:00', jeudi: '-' },
      'Mo,Tu 08:30-12:00',
    ],
    [
      'longer names',
      ['Horaires du lundi', 'Horaires du mardi'],
      { 'Horaires du lundi': '9h-12h', 'Horaires du mardi': '9h-12h' },
      'Mo,Tu 09:00-12:00',
    ],
    [
      'properties in English',
      ['hours.monday', 'hours.friday'],
      { 'hours.monday': '09:00-12:00', 'hours.friday': '14:00-17:00' },
      'Mo 09:00-12:00; Fr 14:00-17:00',
    ],
    [
      'morning and afternoon apart',
      ['lundi matin', 'lundi après-midi', 'mardi matin'],
      { 'lundi matin': '9h-12h', 'lundi après-midi': '14h-17h', 'mardi matin': '9h-12h' },
      'Mo 09:00-12:00,14:00-17:00; Tu 09:00-12:00',
    ],
  ])('%s', (_, names, raw, expected) => expect(hours(names, raw)).toBe(expected))
  test('fields that say no day are left as they are', () => {
    expect(daysOf(['horaires', 'lundi'])).toBeNull()
    expect(daysOf(['lundi'])).toBeNull()
    expect(daysOf(['du lundi au vendredi', 'samedi'])).toBeNull()
  })
})

test('joined with line breaks, paragraphs stay', () => {
  const [first, second] = ['Un premier paragraphe.\n\nUn deuxième paragraphe.', 'Un troisième paragraphe.']
  const fields = '      publics_precisions: { read: [a, b], join: "\\n\\n", do: markdown }\n'
  expect(read(fields, { a: first, b: second })?.publics_precisions).toBe(`${first}\n\n${second}`)
})

describe('a rule that reads a field nobody gives', () => {
  const html = '{ kind: html, fields: { nom: h1, texte: .texte, prix: .prix } }'
  test.each([
    ['a field', '      frais: { read: prxi, do: fees }\n', 7, 'prxi'],
    ['one of several', '      frais: { read: [prix, tarif], do: fees }\n', 7, 'tarif'],
    ['a condition', '      frais: { const: gratuit, when: { read: prixx } }\n', 7, 'prixx'],
    [
      'a check',
      '      frais:\n        read: prix\n        do: fees\n        check: [{ read: pri, do: fees }]\n',
      10,
      'pri',
    ],
  ])('is a mistake with its line: %s', (_, fields, line, name) => {
    const mistake = (() => {
      try {
        mappingOf(offer(fields, html))
      } catch (error) {
        return error
      }
    })()
    expect(mistake).toBeInstanceOf(YamlFileError)
    expect((mistake as YamlFileError).problems).toMatchObject([
      { line, message: expect.stringContaining(`« ${name} »`) },
    ])
  })
  test('of a file whose fields only the document tells: said once it was read', () => {
    const text = offer('      frais: { read: prxi, do: fees }\n')
    expect(neverGiven('essai', text, new Set(['nom', 'texte', 'prix']))).toEqual([
      expect.stringMatching(/ligne 7 : .*« prxi ».*vouliez-vous dire « prix »/),
    ])
  })
  test('a column without a heading that no rule reads is told by its letter', () => {
    const text = offer('      frais: { read: colonne C, do: text }\n')
    expect(namelessUnread(text, new Set(['nom', 'texte', 'colonne C', 'colonne AB', 'colonne vertébrale']))).toEqual([
      'colonne AB',
    ])
  })
})

describe('a column renamed', () => {
  const csv = mappingOf(offer('', '{ kind: csv, key: id }'))
  const missing = (field: string) => ({
    code: 'champ-manquant',
    key: '1',
    where: 'x',
    field,
    received: null,
    expected: '',
    message: 'Nom manque',
    whose: 'partenaire' as const,
  })
  const outcome = { state: 'complete' as const, documents: 1, fill: { id: 1, Intitulé: 1, texte: 1 } }
  test('is said once, and its echoes are not', () => {
    const judged = withLostFields(
      { outcome, rejections: [missing('nom'), missing('nom'), { ...missing('frais'), code: 'autre' }] },
      csv,
      new Set(['id']),
      null,
    )
    expect(judged.outcome).toMatchObject({
      state: 'drifted',
      expectations: [{ message: 'La colonne « nom » a disparu ; colonnes présentes : id, Intitulé, texte.' }],
    })
    expect(judged.rejections).toHaveLength(1)
  })
  test('a column that is there but empty, or another spelling that the rule reads, is no loss', () => {
    const reading = { outcome: { ...outcome, fill: { id: 1, nom: 0, texte: 1 } }, rejections: [missing('nom')] }
    expect(withLostFields(reading, csv, new Set(), null)).toEqual(reading)
    const either = mappingOf(offer('', '{ kind: csv, key: id }').replace('read: nom', 'read: [nom, Intitulé]'))
    expect(withLostFields({ outcome, rejections: [] }, either, new Set(), null).outcome.state).toBe('complete')
  })
})

describe('objects of a structured file', () => {
  const at = { document: 'd', address: 'https://asso.example.org/offres.json', place: 'offres n° 1' }
  function offersOf(fields: string, value: unknown, more = '') {
    const text = `${offer(fields)}${more}`
    const raw: RawOffer = { key: '7', address: at.address, fields: flattenJson(value, at) }
    return normalise(raw, {
      mapping: mappingOf(text),
      source: testSource,
      convention: conventionOf(),
      today: '2026-11-28',
    }).offers
  }
  const HOURS = '      horaires_accueil: { read: horaires, do: opening-hours }\n'
  test.each([
    [
      'day, opens, closes',
      [
        { day: 'monday', opens: '09:00', closes: '12:00' },
        { day: 'friday', opens: '14:00', closes: '17:30' },
      ],
      'Mo 09:00-12:00; Fr 14:00-17:30',
    ],
    [
      'in French',
      [
        { jour: 'Lundi', ouverture: '9h', fermeture: '12h30' },
        { jour: 'Mardi', ouverture: '9h', fermeture: '12h30' },
      ],
      'Mo,Tu 09:00-12:30',
    ],
    [
      'schema.org',
      [
        {
          '@type': 'OpeningHoursSpecification',
          dayOfWeek: ['https://schema.org/Monday', 'https://schema.org/Tuesday'],
          opens: '09:00:00',
          closes: '12:00:00',
        },
      ],
      'Mo,Tu 09:00-12:00',
    ],
    [
      'morning and afternoon of one day',
      [
        { jour: 'jeudi', debut: '9:00', fin: '12:00' },
        { jour: 'jeudi', debut: '14:00', fin: '17:00' },
      ],
      'Th 09:00-12:00,14:00-17:00',
    ],
    [
      'a day that is shut',
      [
        { day: 'monday', opens: '09:00', closes: '12:00' },
        { day: 'sunday', closed: true },
      ],
      'Mo 09:00-12:00',
    ],
  ])('hours, %s', (_, horaires, expected) => {
    expect(offersOf(HOURS, { nom: 'Atelier', texte: TEXT, horaires })[0]?.service.horaires_accueil).toBe(expected)
  })
  test('hours of one season are not those of every week', () => {
    const horaires = [
      { dayOfWeek: 'Monday', opens: '09:00', closes: '12:00', validFrom: '2026-07-01', validThrough: '2026-08-31' },
    ]
    const [read] = offersOf(HOURS, { nom: 'Atelier', texte: TEXT, horaires })
    expect(
      read?.service.horaires_accueil === null || read?.findings.some(({ field }) => field === 'horaires_accueil'),
    ).toBe(true)
  })
  test('objects that say no hours keep their fields', () => {
    const fields = flattenJson({ seances: [{ day: 'monday', nom: 'Couture', opens: '09:00', closes: '12:00' }] }, at)
    expect(fields.seances?.map(({ words }) => words)).toEqual(['lundi : 09:00-12:00'])
    expect(fields['seances.nom']?.map(({ words }) => words)).toEqual(['Couture'])
  })
  test('one offer per element of a list of objects, each with its own fields and those of the whole', () => {
    const sites = [
      { nom: 'Site de Rennes', lieu: { cp: '35000', ville: 'Rennes' } },
      {
        nom: 'Site de Vitré',
        lieu: { ville: 'Vitré', cp: '35500' },
        horaires: [{ day: 'monday', opens: '09:00', closes: '12:00' }],
      },
    ]
    const fields =
      '      commune: { read: item.lieu.ville, do: text }\n      horaires_accueil: { read: sites.horaires, do: opening-hours }\n    each: { read: sites }\n    key: { read: sites.nom }\n'
    const read = offersOf(fields, { nom: 'Atelier', texte: TEXT, sites })
    expect(read.map(({ key, service }) => [key, service.nom, service.commune, service.horaires_accueil])).toEqual([
      ['7_site-de-rennes', 'Atelier', 'Rennes', null],
      ['7_site-de-vitre', 'Atelier', 'Vitré', 'Mo 09:00-12:00'],
    ])
    const text = offer(fields)
    const seen = new Set(['nom', 'texte', 'sites.nom', 'sites.lieu.ville', 'sites.horaires'])
    expect(neverGiven('essai', text, seen)).toEqual([])
    expect(neverGiven('essai', text.replace('item.lieu.ville', 'item.lieu.vile'), seen)).toHaveLength(1)
  })
})
