import type { CheerioAPI } from 'cheerio'
import { FIELDS } from '../../src/dora/service-fields.ts'
import { valuesOf } from '../../src/reference/referentiels.ts'

export interface Words {
  /** Text that people see or hear, without what is code on purpose, addresses of pages and of people. */
  visible: string
  /** Files, folders, settings and numbers that only whoever installs the program knows, in code too. */
  technical: string[]
}

/** What a page says; it has nothing else left afterwards. */
export function wordsOf($: CheerioAPI): Words {
  $('script, style, head, nav, footer').remove()
  const technical = technicalIn($('body').text())
  return { visible: visibleText($), technical }
}

function visibleText($: CheerioAPI): string {
  $('code').remove()
  $('a').each((_at, link) => {
    if (/^https?:/.test($(link).text().trim())) $(link).remove()
  })
  const heard = $('[aria-label], [title], [placeholder], [alt]')
    .toArray()
    .flatMap(element => ['aria-label', 'title', 'placeholder', 'alt'].map(name => $(element).attr(name) ?? ''))
  const texts: string[] = []
  $('body, body *').each((_at, element) => {
    for (const node of element.children) if (node.type === 'text') texts.push(node.data)
  })
  return [...texts, ...heard]
    .join('\n')
    .replace(/https?:\/\/\S+|\S+@\S+/g, ' ')
    .replace(/\b[\w-]+(?:\.[\w-]+)*\.(?:fr|org|com|bzh|eu|net)\b/g, ' ')
}

/** Words that only programs use. */
const CODE = new Set([
  'PUBLISHED',
  'DRAFT',
  'ARCHIVED',
  'SUGGESTION',
  'undefined',
  'null',
  'NaN',
  'true',
  'false',
  'unknown-value',
  'succeeded',
  'partly',
  'quarantined',
  'simulated',
  'interrupted',
  'unchanged',
  'created',
  'adopted',
  'updated',
  'retired',
  'rejected',
  'waiting',
  'applied',
  'refused',
  'stale',
  ...FIELDS.filter(name => /[A-Z]/.test(name)),
])
const CODED = (
  ['types', 'frais', 'modes_accueil', 'modes_mobilisation', 'mobilisable_par', 'publics', 'thematiques'] as const
)
  .flatMap(valuesOf)
  .filter(value => value.includes('-'))

/** @param names identifiers of this installation, of sources, partners, keys and slugs, of which those count that no person would write. */
export function identifiersSeeker(names: Iterable<string>): (text: string) => string[] {
  const exact = new Set([...CODE, ...CODED, ...[...names].filter(name => /[-_/]/.test(name))])
  return text => identifiersIn(text, exact)
}

function identifiersIn(text: string, exact: ReadonlySet<string>): string[] {
  const words = text.match(/[\w/@-]+/g) ?? []
  return [
    ...new Set([
      ...words.filter(word => exact.has(word)),
      ...(text.match(/(?<![\wÀ-ÿ])[a-z]+(?:_[a-z0-9]+)+/g) ?? []),
      ...(text.match(/\$[.[]\S*/g) ?? []),
      ...(text.match(/\b\d{4}-\d\d-\d\d(?:T\S+)?/g) ?? []),
      ...(text.match(/\[object \w+\]/g) ?? []),
    ]),
  ]
}

function technicalIn(body: string): string[] {
  const found = body
    .replace(/https?:\/\/\S+|\S+@\S+/g, ' ')
    .match(/\b(?:config|mappings|var)\/\S*|\b[A-Z]{2,}_[A-Z_]+\b|\b[\w-]+\.(?:json|ya?ml)\b|\b[a-z]+_[0-9a-f]{8,}\b/g)
  return [...new Set(found ?? [])]
}
