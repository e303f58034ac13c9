import type { CatalogueCounts } from '../../src/coverage/catalogue-contract.ts'
import type { CensusInput, CountedService, CoverageInput } from '../../src/coverage/input.ts'
import { outlinesOf } from '../../src/coverage/map/outlines.ts'
import { input, offer, geography as two } from './small-departement.ts'

/** The small département with a third EPCI of nobody's agency, offers in every state, and a census. Invented from end to end. */
export const geography = {
  epciOf: new Map([...two.epciOf, ['99003', '999000003'], ['99004', '999000001']]),
  epci: [...two.epci, { code: '999000003', name: 'Cap et Marais du Grand Littoral', population: 400 }],
}

const seen = (slug: string, over: Partial<CountedService> = {}): CountedService => ({
  origin: 'dora',
  slug,
  structure: 'st1',
  published: true,
  seen: 'yes',
  upToDate: true,
  quality: 0.9,
  delay: 12,
  placed: {
    thematiques: ['mobilite--preparer-un-permis'],
    publics: ['jeunes'],
    modes_accueil: ['en-presentiel'],
    zone_eligibilite: ['99'],
    code_insee: '99002',
  },
  ...over,
})
const placed = (over: Partial<NonNullable<CountedService['placed']>>) => ({
  placed: { ...(seen('').placed as NonNullable<CountedService['placed']>), ...over },
})

const counts = (over: Partial<CatalogueCounts> = {}): CatalogueCounts => ({
  structures: 6,
  orphans: 1,
  services: 9,
  published: 8,
  visible: 5,
  unknown: 1,
  upToDate: 4,
  read: 7,
  ...over,
})
export const census: CensusInput = {
  taken: '2030-06-28',
  elsewhere: '2030-06-20',
  structures: 7,
  orphans: 2,
  services: [
    seen('slug-o1'),
    seen('slug-o2', { upToDate: false, quality: 0.4 }),
    seen('d1', { structure: 'st2', quality: null, delay: null }),
    seen('d2', {
      structure: 'st2',
      upToDate: false,
      quality: 0.8,
      delay: 0,
      ...placed({ publics: null, code_insee: '99001' }),
    }),
    seen('d3', {
      structure: 'st3',
      quality: 0.79,
      delay: 40,
      ...placed({
        thematiques: ['sante--acces-aux-soins'],
        zone_eligibilite: ['999000003'],
        modes_accueil: ['a-distance'],
        code_insee: null,
      }),
    }),
    seen('d4', {
      structure: 'st3',
      seen: 'unknown',
      delay: 3,
      ...placed({ thematiques: [], publics: ['tous-publics'], zone_eligibilite: ['france'], modes_accueil: null }),
    }),
    seen('d5', { structure: 'st4', seen: 'no' }),
    seen('d6', { structure: 'st4', published: false, seen: 'no', placed: null, quality: 0.3 }),
    seen('d7', { structure: 'st5', placed: null }),
    seen('slug-o4', { structure: 'st5' }),
    seen('e1', {
      origin: 'elsewhere',
      structure: 'x1',
      ...placed({
        code_insee: '99003',
        thematiques: ['logement-hebergement--etre-accompagne-dans-son-projet-logement'],
      }),
    }),
    seen('e2', {
      origin: 'elsewhere',
      structure: 'x2',
      ...placed({ code_insee: '99009', zone_eligibilite: ['99001'], publics: ['seniors'] }),
    }),
  ],
  months: [
    { date: '2030-04-30', counts: counts() },
    {
      date: '2030-06-28',
      counts: counts({
        services: 12,
        published: 10,
        quality: { median: 0.795, counted: 6, good: 3 },
        delay: { median: null, counted: 0 },
      }),
    },
  ],
}

export const rich: CoverageInput = {
  ...input,
  territory: {
    ...input.territory,
    agencies: [
      { name: 'Nord', epci: ['999000001', '999000002'], inferred: true },
      { name: 'Sud', epci: ['999000002'], inferred: false },
    ],
    map: [['999000001', '', '999000002'], ['999000003']],
  },
  sources: [
    ...input.sources,
    {
      id: 's3',
      name: 'Source trois',
      partner: 'p2',
      lastSuccess: null,
      outcome: null,
      standing: { word: 'jamais lue', late: true },
    },
    {
      id: 's4',
      name: 'Source quatre',
      partner: 'dept',
      lastSuccess: '2030-01-02T03:00:00.000Z',
      outcome: 'partiel',
      standing: { word: 'à l’heure', late: false },
    },
  ],
  offers: [
    ...input.offers,
    offer(
      's1',
      'o4',
      ['1/a', '2/x'],
      { publics: null, modes_accueil: null, code_insee: '99004', frais: 'payant' },
      { state: 'retired', confirmedAt: '2030-01-02' },
    ),
    offer(
      's2',
      'o5',
      ['1/b'],
      {
        nom: '=1+1',
        code_insee: '99003',
        zone_eligibilite: null,
        thematiques: ['mobilite--preparer-un-permis', 'sante--sante-mentale'],
      },
      {
        state: 'waiting',
        slug: null,
        status: null,
        publishedAt: null,
        confirmedAt: null,
        whose: 'gestionnaire',
        reason: 'À dire',
      },
    ),
    offer(
      's2',
      'o6',
      [],
      { code_insee: '99001', publics: ['seniors', 'jeunes'] },
      { state: 'conflict', status: 'DRAFT', publishedAt: null, whose: 'gestionnaire', score: 0.8 },
    ),
    offer(
      's4',
      'o7',
      ['3/poste'],
      { thematiques: [], modes_accueil: ['en-presentiel', 'a-distance'], code_insee: null },
      { state: 'created', publishedAt: '2030-06-20T09:00:00.000Z', score: 0.2, structure: 'Autre' },
    ),
    offer('s4', 'o8', ['2/y'], { date_maj: '2030-04-01' }, { state: 'updated', status: 'SUGGESTION', score: 0.79 }),
  ],
  rejections: [
    ...input.rejections,
    {
      source: 's4',
      code: 'x',
      key: null,
      where: 'page',
      field: null,
      received: 'y',
      expected: '',
      message: 'Illisible',
      whose: 'partenaire',
    },
  ],
  contacts: [{ partner: 'p1', day: '2030-05-02' }],
  corrections: [
    { source: 's1', key: 'o1', field: 'nom', day: '2030-06-02' },
    { source: 's2', key: 'o5', field: 'telephone', day: '2030-02-02' },
  ],
  census,
}

/** Three squares side by side. */
export const outlines = outlinesOf(
  {
    type: 'FeatureCollection',
    features: ['999000001', '999000002', '999000003'].map((code, i) => ({
      type: 'Feature' as const,
      properties: { code },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [i, 48],
            [i + 1, 48],
            [i + 1, 49],
            [i, 49],
            [i, 48],
          ],
        ],
      },
    })),
  },
  code => code,
)
