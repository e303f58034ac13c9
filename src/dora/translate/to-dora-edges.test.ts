import { expect, test } from 'vitest'
import { sampleOffer, sampleStructure } from '../../../test/dora/sample-offer.ts'
import type { Service, Structure } from '../../reference/records.ts'
import { ServicesOptionsWire } from '../wire.ts'
import { toConditions } from './conditions.ts'
import { toMarkdown } from './markdown.ts'
import { cut, summary } from './text.ts'
import { addressToLocate, type ToDoraContext, toDora } from './to-dora.ts'

const of = (change: Partial<Service> = {}, context: ToDoraContext = {}, structure: Partial<Structure> = {}) =>
  toDora(sampleOffer(change), sampleStructure(structure), context)
const lost = (change: Partial<Service>, context: ToDoraContext = {}) =>
  of(change, context).lost.map(({ field, reason }) => `${field}: ${reason}`)

test('blanks around a text are none, and a text of blanks says nothing', () => {
  expect(of({ frais_precisions: '  2 €  ' }).fields.feeDetails).toBe('2 €')
  expect(of({ frais_precisions: '   ' }).fields.feeDetails).toBeNull()
})

test('contacts are shown to everybody only where there is one, and where the partner lets them be', () => {
  const shown = (change: Partial<Service>, contactsPublic?: boolean) =>
    of(change, contactsPublic === undefined ? {} : { contactsPublic }).fields.isContactInfoPublic
  const none = { telephone: null, courriel: null, modes_mobilisation: null }
  expect([
    shown({}),
    shown({ telephone: null }),
    shown({ courriel: null, modes_mobilisation: null }),
    shown(none),
    shown({}, false),
    shown(none, true),
  ]).toEqual([true, true, true, false, false, false])
})

test('the structure’s contacts stand in only where one mobilises by them', () => {
  const contacts = (modes_mobilisation: string[] | null) => {
    const { contactPhone, contactEmail } = of({ telephone: null, courriel: null, modes_mobilisation }).fields
    return [contactPhone, contactEmail]
  }
  const { courriel } = sampleStructure()
  expect([contacts(null), contacts(['telephoner']), contacts(['envoyer-un-courriel'])]).toEqual([
    [null, null],
    ['0299111111', null],
    [null, courriel],
  ])
})

test('hours that are not whole are rounded, and that is said; a range leaves the number empty', () => {
  expect(of({ volume_horaire_hebdomadaire: 3.5 }).fields.durationWeeklyHours).toBe(4)
  expect(lost({ volume_horaire_hebdomadaire: 3.5 })).toEqual([
    'volume_horaire_hebdomadaire: DORA ne connaît que des heures entières.',
  ])
  expect([
    of({ volume_horaire_hebdomadaire: null }).fields.durationWeeklyHours,
    lost({ volume_horaire_hebdomadaire: null }),
  ]).toEqual([null, []])
  const ranges = { volume_horaire_hebdomadaire: 'de 4 à 26 h par semaine', nombre_semaines: 'de 2 à 4 semaines' }
  expect(of({}, { ranges }).fields).toMatchObject({
    durationWeeklyHours: null,
    durationWeeks: null,
    isCumulative: true,
  })
  expect(lost({}, { ranges })).toEqual([
    'volume_horaire_hebdomadaire: « de 4 à 26 h par semaine » : DORA ne tient qu’un nombre, il reste vide et le texte le dit.',
    'nombre_semaines: « de 2 à 4 semaines » : DORA ne tient qu’un nombre, il reste vide et le texte le dit.',
  ])
  expect(lost({ volume_horaire_hebdomadaire: 3.5 }, { ranges: { volume_horaire_hebdomadaire: 'x' } })).toHaveLength(1)
})

test('several territories become one zone of DORA, with how many; a long condition is cut, and that is said', () => {
  expect(lost({ zone_eligibilite: ['35', '22'] })).toEqual([
    'zone_eligibilite: DORA n’a qu’une zone par service : 2 territoires deviennent « Bretagne ».',
  ])
  expect(lost({ conditions_acces: 'mot '.repeat(50) })).toEqual([
    'conditions_acces: Une condition dépasse 140 caractères : elle est coupée.',
  ])
})

