import { expect, test } from 'vitest'
import { conventionOf, mappingOf, rawOffer, testSource } from '../../test/normalise/testing.ts'
import { buildService, buildStructure } from './build-record.ts'
import type { NormaliseInput } from './normalise-input.ts'
import type { Finding, Provenance } from './normalised-offer.ts'
import { emptyResult, type FieldsResult } from './read-field.ts'

const TODAY = '2026-11-24'
const PAGE = 'https://partenaire.example.org/offre'
const MAPPING = `harvest: { kind: json, key: id }
structure:
  id: { const: essai }
  nom: { read: [organisme, sigle] }
offers:
  - fields: { nom: { read: nom }, description: { const: Une description } }
`
const input: NormaliseInput = {
  mapping: mappingOf(MAPPING),
  source: testSource,
  convention: conventionOf(),
  today: TODAY,
}

function read(
  values: Record<string, unknown>,
  provenance: Record<string, Provenance[]> = {},
  findings: Finding[] = [],
): FieldsResult {
  const result = { ...emptyResult(), provenance, findings }
  Object.assign(result.values, values)
  return result
}
const from = (document: string): Provenance[] => [
  { words: 'w', document, address: PAGE, where: 'ligne 3', rule: 'règle' },
]
const told = (field: string, code: string, message = 'M'): Finding => ({
  code,
  field,
  severity: 'avertissement',
  message,
})

const NAMED = { id: 'Mon essai', nom: 'Association', description: 'Une description d’essai.' }
const structure = (values: object, more: { input?: Partial<NormaliseInput>; fields?: Record<string, string> } = {}) =>
  buildStructure(read({ ...NAMED, ...values }), rawOffer(more.fields ?? {}), { ...input, ...more.input })
const service = (
  values: object,
  {
    fields = {},
    findings = [],
    provenance = {},
    more = {},
  }: {
    fields?: Record<string, string>
    findings?: Finding[]
    provenance?: Record<string, Provenance[]>
    more?: Partial<NormaliseInput>
  } = {},
) => {
  const result = read({ ...NAMED, ...values }, provenance, findings)
  const built = buildService(result, read({ id: 'Mon essai' }), 'cle', rawOffer(fields), { ...input, ...more })
  return { built, read: result }
}

test('a structure bears its source in its id, and the day it was confirmed', () => {
  expect(structure({ date_maj: '2026-05-04' })).toMatchObject({
    record: { id: 'essai--mon-essai', source: 'essai', nom: 'Association', date_maj: '2026-05-04' },
    findings: [],
  })
  expect(structure({})).toMatchObject({ findings: [] })
})

test('a structure whose date nobody can read has none', () => {
  expect(structure({ date_maj: '2027-01-01' })).toMatchObject({ record: { date_maj: null, nom: 'Association' } })
})

test('a structure without name or id is rejected for both, with where they were sought', () => {
  expect(structure({ id: undefined, nom: undefined })).toEqual({
    rejections: [
      {
        code: 'champ-manquant',
        key: 'offre',
        where: PAGE,
        field: 'structure.id',
        received: null,
        expected: 'Identifiant, lu dans la configuration',
        message: 'Identifiant manque : rien ne le donne, ou la présentation a changé.',
        whose: 'configuration',
      },
      {
        code: 'champ-manquant',
        key: 'offre',
        where: PAGE,
        field: 'structure.nom',
        received: null,
        expected: 'Nom, lu dans « organisme » ou « sigle »',
        message: 'Nom manque : rien ne le donne, ou la présentation a changé.',
        whose: 'partenaire',
      },
    ],
  })
})

test('what one of the fields gives and no rule keeps is told apart from what is missing, with the last word said of it', () => {
  const built = (findings: Finding[]) =>
    buildStructure(read({ id: 'e' }, {}, findings), rawOffer({ sigle: '?' }), input)
  const kept = (why: string) => ({
    rejections: [{ message: `Nom est là mais n’a pas pu être retenu : ${why}`, whose: 'partenaire' }],
  })
  expect(built([])).toMatchObject(kept('la règle de la configuration ne le reconnaît pas.'))
  expect(
    built([told('nom', 'a', 'Premier.'), told('nom', 'b', 'Dernier.'), told('telephone', 'c', 'Autre.')]),
  ).toMatchObject(kept('Dernier.'))
})

test('a field that the page has empty is missing', () => {
  const raw = { ...rawOffer({}), fields: { organisme: [] } }
  expect(buildStructure(read({ id: 'e' }), raw, input)).toMatchObject({
    rejections: [{ message: 'Nom manque : rien ne le donne, ou la présentation a changé.' }],
  })
})

test('a record that the schema only advises against is refused: it is ours to write it well', () => {
  expect(structure({ nom: 'Association.' })).toMatchObject({ rejections: [{ field: 'structure.nom' }] })
  expect(service({ nom: 'Offre.' }).built).toMatchObject({ rejections: [{ field: 'nom', key: 'cle' }] })
})

test.each([
  ['default', 'configuration'],
  ['convention', 'configuration'],
  ['a page', 'partenaire'],
])('a value that comes from %s and that the schema refuses is up to: %s', (document, whose) => {
  expect(service({ frais: 'gratuitement' }, { provenance: { frais: from(document) } }).built).toMatchObject({
    rejections: [{ code: 'schema-enum', field: 'frais', received: 'gratuitement', where: `${PAGE}, ligne 3`, whose }],
  })
})

