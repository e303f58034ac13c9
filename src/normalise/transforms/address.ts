import { z } from 'zod'
import { remember } from '../../common/remember.ts'
import { fold } from '../../common/text.ts'
import { type FoundCommune, findCommunes } from '../address/find-commune.ts'
import { lastCommune, namesAnother } from '../address/last-commune.ts'
import { placesOnly } from '../address/not-a-place.ts'
import { splitStreet } from '../address/split-street.ts'
import { straighten } from '../address/straighten.ts'
import { officialGazetteer } from '../gazetteer.ts'
import { kindOf, tellLeft } from '../reading/left-words.ts'
import { lines, plain } from '../reading/plain.ts'
import type { Note, Parsed, Transform } from './transform.ts'

/** A postal address in parts; `code_insee` is of today's COG. */
export interface PostalAddress {
  adresse: string | null
  complement_adresse: string | null
  code_postal: string | null
  commune: string | null
  code_insee: string | null
}

const EXPECTED = 'une adresse avec code postal et commune, par exemple 33 rue des Landelles, 35510 Cesson-Sévigné'
/** Said after a commune, and known from it. */
const AFTER_COMMUNE =
  /(?:^|[\s,(–-]+)(?:france|ille[ -]et[ -]vilaine|bretagne|\(?35\)?|cedex(?:\s*\d+)?)\)?(?=[\s,).–-]*$)/iu
