import { expect, test } from 'vitest'
import { fromMarkdown, withoutZoneWords } from '../../../test/dora/from-words.ts'
import { officialGeography } from '../../reference/official-geography.ts'
import { recordedOptions } from '../../sandbox/index.ts'
import { toConditions } from './conditions.ts'
import { internationalNumber } from './from-dora.ts'
import { toMarkdown } from './markdown.ts'
import { frenchHours } from './opening-hours.ts'
import { tenDigits } from './phone.ts'
import { cut, summary } from './text.ts'
import { withZoneWords, zoneWords } from './zone-words.ts'

test.each<[string, string]>([
  ['Mo-Fr 09:00-12:30,13:30-17:00', 'Du lundi au vendredi 9\u00A0h-12\u00A0h\u00A030, 13\u00A0h\u00A030-17\u00A0h'],
  ['Tu 14:00-18:00', 'Mardi 14\u00A0h-18\u00A0h'],
  ['Mo,We 09:00-12:00; PH off', 'Lundi et mercredi 9\u00A0h-12\u00A0h\u00A0; fermé les jours fériés'],
  ['Mo-Fr', 'Du lundi au vendredi'],
  [
    'Mo,We-Fr 09:00-12:00; Sa,Su off',
    'Lundi et du mercredi au vendredi 9\u00A0h-12\u00A0h\u00A0; fermé le samedi et le dimanche',
  ],
  ['Th[1,3] 14:00-16:00', '1er et 3e jeudis du mois 14\u00A0h-16\u00A0h'],
  [
    'Mo-Fr 09:00-17:00; Sa[-1] 09:00-12:00',
    'Du lundi au vendredi 9\u00A0h-17\u00A0h\u00A0; dernier samedi du mois 9\u00A0h-12\u00A0h',
  ],
  ['Mo 09:00-12:00 "sur rendez-vous"', 'Lundi 9\u00A0h-12\u00A0h, sur rendez-vous'],
  ['24/7', '24\u00A0h/24, 7\u00A0j/7'],
  ['"sur rendez-vous; le matin"', 'Sur rendez-vous; le matin'],
  ['09:00-12:00', '9\u00A0h-12\u00A0h'],
  ['Mo 09:00+', 'Lundi à partir de 9\u00A0h'],
  ['week 1-10 Mo 09:00-10:00', 'week 1-10 Mo 09:00-10:00'],
])('hours: %s', (osm, french) => {
  expect(frenchHours(osm)).toBe(french)
})

test.each<[string, string | null]>([
  ['02 99 00 00 00', '0299000000'],
  ['+33 2.99.00.00.00', '0299000000'],
  ['0033299000000', '0299000000'],
  ['+44 20 7946 0958', null],
  ['3949', null],
  ['02 99', null],
])('phone: %s', (written, digits) => {
  expect(tenDigits(written)).toBe(digits)
  if (digits !== null) expect(tenDigits(internationalNumber(digits))).toBe(digits)
})

test('a text is cut at a word, never above the limit, and left alone when short', () => {
  expect(cut('un deux trois quatre', 11)).toBe('un deux…')
  expect(cut('abcdefghijklmnop', 8)).toBe('abcdefg…')
  expect(cut('court', 5)).toBe('court')
})

test('the summary is whole sentences when they fit, in one line without marks', () => {
  const sentence = 'Une phrase assez longue pour tenir à elle seule dans un résumé. '
  expect(summary(`### Titre\n\n- **gras**\n- deux`)).toBe('Titre gras deux')
  const lead = 'Un parcours sur mesure, du logement au projet professionnel.'
  expect(summary(`${lead}\n\n- un suivi ;\n- des chantiers.`)).toBe(lead)
  expect(summary(`${lead}\n\n1. Un diagnostic.\n2. Un suivi.`)).toBe(lead)
  expect(summary(`${lead.slice(0, -1)} :\n- un suivi ;\n- des chantiers.`)).toBe(
    `${lead.slice(0, -1)} : un suivi ; des chantiers.`,
  )
  expect(summary(sentence.repeat(10))).toBe(sentence.repeat(4).trim())
  expect(summary('mot '.repeat(200)).length).toBeLessThanOrEqual(280)
})

test('Markdown: bullets made one kind, tags made harmless, and back', () => {
  expect(toMarkdown('• un\r\n● deux\n\n\n\n<script>x</script> 3 < 4')).toBe(
    '- un\n- deux\n\n&lt;script>x&lt;/script> 3 < 4',
  )
  expect(fromMarkdown(toMarkdown('<b>x</b> et 3 < 4'))).toBe('<b>x</b> et 3 < 4')
  expect(fromMarkdown('### Pour qui\n\n**Parents** : [site](https://example.org)')).toBe(
    'Pour qui\n\nParents : site (https://example.org)',
  )
  expect(fromMarkdown('<p>Un</p><ul><li>deux</li><li>trois</li></ul><script>x</script>')).toBe('Un\n\n- deux\n- trois')
})

