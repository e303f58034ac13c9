import fc from 'fast-check'
import { type ReferentielName, valuesOf } from '../../src/reference/referentiels.ts'

const anything = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    1,
    -1,
    3.5,
    1e18,
    '',
    ' ',
    [],
    {},
    [null],
    ['x'],
    [[]],
    'null',
    '\ud800',
    'a\udfffb',
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '',
    'ok',
    'foo',
    'foo.',
    'foo etc.',
    'foo…',
    '   ',
    '👍👍',
    '👍👍👍',
    'été.',
    'x'.repeat(149),
    'x'.repeat(150),
    '𝒳'.repeat(150),
    '𝒳'.repeat(151),
    `${'x'.repeat(149)}.`,
  ),
)

const description = fc.oneof(
  fc
    .constantFrom(0, 4, 5, 49, 50, 51, 199, 200, 201, 1999, 2000, 9999, 10_000, 10_001)
    .chain(length => fc.constantFrom('.', 'é', '👍').map(unit => unit.repeat(length))),
  text,
)

const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max })
const code = fc.oneof(
  digits(1, 15),
  fc.constantFrom(
    '35238',
    '2A004',
    '35',
    '974',
    '2A',
    '243500139',
    '99100',
    '99612',
    'france',
    'France',
    'Rennes',
    '３５０００',
    '٣٥٠٠٠',
    'ab_de',
    'a-b',
    'éàüñç',
    '35 000',
    '35000\n',
    'ａｂ',
    '\u200cab',
    '½½',
    'e\u0301e',
    'ⅫⅫ',
    '13003013300016',
    '１３００３０１３３０００１６',
    '99１00',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
)

const urlParts = fc.tuple(
  fc.constantFrom(
    'http://',
    'https://',
    'HTTPS://',
    'ftp://',
    'http:/',
    'http:',
    '//',
    '',
    'www.',
    ' https://',
    'javascript:',
    'mailto:',
    'http:\\\\',
    'file:///',
  ),
  fc.constantFrom(
    'exemple.fr',
    'www.été.fr',
    'localhost',
    '127.0.0.1',
    '[::1]',
    '1',
    '256.1.1.1',
    'a b.fr',
    'foo_bar.fr',
    '-a.fr',
    'xn--9ca.fr',
    'user:mot@exemple.fr',
    '',
    '.',
    'a..b',
    'ex%41mple.fr',
    'EXEMPLE.FR',
    'a|b.fr',
    'xn--',
    '1.2.3',
    '0x7f.1',
    '☃.net',
    'a<b',
    '[zz]',
  ),
  fc.constantFrom('', ':80', ':443', ':99999', ':abc', ':', ':0'),
  fc.constantFrom(
    '',
    '/',
    '/page',
    '/a b',
    '/é?q=ü#ö',
    '?a=b|c',
    '#a#b',
    '/%zz',
    '/[x]',
    '/{a}',
    '\\x',
    '/a\tb',
    '/'.repeat(2100),
    `/${'é'.repeat(700)}`,
    '/^`"<>',
    '/../..',
    ' ',
    '\n',
    '?[a]=1',
    "/'",
  ),
)
const url = fc.oneof(
  urlParts.map(parts => parts.join('')),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  text,
)

const emailParts = fc.tuple(
  fc.constantFrom(
    'foo',
    'Foo.Bar',
    'INFO',
    'a..b',
    '.a',
    'a.',
    'é',
    'e\u0301',
    '"foo bar"',
    '"foo"',
    "o'neil",
    'a+b',
    'a b',
    '',
    'a,b',
    'x'.repeat(65),
    'x'.repeat(250),
    'a@b',
    '\u200bx',
    '\u0301a',
    '☃',
    'a\u00a0b',
    '(c)a',
    'a\\b',
    'Jean Dupont',
    'Postmaster',
  ),
  fc.constantFrom('@', '@', '@', '@', '', '@@', ' @ ', '＠', '@\u0301'),
  fc.constantFrom(
    'bar.fr',
    'Bar.FR',
    'bar',
    'exemple.test',
    'a.local',
    'localhost',
    'été.fr',
    'e\u0301te\u0301.fr',
    'xn--9ca.fr',
    '-a.fr',
    'a-.fr',
    'a..fr',
    '.fr',
    'fr.',
    'a.fr.',
    'a_b.fr',
    'a.1',
    'a.f1',
    '[127.0.0.1]',
    'ab--cd.fr',
    `${'x'.repeat(64)}.fr`,
    `${'x'.repeat(63)}.fr`,
    `${'abcdefghi.'.repeat(25)}fr`,
    '☃.net',
    'exa mple.fr',
    'ｂａｒ.fr',
    'bar。fr',
    'ß.de',
    'foo.arpa',
    'a.onion',
    'bücher.example',
    'bar.fr\n',
    'bar.fr ',
    'ⓔ.fr',
    '',
    'xn--a.fr',
    'a-.-b.fr',
  ),
)
const email = fc.oneof(
  emailParts.map(parts => parts.join('')),
  fc
    .tuple(
      fc.constantFrom('', 'Foo', 'Foo Bar', '"Foo, Bar"', 'Foo, Bar', 'Jérôme', '<', 'a@b.fr', '  '),
      fc.constantFrom('', ' ', '  '),
      fc.constantFrom('<', ' <'),
      emailParts.map(parts => parts.join('')),
      fc.constantFrom('>', '', '>>', '> ', '> x'),
    )
    .map(parts => parts.join('')),
  fc.emailAddress(),
  text,
)

const two = fc.integer({ min: 0, max: 70 }).map(n => String(n).padStart(2, '0'))
const day = fc.oneof(
  fc
    .tuple(fc.constantFrom('2024', '2025', '2026', '1999', '2000', '0000', '2027', '1900'), two, two)
    .map(parts => parts.join('-')),
  fc
    .integer({ min: -800, max: 20 })
    .map(shift => new Date(Date.UTC(2026, 5, 30) + shift * 86_400_000).toISOString().slice(0, 10)),
)
const date = fc.oneof(
  { weight: 6, arbitrary: day },
  fc
    .tuple(
      day,
      fc.constantFrom('T', 't', ' ', '_', '', 'x', 'T '),
      fc.oneof(
        fc.constantFrom(
          '00:00',
          '00:00:00',
          '00:00:00.0',
          '00:00:00.0000009',
          '00:00:00.0000000000001',
          '00',
          '0:00',
          '00:00:',
          '00:00:60',
          '00:00:00.',
          '24:00',
        ),
        fc.tuple(two, two, two).map(parts => parts.join(':')),
      ),
      fc.constantFrom('', 'Z', 'z', '+02:00', '-0200', '+24:00', '+23:59', '+02', '+2:00', ' Z', '−02:00', '+00:60'),
    )
    .map(parts => parts.join('')),
  fc.constantFrom(
    '1735689600',
    '1735689600.0',
    '1735689600000',
    '+1735689600',
    '-86400',
    '.5',
    '5.',
    '1e9',
    '0',
    '',
    'hier',
    '24/11/2026',
    '2026-06-30 ',
    '2e10',
    '20000000000',
    '20000000001',
    '253402300800',
    '-62135596800',
    '-62135596801',
    '1735689600.',
    '20250101',
  ),
  fc.constantFrom(
    0,
    1735689600,
    1735689600000,
    1735689600.5,
    -86400,
    1e12,
    2e10,
    20000044800,
    1e15,
    -1e15,
    253402214400,
    253402300800,
    1735689601,
  ),
)

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -3, max: 60 }),
  fc.constantFrom(
    '3',
    ' 3 ',
    '3,5',
    '3.5',
    '1e3',
    '1_000',
    '1__0',
    '_1',
    '+3',
    '-3',
    'nan',
    'inf',
    '-inf',
    'Infinity',
    '+infinity',
    '0x10',
    '',
    '.5',
    '5.',
    '3.0',
    '3.00',
    '3.0_0',
    '-0',
    '00',
    '1e400',
    '٣',
    '3\n',
    '\u00a03',
    '\u200b3',
    '\ufeff3',
    '\u00853',
    '1_0.5',
    '1.5_0',
    '1e1_0',
    'e5',
    '.',
    '+',
    '- 3',
    '3 4',
    '9'.repeat(30),
    '1'.repeat(4301),
    '+-3',
    'True',
    'NaN',
    '1.',
    '001_0',
    '0_0',
    '0.0',
    '-0.0',
  ),
)