test('a value that the schema refuses and that nobody knows the origin of is up to the configuration', () => {
  expect(service({ frais: 'gratuitement' }).built).toMatchObject({
    rejections: [{ where: PAGE, whose: 'configuration' }],
  })
})

test('the link to the source is the page that was read, unless the source says another', () => {
  const silent = service({})
  expect(silent.built).toMatchObject({
    record: { lien_source: PAGE, structure_id: 'essai--mon-essai', id: 'essai--cle' },
  })
  expect(silent.read.provenance.lien_source).toMatchObject([
    { words: PAGE, document: 'default', address: PAGE, rule: 'lien_source ← adresse de la page' },
  ])
  const said = service({ lien_source: 'https://autre.example.org/' })
  expect(said.built).toMatchObject({ record: { lien_source: 'https://autre.example.org/' } })
  expect(said.read.provenance).not.toHaveProperty('lien_source')
})

test('the date is what the source says up to today; in the future it is none, and told', () => {
  expect(service({ date_maj: TODAY }).built).toMatchObject({ record: { date_maj: TODAY } })
  const late = service({ date_maj: '2026-11-25' })
  expect(late.built).toMatchObject({ record: { date_maj: null } })
  expect(late.read.findings).toMatchObject([{ code: 'valeur-impossible', field: 'date_maj' }])
  expect(late.read.provenance.date_maj).toMatchObject([{ words: 'inconnue', where: 'date illisible' }])
})

test('a source without any date counts from the day it was first read', () => {
  const first = { more: { firstSeen: '2026-03-02' } }
  const silent = service({}, first)
  expect(silent.built).toMatchObject({ record: { date_maj: '2026-03-02' } })
  expect(silent.read.provenance.date_maj).toMatchObject([{ words: '2026-03-02', where: 'première lecture' }])
  const others = [told('date_maj', 'texte-coupe'), told('telephone', 'valeur-illisible')]
  expect(service({}, { ...first, findings: others }).built).toMatchObject({ record: { date_maj: '2026-03-02' } })
  const unread = [...others, told('date_maj', 'valeur-illisible')]
  expect(service({}, { ...first, findings: unread }).built).toMatchObject({ record: { date_maj: null } })
})

const LONG = 'Cet atelier aide à préparer son projet. '.repeat(8).trim()
const WHOLE = {
  description: LONG,
  date_maj: TODAY,
  frais: 'gratuit',
  publics: ['femmes'],
  thematiques: ['numerique--acquerir-un-equipement'],
  modes_accueil: ['en-presentiel'],
  adresse: '12 rue du Port',
  code_postal: '35400',
  commune: 'Saint-Malo',
  code_insee: '35288',
  telephone: '+33299593880',
  courriel: 'contact@partenaire.example.org',
  modes_mobilisation: ['telephoner'],
  mobilisable_par: ['usagers'],
}

test('a service that says all is shown, and nothing is told of its score', () => {
  expect(service(WHOLE).built).toMatchObject({ score: 1, findings: [] })
})

test('a service that DORA would hide is told what it lacks, and nothing that it has', () => {
  const { built } = service({
    ...WHOLE,
    adresse: undefined,
    code_postal: undefined,
    telephone: undefined,
    publics: undefined,
  })
  const messages = 'findings' in built ? built.findings.map(({ message }) => message) : []
  expect(messages).toEqual([
    expect.stringMatching(/attendu\). Ce que les faits publics ne donnent pas : .*le public ; .*le téléphone\.$/),
  ])
  expect(messages[0]).not.toMatch(/prix|courriel|thématique|description|mise à jour/)
})

test('a score on the line, eight criteria out of ten, is shown', () => {
  const ten = { ...WHOLE, modes_mobilisation: ['telephoner', 'envoyer-un-courriel'], publics: undefined }
  expect(service({ ...ten, frais: undefined }).built).toMatchObject({ score: 0.8, findings: [] })
  expect(service({ ...ten, frais: undefined, adresse: undefined }).built).toMatchObject({
    score: 0.7,
    findings: [
      {
        message:
          'Score de qualité 0,7 (0,8 attendu). Ce que les faits publics ne donnent pas : l’adresse du lieu d’accueil ; le public ; le prix.',
      },
    ],
  })
})

test('who is open to all says nothing of others', () => {
  const { built } = service({ ...WHOLE, publics: ['femmes', 'tous-publics', 'jeunes'] })
  expect(built).toMatchObject({
    record: { publics: ['tous-publics'] },
    findings: [
      {
        code: 'tous-publics-seul',
        message:
          'L’offre est ouverte à tous : « Femmes, Jeunes », que la source met en avant, n’est pas une condition.',
      },
    ],
  })
  expect(service({ ...WHOLE, publics: ['tous-publics'] }).built).toMatchObject({ findings: [] })
  expect(service({ ...WHOLE, publics: ['femmes', 'jeunes'] }).built).toMatchObject({
    record: { publics: ['femmes', 'jeunes'] },
    findings: [],
  })
})