test('zone: kept in words at the end when DORA holds a wider one; the names where the source gave codes', () => {
  const geography = officialGeography()
  const offer = { zone_eligibilite: ['35238', '35288'] }
  expect(zoneWords(offer, { zoneWords: 'Pays de Rennes,\n Saint-Malo' }, geography)).toBe('Pays de Rennes, Saint-Malo')
  expect(zoneWords(offer, { zoneWords: '35238, 35288' }, geography)).toBe('Rennes, Saint-Malo')
  const text = withZoneWords('Texte', 'Rennes, Saint-Malo')
  expect(text).toMatch(/^Texte\n\n\*\*Zone d’intervention\s:\*\* Rennes, Saint-Malo$/)
  expect([withoutZoneWords(text), withZoneWords('Texte', null)]).toEqual(['Texte', 'Texte'])
})

test('conditions: papers apart from prerequisites, spelled as DORA does, cut at 140', () => {
  const { services } = recordedOptions()
  const options = services as never
  expect(toConditions('- CURRICULUM VITAE\n• Savoir lire ; Attestation de la CAF', options)).toEqual({
    requirements: ['Savoir lire'],
    credentials: ['Curriculum vitae', 'Attestation de la CAF'],
    accessConditions: [],
    shortened: false,
  })
  expect(
    toConditions('Inscrit(e) en Mission locale\nêtre salarié·e d’une SIAE\nSous condition de ressources', options)
      .accessConditions,
  ).toEqual(['Inscrit à la Mission Locale', "Salarié d'une SIAE", 'Sous conditions de ressources'])
  expect(toConditions('maîtriser l’écriture, la lecture', options).requirements).toEqual([
    "Maitriser l'écriture, la lecture",
  ])
  const long = toConditions('mot '.repeat(60), options)
  expect([long.shortened, (long.requirements[0]?.length ?? 999) <= 140]).toEqual([true, true])
  expect(toConditions(null, options)).toEqual({
    accessConditions: [],
    requirements: [],
    credentials: [],
    shortened: false,
  })
})

test.each([
  'Sans sélection ni prérequis',
  'Aucune condition particulière.',
  'avec ou sans RQTH',
  'Pas de prérequis',
  'Néant',
  'Sans condition de diplôme ni de niveau',
  'Accessible à tous',
  'Ouvert à toutes et tous',
  'Tous publics',
  'CV non obligatoire',
  'Permis de conduire non exigé',
  'La pièce d’identité n’est pas demandée',
  'Pas de permis demandé',
  'Aucun document à fournir',
])('a line that asks for nothing makes no choice: %s', line => {
  expect(toConditions(line, null)).toEqual({
    accessConditions: [],
    requirements: [],
    credentials: [],
    shortened: false,
  })
})

test.each([
  'Apporter son CV',
  'Se munir d’une pièce d’identité',
  'Copie de la carte d’identité',
  'Dernier avis d’imposition',
  '3 dernières fiches de paie',
  'CNI',
  'Lettre de motivation',
  'CV non obligatoire, lettre demandée',
])('what is brought is a paper: %s', line => {
  const { credentials, requirements } = toConditions(line, null)
  expect([credentials, requirements]).toEqual([[line], []])
})

test.each([
  'Contrat d’engagement jeune',
  'Pas de CV mais une lettre de motivation demandée',
  'Expérience non exigée mais appréciée',
  'Présenter un projet',
  'Venir avec un ordinateur',
  'Ouvert à tous les demandeurs d’emploi',
  'Pas de casier judiciaire',
])('what is asked of the person is none: %s', line => {
  const { credentials, requirements } = toConditions(line, null)
  expect([credentials, requirements]).toEqual([[], [line]])
})

test('a choice is a phrase with a capital and no full stop; what asks for something stays', () => {
  const { requirements } = toConditions('être inscrit à France Travail.\nSans emploi\nAvoir le permis B', null)
  expect(requirements).toEqual(['Être inscrit à France Travail', 'Sans emploi', 'Avoir le permis B'])
})

test('the summary stops at the end of a sentence: not after an address, a decimal or a shortened word', () => {
  const tail = ' Puis vient une longue suite de mots qui ne tient pas dans le résumé.'.repeat(5)
  const whole =
    'Écrire à contact@asso.example.org (1.5 km, bd. de la Gare, M. Le Gall) pour en savoir plus sur la suite.'
  expect(summary(whole + tail).startsWith(whole)).toBe(true)
  const unended = 'mot@exemple.org aide les habitants du pays '.repeat(10)
  expect(summary(unended)).toMatch(/^mot@exemple\.org aide.* \S+…$/)
  expect(cut(`petit ${'x'.repeat(400)}`, 280)).toBe('petit…')
})
