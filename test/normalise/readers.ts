import { join } from 'node:path'
import { type Found, loadLexicon } from '../../src/normalise/lexicon.ts'
import { lookUp } from '../../src/normalise/look-up.ts'
import type { Referential } from '../../src/normalise/mapping/schema.ts'
import { withoutPersonalNames } from '../../src/normalise/personal-names.ts'
import { type PostalAddress, parseAddress } from '../../src/normalise/transforms/address.ts'
import { parseAmounts } from '../../src/normalise/transforms/amount.ts'
import { parseDay } from '../../src/normalise/transforms/dates.ts'
import { parseDuration } from '../../src/normalise/transforms/duration.ts'
import { parseEmails } from '../../src/normalise/transforms/emails.ts'
import { parseFees } from '../../src/normalise/transforms/fees.ts'
import { parseNumber } from '../../src/normalise/transforms/number.ts'
import { parseOpeningHours } from '../../src/normalise/transforms/opening-hours.ts'
import { parsePeriod } from '../../src/normalise/transforms/period.ts'
import { parsePhones } from '../../src/normalise/transforms/phones.ts'
import { title } from '../../src/normalise/transforms/title.ts'
import type { Parsed } from '../../src/normalise/transforms/transform.ts'
import { parseUrl } from '../../src/normalise/transforms/url.ts'
import { lookUpZone } from '../../src/normalise/zones.ts'

/** What a reader makes of a phrase, on one line: the value («—»: none) and the codes of what it tells. */
export interface Said {
  value: string
  told: string[]
}

const NONE = '—'
const lexicon = loadLexicon(join(import.meta.dirname, '..', '..', 'mappings', 'lexique.yaml'), 'mappings/lexique.yaml')

function parsed<T>(parse: (words: string) => Parsed<T>, show: (value: T) => string = String) {
  return (words: string): Said => {
    const read = parse(words)
    if (!read.ok) return { value: NONE, told: ['refusé'] }
    const [value] = read.values
    const codes = (read.notes ?? []).map(note => note.code)
    return { value: value === undefined ? NONE : show(value), told: [...new Set(codes)] }
  }
}

const addressLine = (one: PostalAddress) =>
  [one.adresse, one.complement_adresse, one.code_postal, one.code_insee].map(part => part ?? '').join('|')
const found = ({ values, unknown, beside }: Found): Said => ({
  value: values.join(',') || NONE,
  told: [...(unknown.length > 0 ? ['inconnu'] : []), ...(beside ? ['précisions'] : [])],
})
const lookedUp = (referential: Referential) => (words: string) => found(lookUp(words, referential, lexicon))

function named(words: string, near?: string): Said {
  const { text, removed } = withoutPersonalNames(words, near)
  return { value: text || NONE, told: removed > 0 ? ['retiré'] : [] }
}

/** Every reader, by the name that `readings.tsv` calls it. */
export const READERS: Record<string, (words: string) => Said> = {
  hours: parsed(parseOpeningHours),
  date: parsed(parseDay),
  period: parsed(parsePeriod, ({ start, end }) => `${start ?? ''}..${end ?? ''}`),
  fees: parsed(parseFees),
  amounts: parsed(parseAmounts),
  phones: parsed(parsePhones),
  emails: parsed(parseEmails),
  duration: parsed(parseDuration, ({ hoursPerWeek, weeks }) => `${hoursPerWeek ?? ''};${weeks ?? ''}`),
  address: parsed(parseAddress, addressLine),
  'address-35': parsed(words => parseAddress(words, '35'), addressLine),
  number: parsed(parseNumber),
  url: parsed(parseUrl),
  publics: lookedUp('publics'),
  modes_accueil: lookedUp('modes_accueil'),
  modes_mobilisation: lookedUp('modes_mobilisation'),
  mobilisable_par: lookedUp('mobilisable_par'),
  types: lookedUp('types'),
  thematiques: lookedUp('thematiques'),
  title: parsed(words => title.apply(words, null, { today: '2026-11-30' })),
  zones: words => found(lookUpZone(words, lexicon, '35')),
  names: words => named(words),
  'names-35': words => named(words, '35'),
}
