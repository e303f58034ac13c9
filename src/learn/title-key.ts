import { slugify } from '../common/text.ts'

/** Key of an offer that only its title tells from the others; empty when no letter or figure is in it. */
export const titleKey = (title: string): string => slugify(title).slice(0, 80)
