import { z } from 'zod'
import { type CompiledField, compileFields, FieldRules } from './fields.ts'
import { compileReading, compileSelector, type Reading, type Selector, SelectorText } from './selector.ts'

const ListSettings = z.strictObject({
  /** One match per offer of the list, e.g. `article.offre`. */
  items: SelectorText,
  /** Link from an item to the page of its offer, e.g. `h2 a` (its `href` is followed). Without it the item is the offer. */
  link: SelectorText.optional(),
  /** Link to the next page of the list, e.g. `a[rel=next]`. */
  next: SelectorText.optional(),
  /** Fields read on the item itself; they are added to those of the page. */
  fields: FieldRules.default({}),
  /** What the page shows when it truly has no offer, e.g. `.aucun-resultat`. Without it an empty list counts as a changed page. */
  empty: SelectorText.optional(),
  /** Pages of the list read at the most. Default 50. */
  pages: z.number().int().min(1).max(1000).default(50),
})

const isPattern = (text: string): boolean => {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}

const SitemapSettings = z.strictObject({
  /** Which addresses of the sitemap are offers: a piece of their path, e.g. `/offres/`, or a regular expression. */
  match: z.string().min(1).refine(isPattern, { error: 'expression illisible' }),
  /** Address of the sitemap. Default: the one that robots.txt names, else `/sitemap.xml`. */
  address: z.url({ protocol: /^https?$/ }).optional(),
})

/** How the pages of offers are found from the entry address: by a list, by the site's sitemap, or not at all (the entry is the page). */
export const discoveryShape = {
  list: ListSettings.optional(),
  sitemap: SitemapSettings.optional(),
}

export interface DiscoverySettings {
  list?: z.infer<typeof ListSettings> | undefined
  sitemap?: z.infer<typeof SitemapSettings> | undefined
}

/** A list, its selectors compiled. */
export interface ListPlan {
  items: Selector
  link: Reading | null
  next: Reading | null
  fields: CompiledField[]
  empty: Selector | null
  pages: number
}

export type Discovery =
  | { kind: 'page' }
  | { kind: 'list'; list: ListPlan }
  | { kind: 'sitemap'; match: RegExp; address: string | null }

export function planDiscovery({ list, sitemap }: DiscoverySettings): Discovery {
  if (sitemap) return { kind: 'sitemap', match: new RegExp(sitemap.match), address: sitemap.address ?? null }
  if (!list) return { kind: 'page' }
  return {
    kind: 'list',
    list: {
      items: compileSelector(list.items),
      link: list.link ? compileReading(list.link) : null,
      next: list.next ? compileReading(list.next) : null,
      fields: compileFields(list.fields),
      empty: list.empty ? compileSelector(list.empty) : null,
      pages: list.pages,
    },
  }
}
