import { load } from 'cheerio'
import type { Mobilisation } from '../../src/dora/translate/modes.ts'
import type { Geography } from '../../src/reference/geography.ts'

// The contrary of src/dora/translate, piece by piece: what the round trip is checked with. The product never goes this way.

/** A description without the words of its zone, that `withZoneWords` put at its end. */
export function withoutZoneWords(description: string): string {
  return description.replace(/\n\n\*\*Zone d’intervention\s:\*\* .+$/, '')
}

/** DORA's choices → the conditions in words, one a line. */
export function fromConditions(...lists: string[][]): string | null {
  const all = lists.flat().filter(label => label.trim() !== '')
  return all.length > 0 ? all.join('\n') : null
}

/** DORA's description (Markdown, or HTML from its editor) → plain text; blocks and list items keep their lines. */
export function fromMarkdown(markdown: string): string {
  const hasTags = /<[a-z/!]/i.test(markdown)
  const text = hasTags ? htmlToText(markdown) : unescapeEntities(markdown)
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^#{1,6}\s+/gm, '')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '$1 ($2)')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function htmlToText(html: string): string {
  const $ = load(html, null, false)
  $('script, style').remove()
  $('li').each((_, item) => void $(item).prepend('- ').append('\n'))
  $('br').replaceWith('\n')
  $('p, div, ul, ol, h1, h2, h3, h4, h5, h6').each((_, block) => void $(block).append('\n\n'))
  return $.root().text()
}

function unescapeEntities(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
}

/** DORA's ten digits → `+33299000000`. */
export function internationalNumber(digits: string): string {
  return /^0\d{9}$/.test(digits) ? `+33${digits.slice(1)}` : digits
}

const FORM = 'completer-le-formulaire-dadhesion'

/** DORA's lists → the reference's. `prendre-rdv` is an old mode that DORA may still hold. */
const TO_REFERENCE: Record<string, string[]> = {
  telephoner: ['telephoner'],
  'envoyer-un-mail': ['envoyer-un-courriel'],
  'envoyer-un-mail-avec-une-fiche-de-prescription': ['envoyer-un-courriel'],
  'se-presenter': ['se-presenter'],
  [FORM]: ['utiliser-lien-mobilisation'],
  'formulaire-dora': ['utiliser-lien-mobilisation'],
  'prendre-rdv': ['envoyer-un-courriel', 'utiliser-lien-mobilisation'],
}

export function fromModes(
  users: { modes: string[]; other: string | null },
  professionals: { modes: string[]; other: string | null },
  link: string | null,
): Mobilisation {
  const modes = [...new Set([...users.modes, ...professionals.modes].flatMap(mode => TO_REFERENCE[mode] ?? []))]
  const by = [
    ...(users.modes.length > 0 ? ['usagers'] : []),
    ...(professionals.modes.length > 0 ? ['professionnels'] : []),
  ]
  const words = [...new Set([professionals.other, users.other].filter(text => text !== null && text !== ''))]
  return {
    modes_mobilisation: modes.length > 0 ? modes.sort() : null,
    mobilisable_par: by.length > 0 ? by.sort() : null,
    mobilisation_precisions: words.length > 0 ? words.join(' ') : null,
    lien_mobilisation: link || null,
  }
}

/** DORA's zone → codes of the reference: a région becomes its départements, the country `france`. */
export function fromZone(type: string | null, code: string | null, geography: Geography): string[] | null {
  switch (type) {
    case 'country':
    case 'pays':
      return ['france']
    case 'region': {
      const departments = code === null ? [] : [...geography.departmentsOfRegion(code)].sort()
      return departments.length > 0 ? departments : null
    }
    case 'city':
    case 'commune':
    case 'epci':
    case 'department':
    case 'departement':
      return code ? [code] : null
    default:
      return null
  }
}
