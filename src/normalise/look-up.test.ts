import { describe, expect, test } from 'vitest'
import { lexiconOf } from './lexicon.ts'
import { lookUp } from './look-up.ts'
import type { Referential } from './mapping/schema.ts'
import { lookUpZone } from './zones.ts'

const RSA = 'beneficiaires-des-minimas-sociaux'
const HOMELESS = 'personnes-en-situation-durgence'
const lexicon = lexiconOf({
  publics: {
    'bénéficiaires du RSA': [RSA],
    'sans domicile': [HOMELESS],
    étudiants: ['etudiants'],
    jeunes: ['jeunes'],
    personnes: [],
    femmes: ['femmes'],
    'jeunes femmes': ['femmes', 'jeunes'],
  },
  zones: { 'mon secteur': ['35238'] },
})
const said = ({ values, unknown }: ReturnType<typeof lookUp>) => [values, unknown.map(({ words }) => words)]

describe('publics', () => {
  test.each<[phrase: string, values: string[], unknown: string[]]>([
    ['Femmes', ['femmes'], []],
    ['femmes, bénéficiaires du RSA', ['femmes', RSA], []],
    ['femmes / étudiants', ['femmes', 'etudiants'], []],
    ['femmes et/ou étudiants, femmes', ['femmes', 'etudiants'], []],
    ['jeunes femmes', ['femmes', 'jeunes'], []],
    ['des jeunes femmes du quartier', ['femmes', 'jeunes'], ['des jeunes femmes du quartier']],
    ['personnes', [], []],
    ['aux personnes de 18 ans', [], []],
    ['', [], []],
    ['les', [], ['les']],
    ['zorglub', [], ['zorglub']],
    ['femmes zorglub', ['femmes'], ['femmes zorglub']],
    ['sans domicile', [HOMELESS], []],
    ['femmes sans domicile', [HOMELESS, 'femmes'], []],
    ['pas pour les femmes sans domicile', [], ['pas pour les femmes sans domicile']],
    ['femmes sans emploi', ['femmes'], ['femmes sans emploi']],
    ['pas de femmes', [], ['pas de femmes']],
    ['femmes de plus de 25 ans', ['femmes'], []],
    ['12 femmes', ['femmes'], ['12 femmes']],
    ['tous publics sauf les femmes', ['tous-publics'], ['tous publics sauf les femmes']],
    ['bénéficiaires du RSA, hors étudiants et femmes', [RSA], ['hors étudiants', 'femmes']],
    ['bénéficiaires du RSA hors étudiants ; femmes', [RSA, 'femmes'], ['bénéficiaires du RSA hors étudiants']],
    ['bénéficiaires du RSA ; étudiants exclus', [RSA], ['étudiants exclus']],
    ['Les femmes ne sont pas concernées.', [], ['Les femmes ne sont pas concernées']],
    [
      'Les étudiants ne sont pas concernés : voir le Crous',
      [],
      ['Les étudiants ne sont pas concernés : voir le Crous'],
    ],
    ['avec ou sans emploi', [], ['avec ou sans emploi']],
    ['femmes avec ou sans emploi', ['femmes'], ['avec ou sans emploi']],
    ['professionnels auprès de femmes', [], ['professionnels auprès de femmes']],
    ['femmes accompagnées par des bénévoles', ['femmes'], ['femmes accompagnées par des bénévoles']],
    ['femmes et hommes', ['tous-publics'], []],
    ['femmes et hommes, jeunes', ['jeunes'], []],
    ['jeunes et moins jeunes', ['tous-publics'], []],
    ['Ouvert à tous', ['tous-publics'], []],
    ['ouvert à toutes et à tous', ['tous-publics'], []],
    ['Tous', ['tous-publics'], []],
    ['Tout le monde', ['tous-publics'], []],
    ['priorité aux bénéficiaires du RSA, ouvert à tous', ['tous-publics', RSA], []],
    ['Ouvert à tous, sauf étudiants', ['tous-publics'], ['sauf étudiants']],
    ['ouvert à tous les étudiants', ['etudiants'], []],
    ['tous les jeunes', ['jeunes'], []],
    ['pas ouvert à tous', [], ['pas ouvert à tous']],
    ['ce n’est pas pour tout le monde', [], ['ce n’est pas pour tout le monde']],
    ['étudiant·e·s', ['etudiants'], []],
    ['étudiant(e)s / jeune(s)', ['etudiants', 'jeunes'], []],
    ['Femmes. Étudiants!\nJeunes', ['femmes', 'etudiants', 'jeunes'], []],
  ])('«%s»', (phrase, values, unknown) => {
    expect(said(lookUp(phrase, 'publics', lexicon))).toEqual([values, unknown])
  })

  test.each<[phrase: string, values: string[], unknown: string[]]>([
    ['toute personne', ['tous-publics'], []],
    ['toute personne bénéficiaire du RSA', [RSA], []],
    ['toutes les personnes sans domicile', [HOMELESS], []],
    ['toute personne ayant un projet', [], ['toute personne ayant un projet']],
    ['+ de 50 ans', ['seniors'], []],
    ['femmes de + 50 ans', ['seniors', 'femmes'], []],
    ['50 ans et +', ['seniors'], []],
    ['-26 ans', ['jeunes'], []],
    ['femmes < 26 ans', ['jeunes', 'femmes'], []],
    ['étudiants de - de 26 ans', ['jeunes', 'etudiants'], []],
    ['femmes de + de 45 ans', ['femmes'], []],
    ['16 - 26 ans', ['jeunes'], []],
    ['16-26 ans', ['jeunes'], []],
    ['homme/femme', ['tous-publics'], []],
    ['femmes, hommes', ['tous-publics'], []],
    ['femmes ou hommes, jeunes', ['jeunes'], []],
  ])('signs and «toute personne»: «%s»', (phrase, values, unknown) => {
    const entries = {
      'toute personne': ['tous-publics'],
      'toutes les personnes': ['tous-publics'],
      'bénéficiaire du rsa': [RSA],
      'sans domicile': [HOMELESS],
      femmes: ['femmes'],
      jeunes: ['jeunes'],
      étudiants: ['etudiants'],
      'plus de 50 ans': ['seniors'],
      '50 ans et plus': ['seniors'],
      'moins de 26 ans': ['jeunes'],
    }
    expect(said(lookUp(phrase, 'publics', lexiconOf({ publics: entries })))).toEqual([values, unknown])
  })

  test.each<[phrase: string, values: string[], unknown: string[]]>([
    ['16/29 ans', ['jeunes'], []],
    ['prioritairement les 18-25 ans', ['jeunes'], []],
    ['à partir de 16 ans', [], []],
    ['étudiants (55 ans et plus)', ['etudiants', 'seniors'], []],
    ['jeunes 16 à 25 ans révolus', ['jeunes'], []],
    ['avoir entre 18 et 25 ans', ['jeunes'], []],
    ['16/25 ans et bénéficiaires du RSA', ['jeunes', RSA], []],
    ['femmes de 18 ans et plus', ['femmes'], []],
    ['18-64 ans', [], []],
    ['étudiants de 3 à 6 ans', ['etudiants'], []],
    ['femmes, interdit aux moins de 18 ans', ['femmes'], ['interdit aux moins de 18 ans']],
    ['femmes, sauf 16-25 ans', ['femmes'], ['sauf 16-25 ans']],
    ['pas de moins de 18 ans', [], ['pas de moins de 18 ans']],
    ['16-25 ans exclus', [], ['16-25 ans exclus']],
    ['jeunes de 16 à 25 ans (30 ans si étudiants)', ['jeunes'], ['30 ans si étudiants']],
    ['ouvert à tous dès 16 ans', ['tous-publics'], []],
    ['tout public de 16 à 25 ans', ['jeunes'], []],
    ['toute personne de 16 à 25 ans', ['jeunes'], []],
    ['femmes de 20 ans d’expérience', ['femmes'], ['femmes de 20 ans d’expérience']],
    ['zorglub (16-25 ans)', ['jeunes'], ['zorglub']],
    ['zorglub de 16 à 25 ans', ['jeunes'], ['zorglub de 16 à 25 ans']],
    ['adultes', [], []],
    ['en particulier les femmes', ['femmes'], []],
  ])('ages: «%s»', (phrase, values, unknown) => {
    const entries = {
      'toute personne': ['tous-publics'],
      'tout public': ['tous-publics'],
      'bénéficiaires du rsa': [RSA],
      femmes: ['femmes'],
      jeunes: ['jeunes'],
      étudiants: ['etudiants'],
    }
    expect(said(lookUp(phrase, 'publics', lexiconOf({ publics: entries })))).toEqual([values, unknown])
  })

  test('the lexicon says what an age is, before the reader', () => {
    const own = lexiconOf({ publics: { '16 à 25 ans': [], 'moins de 40 ans': ['actifs'] } })
    const values = (phrase: string) => lookUp(phrase, 'publics', own).values
    expect(values('16-25 ans')).toEqual([])
    expect(values('femmes, de 16/25 ans')).toEqual(['femmes'])
    expect(values('femmes, - de 40 ans')).toEqual(['femmes', 'actifs'])
    expect(values('femmes, 18-25 ans')).toEqual(['femmes', 'jeunes'])
  })

  test.each<[phrase: string, beside: string[] | undefined]>([
    ['femmes, 18 ans et plus', ['femmes, 18 ans et plus']],
    ['priorité aux femmes', ['priorité aux femmes']],
    ['16-25 ans', ['16-25 ans']],
    ['femmes majeures', ['femmes majeures']],
    ['notamment les jeunes', ['notamment les jeunes']],
    ['femmes', undefined],
    ['quartier prioritaire', undefined],
    ['femmes, 20 ans d’expérience', undefined],
    [
      `Dès 16 ans. ${'Un mot de plus. '.repeat(20)}Les femmes surtout. On y vient surtout le matin.`,
      ['Dès 16 ans.', 'Les femmes surtout.'],
    ],
  ])('what «%s» says beside its values is kept', (phrase, beside) => {
    expect(lookUp(phrase, 'publics', lexicon).beside).toEqual(beside)
  })

  test('what a person said of words with an age counts', () => {
    const decided = new Map([
      [
        'publics',
        new Map([
          [
            'a partir de 16 ans',
            {
              referential: 'publics',
              word: 'à partir de 16 ans',
              value: 'jeunes',
              by: 'A',
              decided: '2026-11-01T00:00:00Z',
            },
          ],
        ]),
      ],
    ])
    expect(lookUp('à partir de 16 ans', 'publics', { ...lexicon, decided }).decided?.map(({ value }) => value)).toEqual(
      ['jeunes'],
    )
  })

  test('of other words than publics, nobody is somebody else, and both sexes are not everybody', () => {
    const entries = new Map([['frais' as Referential, new Map([['gratuit', ['gratuit']]])]])
    expect(said(lookUp('gratuit pour femmes et hommes', 'frais', { entries }))).toEqual([['gratuit'], []])
    expect(said(lookUp('gratuit pour les bénévoles', 'frais', { entries }))).toEqual([
      ['gratuit'],
      ['gratuit pour les bénévoles'],
    ])
    expect(said(lookUp('mot', 'publics', { entries: new Map() }))).toEqual([[], ['mot']])
  })

  test('an e-mail, a phone or a page among the ways to join is one of them', () => {
    const ways = lexiconOf({ modes_mobilisation: { courriel: ['envoyer-un-courriel'], téléphone: ['telephoner'] } })
    const way = (phrase: string) => said(lookUp(phrase, 'modes_mobilisation', ways))
    expect(way('contact@asso.fr')).toEqual([['envoyer-un-courriel'], []])
    expect(way('02 99 02 03 04, contact@asso.fr')).toEqual([['telephoner', 'envoyer-un-courriel'], []])
    expect(way('https://asso.fr/x')).toEqual([['utiliser-lien-mobilisation'], []])
    expect(way('Tél.')).toEqual([['telephoner'], []])
    expect(way('pas de courriel à contact@asso.fr')[0]).toEqual([])
    expect(way('en lien avec tel conseiller')).toEqual([[], ['en lien avec tel conseiller']])
    expect(way('Ouvert à tous')).toEqual([[], ['Ouvert à tous']])
  })

  test('what is nearest is proposed, three values at the most, and nothing for a sentence', () => {
    const nearestOf = (phrase: string) => lookUp(phrase, 'publics', lexicon).unknown[0]?.nearest
    expect([nearestOf('étudiant'), nearestOf('zorglub')]).toEqual([['etudiants'], []])
    expect(nearestOf(`étudiants étrangers ${'x'.repeat(90)}`)).toEqual([])
    expect(nearestOf(`jeunes femme`)?.length).toBeLessThanOrEqual(3)
  })
})