test('an e-mail of 254 characters goes, a longer one does not; a telephone of blanks is none', () => {
  const email = (length: number) => `${'a'.repeat(length - 12)}@example.org`
  expect(of({ courriel: email(254) }).fields.contactEmail).toHaveLength(254)
  expect(of({ courriel: email(255) }).fields.contactEmail).toBeNull()
  expect([
    of({ telephone: '  ', modes_mobilisation: null }).fields.contactPhone,
    lost({ telephone: '   ', modes_mobilisation: null, lien_mobilisation: null, mobilisation_precisions: null }),
  ]).toEqual([null, []])
})

const located = (change: Partial<Service>, structure: Partial<Structure> = {}) =>
  addressToLocate(sampleOffer({ longitude: null, latitude: null, ...change }), sampleStructure(structure))
test('an address is looked for where people are received and no point is given', () => {
  expect(located({})).toEqual({ street: '12 rue de l’Exemple', postalCode: '35000', cityCode: '35238' })
  expect(located({ longitude: -1.67 })).not.toBeNull()
  expect(located({ latitude: 48.11 })).not.toBeNull()
  expect(located({ longitude: -1.67, latitude: 48.11 })).toBeNull()
  for (const change of [
    { modes_accueil: ['a-distance'] },
    { modes_accueil: null },
    { adresse: null },
    { code_insee: null },
  ])
    expect(located(change)).toBeNull()
})

test('an offer without any address is at its structure’s; with a part of one it is at its own', () => {
  const nowhere = { adresse: null, code_insee: null, code_postal: null }
  const home = { longitude: null, latitude: null }
  expect(located(nowhere, home)).toMatchObject({ street: '1 place de l’Exemple' })
  expect(of(nowhere).fields).toMatchObject({ address1: '1 place de l’Exemple', cityCode: '35238' })
  for (const part of [{ adresse: 'x' }, { code_insee: '35238' }, { code_postal: '35000' }])
    expect(of({ ...nowhere, ...part }).fields.address1).not.toBe('1 place de l’Exemple')
  expect(of({ ...nowhere, modes_accueil: ['a-distance'] }).fields.address1).toBeNull()
})

const choice = (label: string, structure: string | null = null) => ({ value: 1, label, structure })
const OPTIONS = ServicesOptionsWire.parse({
  ...Object.fromEntries(
    'categories subcategories kinds feeConditions locationKinds publics diffusionZoneType updateFrequencies'
      .split(' ')
      .map(name => [name, []]),
  ),
  accessConditions: [
    choice('Être domicilié(e) dans le département', 'autre'),
    choice('Demandeur·euse d’emploi'),
    choice('Habitants du quartier'),
  ],
  requirements: [choice('Savoir Lire'), choice('Avoir un vélo', 'autre')],
  credentials: [],
})
const conditions = (text: string | null, options: typeof OPTIONS | null = null) => toConditions(text, options)

test('a condition a line, or between semicolons; bullets, empty lines and marks alone are none', () => {
  expect(conditions('- savoir lire\n\n • avoir 18 ans ;; * être mobile;–;.\n*\tporter son sac').requirements).toEqual([
    'Savoir lire',
    'Avoir 18 ans',
    'Être mobile',
    'Porter son sac',
  ])
  expect(conditions(null)).toEqual({ accessConditions: [], requirements: [], credentials: [], shortened: false })
  expect(conditions('savoir lire - écrire').requirements).toEqual(['Savoir lire - écrire'])
})

test('a choice has a capital and no full stop; a word with capitals of its own keeps them; «…» stays', () => {
  const said = (text: string) => conditions(text).requirements[0]
  expect(said('avoir 18 ans .')).toBe('Avoir 18 ans')
  expect(said('majeur')).toBe('Majeur')
  expect(said('iPhone')).toBe('iPhone')
  expect(said('être seul, etc...')).toBe('Être seul, etc...')
  expect(said('l’envie d’apprendre')).toBe('L’envie d’apprendre')
  expect(said('qu’un accord de la MDPH soit donné')).toBe('Qu’un accord de la MDPH soit donné')
  expect(said('3. enfants')).toBe('3. enfants')
  expect(said('Être en CDI')).toBe('Être en CDI')
})

