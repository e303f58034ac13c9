import { z } from 'zod'
import type { Connector } from '../connector.ts'
import { crawl } from '../html/crawl.ts'
import { discoveryShape, planDiscovery } from '../html/discovery.ts'
import { compileFields, FieldRules } from '../html/fields.ts'
import { itemKey } from '../html/item-key.ts'
import { type PagePlan, readPage } from '../html/read-page.ts'
import { compileReading, compileSelector, SelectorText } from '../html/selector.ts'
import { startTally } from '../tally.ts'
import { ExpectSettings } from './settings.ts'

/**
 * `kind: html` — offers published as web pages.
 *
 * From the simplest shape to the fullest:
 * one page, one offer — `fields` only;
 * one page, several offers — `items` says what one offer is (or `sections`, the level of their headings), `fields` are read inside it, `page` once for
 * all of them; or `table`, one row each;
 * a list and a page per offer — `list`, then `fields` (and `items`, `page`) on each page it links to;
 * a list whose items say everything — `list` without `link`, and `list.fields`;
 * no list, but a sitemap — `sitemap: {match: /offres/}`, then `fields`.
 *
 *     harvest:
 *       kind: html
 *       list:
 *         items: article.offre
 *         link: h2 a
 *         next: a.suivant
 *       fields:
 *         nom: { select: h1, required: true }
 *         description: .contenu
 *         telephone: a[href^="tel:"]@href
 *         publics: { label: Public concerné }
 */
export const HtmlSettings = z
  .strictObject({
    kind: z.literal('html'),
    ...discoveryShape,
    /** Fields read once per page and given to each of its offers. */
    page: FieldRules.default({}),
    /** One match per offer, when a page shows several. */
    items: SelectorText.optional(),
    /** Or the headings that name the offers (`h2`), when they stand one under another and no element holds each of them. */
    sections: z.enum(['h1', 'h2', 'h3', 'h4', 'h5']).optional(),
    /** Or a table: one row is one offer, and its fields are named by the words of the header. Merged cells count for each row they cover. */
    table: SelectorText.optional(),
    /** What a page shows when it truly has no item. */
    empty: SelectorText.optional(),
    /** Fields of one offer. */
    fields: FieldRules.default({}),
    /** Where a lasting identifier is read, e.g. `.@id` or `.reference`. Default: the address of the offer's page, else the item's `id`. */
    key: SelectorText.optional(),
    expect: ExpectSettings,
  })
  .refine(s => !(s.list && s.sitemap), {
    error: '« list » ou « sitemap », pas les deux',
    path: ['sitemap'],
  })
  .refine(s => [s.items, s.sections, s.table].filter(way => way !== undefined).length <= 1, {
    error: 'une seule façon de trouver les offres d’une page : « items », « sections » ou « table »',
    path: ['sections'],
  })
  .refine(s => s.table !== undefined || Object.keys(s.list && !s.list.link ? s.list.fields : s.fields).length > 0, {
    error: 'aucun champ à lire : remplissez « fields » (ou « list.fields » quand la liste n’a pas de « link »)',
    path: ['fields'],
  })
export type HtmlSettings = z.infer<typeof HtmlSettings>

/** Compiles the selectors of a mapping, once for the whole harvest. */
export function planPage(settings: HtmlSettings): PagePlan {
  return {
    page: compileFields(settings.page, settings.fields),
    items: settings.items ? compileSelector(settings.items) : null,
    sections: settings.sections ?? null,
    table: settings.table ? compileSelector(settings.table) : null,
    empty: settings.empty ? compileSelector(settings.empty) : null,
    fields: compileFields(settings.fields, settings.page),
    key: settings.key ? compileReading(settings.key) : null,
    severalPages: settings.list !== undefined || settings.sitemap !== undefined,
  }
}

export const html: Connector<HtmlSettings> = {
  kind: 'html',
  parse: settings => HtmlSettings.parse(settings),
  harvest(entry, fetcher) {
    const plan = planPage(entry.settings)
    const tally = startTally(entry, entry.settings.expect)
    return crawl(entry.address, planDiscovery(entry.settings), fetcher, tally, {
      page: (document, own, asked) => readPage(document, plan, own, tally, asked),
      item: (item, own, page, at) =>
        tally.offer({ key: itemKey(item, plan.key, own, page, at), address: page.address, fields: own }),
    })
  },
}