const values = (name: ReferentielName) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...valuesOf(name)) },
    fc.constantFrom('', 'mobilite', 'autre', 'Gratuit', ' gratuit'),
    anything,
  )
const set = (name: ReferentielName) =>
  fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...valuesOf(name)) }, values(name)), { maxLength: 3 })

const common = {
  source: fc.oneof(fc.constantFrom('cd35', 'agefiph', 'france-travail'), text),
  id: text,
  nom: text,
  date_maj: date,
  lien_source: url,
  commune: text,
  code_postal: code,
  code_insee: code,
  adresse: text,
  complement_adresse: text,
  longitude: number,
  latitude: number,
  telephone: text,
  courriel: email,
  horaires_accueil: text,
}

const service = {
  ...common,
  structure_id: text,
  description,
  type: values('types'),
  thematiques: set('thematiques'),
  frais: values('frais'),
  frais_precisions: text,
  publics: set('publics'),
  publics_precisions: text,
  conditions_acces: text,
  modes_accueil: set('modes_accueil'),
  zone_eligibilite: fc.array(fc.oneof({ weight: 6, arbitrary: code }, anything), { maxLength: 3 }),
  contact_nom_prenom: text,
  lien_mobilisation: url,
  modes_mobilisation: set('modes_mobilisation'),
  mobilisable_par: set('mobilisable_par'),
  mobilisation_precisions: text,
  volume_horaire_hebdomadaire: number,
  nombre_semaines: number,
  cle_inconnue: anything,
}