test('«avec ou sans» asks for nothing, unless more is said after it; within a sentence it is a condition', () => {
  const count = (text: string) => conditions(text).requirements.length
  expect(
    ['avec ou sans RQTH', 'Public avec ou sans emploi', 'titulaire ou non du permis', 'titulaires ou non du RSA'].map(
      count,
    ),
  ).toEqual([0, 0, 0, 0])
  expect(['avec ou sans RQTH, être majeur', 'jeunes avec ou sans emploi'].map(count)).toEqual([1, 1])
})

test('DORA’s own criterion that says the same is taken, little words, plurals and «(e)» aside; another structure’s is not', () => {
  const criteria = (text: string) => conditions(text, OPTIONS).accessConditions
  expect(criteria('Les habitants des quartiers')).toEqual(['Habitants du quartier'])
  expect(criteria('habitant(e)s du quartier')).toEqual(['Habitants du quartier'])
  expect(criteria('quartier habitant')).toEqual(['Habitants du quartier'])
  expect(criteria('être domicilié dans le département')).toEqual([])
  expect(conditions('SAVOIR LIRE', OPTIONS).requirements).toEqual(['Savoir Lire'])
  expect(conditions('avoir un velo', OPTIONS).requirements).toEqual(['Avoir un velo'])
})

test('cut at a word, never within a character, without what hangs at its end', () => {
  expect(cut('un deux trois', 9)).toBe('un deux…')
  expect(cut('un deux – : trois', 12)).toBe('un deux…')
  expect(cut('abcdefghij', 5)).toBe('abcd…')
  expect(cut('abc😀def', 5)).toBe('abc…')
  expect(cut('😀 ab cdef', 7)).toBe('😀 ab…')
  expect(cut(' abcdefgh', 5)).toBe(' abc…')
  expect(cut('abcde', 5)).toBe('abcde')
})

const LEAD = 'Un accompagnement vers l’emploi, chaque semaine.'
test('a list after the first sentences stays out of the summary; where they say too little it comes in', () => {
  expect(summary(`${LEAD}\n- un atelier\n- un entretien`)).toBe(LEAD)
  expect(summary(`${LEAD}\n  12) un atelier`)).toBe(LEAD)
  expect(summary('Ateliers :\n- vélo\n- couture')).toBe('Ateliers : vélo couture')
  const [forty, less] = [`${'x'.repeat(39)}.`, `${'x'.repeat(38)}.`]
  expect([summary(`${forty}\n- un`), summary(`${less}\n- un`)]).toEqual([forty, `${less} un`])
  expect(summary(`Un accompagnement vers l’emploi. Chaque semaine\n- un atelier`)).toBe(
    'Un accompagnement vers l’emploi. Chaque semaine un atelier',
  )
  expect(summary(`${LEAD.slice(0, -1)} (et plus !)\n- un atelier`)).toBe(`${LEAD.slice(0, -1)} (et plus !)`)
})

test('whole sentences up to what fits; a shortened word or a figure ends none', () => {
  expect(summary(`${LEAD} Une autre phrase qui ne tient pas.`, LEAD.length)).toBe(LEAD)
  expect(summary(`${LEAD} Une autre.`, LEAD.length + 1)).toBe(LEAD)
  const wait = 'Un accueil pour tous les publics du quartier... Sur rendez-vous seulement, le mardi.'
  expect(summary(wait, 60)).toBe('Un accueil pour tous les publics du quartier...')
  const street =
    'Les ateliers se tiennent chaque semaine au 3 bd. Voltaire, à Rennes, sans rendez-vous. Puis autre chose.'
  expect(summary(street, 95)).toBe(
    'Les ateliers se tiennent chaque semaine au 3 bd. Voltaire, à Rennes, sans rendez-vous.',
  )
  expect(summary(street, 60)).toMatch(/…$/)
  expect(summary('### Titre\n#Sous-titre\n*  Un atelier de **vélo**')).toBe('Titre Sous-titre Un atelier de vélo')
})

test('line ends of one kind, bullets of word processors made Markdown’s, at the beginning of a line only', () => {
  expect(toMarkdown('un\r\ndeux\rtrois')).toBe('un\ndeux\ntrois')
  expect(toMarkdown('•un\n\t▪  deux\nprix · 3 €')).toBe('- un\n- deux\nprix · 3 €')
  expect(toMarkdown('  texte  \n\n\n\nfin  ')).toBe('texte\n\nfin')
  expect(toMarkdown('a <b>c</b> 1 < 2')).toBe('a &lt;b>c&lt;/b> 1 < 2')
})