describe('zones', () => {
  test.each<[words: string, codes: string[], unknown: string[]]>([
    ['mon secteur', ['35238'], []],
    ['Rennes', ['35238'], []],
    ['Rennes (35)', ['35238'], []],
    ['35', ['35'], []],
    ['35238', ['35238'], []],
    ['35400', ['35288'], []],
    ['35460', [], ['35460']],
    ['2A', ['2A'], []],
    ['999', [], ['999']],
    ['France entière', ['france'], []],
    ['toute la Bretagne', ['22', '29', '35', '56'], []],
    ['Ille-et-Vilaine sauf Rennes', ['35'], ['sauf Rennes']],
    ['Ille et Vilaine (sauf Saint-Malo)', ['35'], ['sauf Saint-Malo']],
    ['hors Rennes', [], ['hors Rennes']],
    ['Rennes (hors Vitré)', ['35238'], ['hors Vitré']],
    ['Rennes, Vitré et Nulle-Part', ['35238', '35360'], ['Nulle-Part']],
    ['Rennes. Vitré; Redon\nRennes', ['35238', '35360', '35236'], []],
    ['le territoire de Rennes Métropole', ['243500139'], []],
    ['communes de Redon et Bain-de-Bretagne', ['35236', '35012'], []],
    ['ville de Vitré', ['35360'], []],
    ['toute la', [], ['toute la']],
    ['', [], []],
  ])('«%s»', (words, codes, unknown) => {
    expect(said(lookUpZone(words, lexicon, '35'))).toEqual([codes, unknown])
  })

  test('places of the département are proposed, not for a sentence', () => {
    const nearestOf = (words: string) => lookUpZone(words, { entries: new Map() }, '35').unknown[0]?.nearest
    expect(nearestOf('Rennnes')?.[0]).toBe('Rennes')
    expect(nearestOf(`hors Rennes ${'x'.repeat(100)}`)).toEqual([])
  })
})