const structure = {
  ...common,
  description,
  siret: code,
  site_web: url,
  accessibilite_lieu: url,
  reseaux_porteurs: set('reseaux_porteurs'),
}

const goodService = {
  source: 'cd35',
  structure_id: 'cd35--s',
  id: 'cd35--1',
  nom: 'Atelier',
  description: 'x'.repeat(60),
  date_maj: '2026-03-01',
}
const goodStructure = { source: 'cd35', id: 'cd35--s', nom: 'Association', date_maj: '2026-03-01' }

/** A good record with a few fields replaced (or removed) by values of the field's own kind, now and then by anything at all. */
function perturbed(
  good: Record<string, unknown>,
  fields: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<unknown> {
  const change = fc
    .constantFrom(...Object.keys(fields))
    .chain(name =>
      fc
        .oneof(
          { weight: 40, arbitrary: fields[name] ?? anything },
          { weight: 2, arbitrary: anything },
          { weight: 1, arbitrary: fc.constant(undefined) },
        )
        .map(value => [name, value] as const),
    )
  return fc.array(change, { maxLength: 9 }).map(changes => {
    const record: Record<string, unknown> = { ...good }
    for (const [name, value] of changes) {
      if (value === undefined) delete record[name]
      else record[name] = value
    }
    return record
  })
}

/** Raw services as partners send them, and worse. */
export const rawService = fc.oneof({ weight: 60, arbitrary: perturbed(goodService, service) }, anything)
/** Raw structures, likewise. */
export const rawStructure = fc.oneof({ weight: 60, arbitrary: perturbed(goodStructure, structure) }, anything)
