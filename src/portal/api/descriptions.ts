import { createRoute, z } from '@hono/zod-openapi'
import { FEED_FILES } from '../../ledger/feeds.ts'
import { isCursor } from './is-cursor.ts'
import { readRunCursor } from './run-cursor.ts'

const Problem = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string(), instance: z.string() })
  .openapi('Problem')

const Offer = z
  .object({
    id: z.string().openapi({ description: 'Opaque et stable.', example: 'dora-sync--0f3a9c' }),
    nom: z.string(),
    source: z.string().openapi({ description: 'Source dont vient l’offre.' }),
    slug: z.string().openapi({ description: 'Service dans DORA.' }),
    vue_le: z.string().openapi({ description: 'Dernière lecture chez le partenaire, instant ISO 8601.' }),
  })
  .openapi('Offer')

const OfferInFull = Offer.extend({
  service: z
    .record(z.string(), z.unknown())
    .nullable()
    .openapi({
      description: 'La fiche du service en data·inclusion v1 ; null quand elle n’en suit pas les règles.',
      anyOf: [{ $ref: '#/components/schemas/Service' }, { type: 'null' }],
    }),
  structure: z
    .record(z.string(), z.unknown())
    .nullable()
    .openapi({
      description: 'La fiche de sa structure ; null avec celle du service.',
      anyOf: [{ $ref: '#/components/schemas/Structure' }, { type: 'null' }],
    }),
}).openapi('OfferInFull')

const Source = z
  .object({
    id: z.string(),
    nom: z.string(),
    lue_le: z.string().nullable().openapi({ description: 'Fin de la dernière lecture réussie, instant ISO 8601.' }),
    prochaine: z.string().nullable().openapi({ description: 'Prochaine lecture ; null : à la demande.' }),
    offres_publiees: z.int().openapi({ description: 'Offres de cette source publiées dans DORA.' }),
  })
  .openapi('Source')

const Run = z
  .object({
    id: z.string(),
    source: z.string(),
    debut: z.string().openapi({ description: 'Instant ISO 8601.' }),
    fin: z.string().nullable(),
    etat: z.enum(['en-cours', 'fini', 'en-attente', 'echec']),
    vues: z.int().nullable().openapi({ description: 'Offres vues ; null tant que le passage n’est pas fini.' }),
    creees: z.int().nullable(),
    mises_a_jour: z.int().nullable(),
    rejetees: z.int().nullable(),
  })
  .openapi('Run')

const Count = z.object({ key: z.string(), label: z.string(), value: z.number() })
/** Sur place et en tout, selon qui tient le service. */
const Counted = z.object({ on_site: z.number(), reachable: z.number() })
const Stats = z
  .object({
    date: z.iso.date(),
    territory: z.string(),
    indicators: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        value: z.number().nullable(),
        of: z.number().nullable(),
        unit: z.string(),
        display: z.string(),
        definition: z.string(),
      }),
    ),
    categories: z.array(Count),
    publics: z.array(Count),
    areas: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        population: z.number(),
        on_site: z.number(),
        by_zone: z.number(),
        remote: z.number(),
        reachable: z.number(),
        per_10000: z.number(),
        origins: z
          .object({ followed: Counted, others: Counted, elsewhere: Counted })
          .openapi({ description: 'Suivis par le robot, autres dans DORA, autres sources.' }),
      }),
    ),
    census: z
      .object({
        taken: z.iso.date(),
        seen: z.object({ followed: z.number(), others: z.number(), elsewhere: z.number() }),
      })
      .nullable()
      .openapi({
        description: 'Ce que le public trouve, d’après le dernier recensement ; null : aucun n’a encore eu lieu.',
      }),
  })
  .openapi('Stats')

/** What people type: no control characters, which no name holds (and a NUL ends a text for Postgres). */
const Words = z
  .string()
  .max(100)
  .refine(text => !/\p{Cc}/u.test(text), 'des caractères de contrôle n’ont pas leur place ici')
  .openapi({ pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' })

/** The schemas of data·inclusion are joined to the document as they are: see `api.ts`. */
const Records = z.array(z.record(z.string(), z.unknown())).openapi({
  items: { anyOf: [{ $ref: '#/components/schemas/Service' }, { $ref: '#/components/schemas/Structure' }] },
})

const failure = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })

/** What every route may answer besides its own. */
const ANYTIME = {
  304: { description: 'Rien n’a changé depuis cet ETag.' },
  400: failure('Un paramètre est faux.'),
  429: failure('Trop d’appels.'),
  500: failure('Incident, consigné.'),
}

/** How a list is walked through. */
const paging = (most: number, isOurs: (cursor: string) => boolean) => ({
  cursor: z
    .string()
    .max(most)
    .refine(isOurs, 'un curseur rendu par la page précédente est attendu')
    .optional()
    .openapi({ description: '`next` de la page précédente.', pattern: '^[A-Za-z0-9_-]+$' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** One page of a list. */
const pageOf = <Item extends z.ZodType>(item: Item) => ({
  description: 'Une page, et le curseur de la suivante (null à la fin).',
  content: { 'application/json': { schema: z.object({ items: z.array(item), next: z.string().nullable() }) } },
})

export const listOffers = createRoute({
  method: 'get',
  operationId: 'listOffers',
  path: '/api/v1/offers',
  summary: 'Offres publiées dans DORA, par nom',
  request: {
    query: z.strictObject({
      q: Words.optional().openapi({
        description: 'Mots de l’offre (nom, texte, commune, structure, thème…), sans égard aux accents.',
      }),
      source: Words.optional(),
      ...paging(2000, isCursor),
    }),
  },
  responses: {
    200: pageOf(Offer),
    ...ANYTIME,
  },
})

export const readOffer = createRoute({
  method: 'get',
  operationId: 'readOffer',
  path: '/api/v1/offers/{id}',
  summary: 'Une offre publiée dans DORA, avec sa fiche',
  request: {
    params: z.object({ id: Words.openapi({ description: '`id` de la liste.' }) }),
    query: z.strictObject({}),
  },
  responses: {
    200: { description: 'L’offre.', content: { 'application/json': { schema: OfferInFull } } },
    404: failure('Aucune offre publiée n’a cet identifiant.'),
    ...ANYTIME,
  },
})

export const listSources = createRoute({
  method: 'get',
  operationId: 'listSources',
  path: '/api/v1/sources',
  summary: 'Sources lues, par nom',
  request: { query: z.strictObject({}) },
  responses: {
    200: {
      description: 'Toutes.',
      content: { 'application/json': { schema: z.object({ items: z.array(Source) }) } },
    },
    ...ANYTIME,
  },
})

export const listRuns = createRoute({
  method: 'get',
  operationId: 'listRuns',
  path: '/api/v1/runs',
  summary: 'Passages, le plus récent d’abord',
  request: {
    query: z.strictObject({
      source: Words.optional(),
      ...paging(200, text => readRunCursor(text) !== null),
    }),
  },
  responses: {
    200: pageOf(Run),
    ...ANYTIME,
  },
})

export const readStats = createRoute({
  method: 'get',
  operationId: 'readStats',
  path: '/api/v1/stats',
  summary: 'Chiffres publics',
  request: { query: z.strictObject({}) },
  responses: {
    200: { description: 'Au jour dit.', content: { 'application/json': { schema: Stats } } },
    ...ANYTIME,
  },
})

export const readFeed = createRoute({
  method: 'get',
  operationId: 'readFeed',
  path: '/feed/{file}',
  summary: 'Catalogue en data·inclusion v1, entier ou le précédent',
  description:
    'Sans ce qui sort déjà par DORA, sauf `avec-dora=oui`. `date_maj` est le jour de la dernière confirmation par une personne. Les CSV séparent les listes par «, ».',
  request: {
    params: z.object({ file: z.enum(FEED_FILES) }),
    query: z.strictObject({ 'avec-dora': z.enum(['oui', 'non']).default('non') }),
  },
  responses: {
    200: {
      description: 'Tous les enregistrements.',
      content: {
        'application/json': { schema: Records },
        'text/csv': { schema: z.string() },
      },
    },
    ...ANYTIME,
    503: failure('Aucun catalogue entier n’a encore pu être fait.'),
  },
})