/** Words that say when, for whom or no longer: no part of a street. */
const TURNS =
  /(?<![\p{L}\d])(?:sauf|hors|hormis|except\p{L}*|non|pas|jamais|ni|sans|aucun\p{L}*|uniquement|seulement|ancienne(?:ment| adresse)|desormais|bientot|nouvelle adresse|jusqu'a d[eu]|demenag\p{L}*|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|sur rendez-vous|ferme\p{L}*|a partir d[eu]|a compter d[eu]|depuis (?:le|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)|(?:des|en) (?:le \d\p{L}*|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)|du \d{1,2}(?:er)? au \d{1,2}|puis|alternativement|en alternance|un\p{L}? (?:semaine|fois|jour|mois) sur|chaque|\d{1,2} ?h(?: ?\d{2})?|\d+ ?(?:€|euros?)|gratuit\p{L}*)(?![\p{L}\d])/u
/** «chez M. Dupont»: a person is no place. */
const SOMEBODY =
  /(?:^|(?<=,))\s*(?:(?:chez|[cs]\/[oc]|à l['’]attention de|contact\s?:)\s+)?(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame)\s[^,]*(?:,|$)/iu
const NAME_LEFT: Note = {
  code: 'nom-de-personne-retire',
  severity: 'info',
  message: 'Un nom de personne a été retiré de l’adresse : une offre n’en publie pas.',
}
/** A place that protects who lives there. */
const HIDDEN =
  /(?<![\p{L}\d])(?:confidentiel\p{L}*|tenue? secrete?|non communique\p{L}*|communiquee? (?:a|sur|apres|lors|par)|adresse secrete)(?![\p{L}\d])/u
const HIDDEN_ADDRESS: Note = {
  code: 'adresse-confidentielle',
  severity: 'avertissement',
  message: 'L’adresse est dite confidentielle ou donnée plus tard : seule la commune est gardée.',
}
/** «Anciennement 3 rue Basse, 35400 Saint-Malo ; désormais …»: the first of two is no longer right. */
const FORMER = /(?<!\p{L})(?:ancienne(?:ment| adresse)|autrefois|auparavant|jusqu'(?:au|en|a))(?!\p{L})/u
/** «Ancienne adresse : 12 rue de Redon, 35000 Rennes», and no other. */
const FORMER_ALONE = /^\s*(?:ancienne adresse|anciennement)(?!\p{L})/u
const LEADS_ON =
  /^[\s,;.–—-]*(?:et\s+)?(?:(?:désormais|maintenant|actuellement|aujourd['’]hui|puis|nouvelle adresse|depuis|à partir)(?:\s+(?:le|du|de|en)\s+[^,:\d]*\d[^,:]*(?=[,:]))?[\s,:]*)?/iu
const formerLeft = (words: string): Note => ({
  code: 'adresse-double',
  severity: 'avertissement',
  message: `« ${words.trim().slice(0, 120)} » est l’ancienne adresse : laissée de côté.`,
})
/** What makes an address two: it is not for this reader to choose. */
const TWICE = /^[\s,;/]*(?:(?:ou|et|puis|ainsi que)(?!\p{L}))?[\s,;/]*/iu
const TWO_STREETS = /\d.*(?:\s(?:ou|et)|\/)\s*(?:au |le |à )?\d{1,4}(?:\s?(?:bis|ter))?,?\s+\p{L}{3}/iu

/**
 * «33 rue des Landelles, 35510 Cesson-Sévigné» → street, postal code, commune and its code. CEDEX, BP and CS are understood, as is a postal code that a
 * spreadsheet stripped of its 0, «35 000 Rennes», «Rennes 35000», communes merged since 2016, «Dol» for Dol-de-Bretagne; the official spelling of the commune
 * of today is kept, and told when it is another. Without postal code the commune is given when only one bears the name. Words that are neither go to the
 * complement; of two addresses the first is kept, and told.
 * @param near code of the département where the name of a commune without postal code is looked for first
 */
export function parseAddress(text: string, near?: string): Parsed<PostalAddress> {
  const { text: words, taken } = straighten(lines(text).replaceAll('\n', ', '))
  const [found, ...others] = findCommunes(words)
  const one = found ?? lastCommune(trimmed(words), near)
  if (!one) return refused(words)
  const [next] = others
  if (next && FORMER.test(plain(words.slice(0, one.from)))) {
    const now = parseAddress(words.slice(one.to).replace(LEADS_ON, ''), near)
    return now.ok ? { ...now, notes: [...(now.notes ?? []), formerLeft(words.slice(0, one.to))] } : now
  }
  if (FORMER_ALONE.test(plain(words.slice(0, one.from))))
    return { ok: false, expected: `${EXPECTED} (ici : l’ancienne)` }
  const second = others.find(
    other => other.commune.code !== one.commune.code || /\d/.test(words.slice(one.to, other.from)),
  )
  const tail = words.slice(one.to, second ? second.from : words.length)
  const stands = withItsCommune(clean(words.slice(0, one.from)), one.commune.name)
  // «35 - Vitré»: the département, and no street.
  const before = stands.length === 2 && one.commune.code.startsWith(stands) ? '' : stands
  const after = clean(second ? '' : withoutKnown(tail))
  const notes: Note[] = []
  if (one.mended) {
    notes.push({
      code: 'code-postal-sans-zero',
      severity: 'info',
      message: `Le 0 de tête, perdu par un tableur, a été remis au code postal : ${one.postalCode}.`,
    })
  }
  if (second) {
    notes.push({
      code: 'adresse-double',
      severity: 'avertissement',
      message: `Plusieurs adresses : la première (${one.commune.name}) est gardée, pas « ${clean(words.slice(one.to)).replace(TWICE, '').trim().slice(0, 120)} ».`,
    })
  }
  if (taken.length > 0) {
    notes.push({
      code: 'lecture-partielle',
      severity: 'info',
      message: `« ${taken.join(', ').slice(0, 120)} » n’est pas une adresse : laissé de côté.`,
    })
  }
  if (!second && found && namesAnother(words, one)) {
    notes.push({
      code: 'adresse-double',
      severity: 'avertissement',
      message: `Plusieurs communes : ${one.commune.name} est gardée ; « ${words.slice(0, 120)} » en nomme une autre.`,
    })
  }
  notes.push(...tellName(words, one), ...tellCode(one))
  const { text: around, left } = placesOnly([before, after].filter(part => part !== '').join(', '))
  if (left.length > 0) notes.push(...tellLeft(left.map(part => ({ words: part, kind: kindOf(plain(part)) }))))
  const split = splitStreet(around.replace(SOMEBODY, ''))
  if (SOMEBODY.test(around)) notes.push(NAME_LEFT)
  const hidden = HIDDEN.test(plain(`${split.adresse} ${split.complement_adresse}`))
  if (hidden) notes.push(HIDDEN_ADDRESS)
  const street = hidden ? { adresse: null, complement_adresse: null } : split
  const turning = [street.adresse, street.complement_adresse].find(part => part !== null && TURNS.test(plain(part)))
  if (turning) notes.push(...tellLeft([{ words: turning, kind: kindOf(plain(turning)) }]))
  if (!second && TWO_STREETS.test(street.adresse ?? '')) {
    notes.push({
      code: 'adresse-double',
      severity: 'avertissement',
      message: `« ${street.adresse ?? ''} » semble dire deux adresses : à vérifier.`,
    })
  }
  const [only] = one.commune.postalCodes.length === 1 ? one.commune.postalCodes : []
  return {
    ok: true,
    values: [
      {
        ...street,
        code_postal: one.postalCode ?? only ?? null,
        commune: one.commune.name,
        code_insee: one.commune.code,
      },
    ],
    ...(notes.length > 0 && { notes }),
  }
}

/** «Mairie de Janzé (35150)»: the commune's name is the end of the place's. */
const withItsCommune = (before: string, commune: string) =>
  /(?:^|\s)(?:d[eu]s?|à|au)$/iu.test(before) ? `${before} ${commune}` : before

/** The commune's name today is not what was written: a former commune, or a part of its name. */
function tellName(words: string, { commune, from, to, postalCode }: FoundCommune): Note[] {
  const written = words
    .slice(from, to)
    .replace(/\d{2}\s?\d{3}|\d{4}|cedex(?:\s+\d+)?/gi, ' ')
    .replace(/^\s*à\s+|[,:]\s*$/gu, '')
    .trim()
  const key = (name: string) => fold(name).replace(/\bst(e?)\b/g, 'saint$1')
  if (key(written).replace(/ \d{2}$/, '') === key(commune.name)) return []
  if (written === '')
    return [
      {
        code: 'commune-rapprochee',
        severity: 'info',
        message: `La commune n’est pas nommée : ${commune.name} (${commune.code}) est la seule au ${postalCode}.`,
      },
    ]
  const elsewhere = postalCode === null ? officialGazetteer().commune(written, null) : null
  return [
    {
      code: 'commune-rapprochee',
      severity: elsewhere ? 'avertissement' : 'info',
      message: `« ${clean(written)} » est compris comme ${commune.name} (${commune.code}), commune d’aujourd’hui${elsewhere ? `, et non comme ${elsewhere.name} (${elsewhere.code}) : à vérifier` : ''}.`,
    },
  ]
}

function tellCode({ commune, postalCode, cedex }: FoundCommune): Note[] {
  if (cedex || postalCode === null || commune.postalCodes.includes(postalCode)) return []
  return [
    {
      code: 'code-postal-a-verifier',
      severity: 'avertissement',
      message: `Le code postal ${postalCode} n’est pas celui de ${commune.name} (${commune.postalCodes.join(', ')}).`,
    },
  ]
}

function refused(words: string): Parsed<PostalAddress> {
  const postalCode = /(?<!\d)\d{5}(?!\d)/.exec(words)?.[0]
  if (postalCode === undefined) return { ok: false, expected: EXPECTED }
  const there = officialGazetteer()
    .communesAt(postalCode)
    .map(({ name }) => name)
  const hint = there.length > 0 && there.length <= 12 ? ` (au ${postalCode} : ${there.join(', ')})` : ''
  return { ok: false, expected: `une commune qui existe avec le code postal ${postalCode}${hint}` }
}

/** Without «France», «Ille-et-Vilaine» at the end. */
function trimmed(words: string): string {
  const shorter = words
    .replace(/[\s,.–-]+$/, '')
    .replace(/[\s,(]+(?:france|ille[ -]et[ -]vilaine)\)?$|[,(]\s*bretagne\)?$/iu, '')
  return shorter === words ? words : trimmed(shorter)
}

function withoutKnown(tail: string): string {
  const shorter = tail.replace(AFTER_COMMUNE, '')
  return shorter === tail ? tail : withoutKnown(shorter)
}

/** Without the signs that held it to its neighbours. */
const clean = (text: string) =>
  text
    .replace(/^[\s,;.–—:()-]+|[\s,;–—:(-]+$/g, '')
    .replace(/\s+[–—-]\s+/g, ', ')
    .replace(/^([^(]*)\)$/, '$1')

const Options = z.enum(['adresse', 'complement_adresse', 'code_postal', 'commune', 'code_insee']).nullable()

const WITHOUT = remember(words => parseAddress(words))
const NEAR = new Map<string, typeof WITHOUT>()

/** The same addresses come again in every row of a partner. */
function parsedOnce(words: string, near: string | undefined): Parsed<PostalAddress> {
  if (near === undefined) return WITHOUT(words)
  const known = NEAR.get(near) ?? remember(text => parseAddress(text, near))
  NEAR.set(near, known)
  return known(words)
}

/** `address` alone gives all the parts (for `lieu`); with an option, one of them. */
export const address: Transform<z.infer<typeof Options>> = {
  name: 'address',
  purpose: 'adresse postale en parties, avec la commune et son code INSEE',
  options: Options,
  apply(words, part, { department }) {
    const parsed = parsedOnce(words, department)
    if (!parsed.ok || part === null) return parsed
    const value = parsed.values[0]?.[part]
    return value ? { ...parsed, values: [value] } : { ok: false, expected: `une adresse avec ${part}` }
  },
}
