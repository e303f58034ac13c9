import type { Rejection } from '../common/rejection.ts'

/** What people call an offer. One that was set aside before it had a name is called by the place it was read at, never by its key. */
export function offerLabel(offer: { key: string; name: string; rejection: Pick<Rejection, 'where'> | null }): string {
  if (offer.name !== offer.key && offer.name.trim() !== '') return offer.name
  const [, address = '', path = ''] =
    /^(https?:\/\/\S+?)(?:,\s+(.+))?$/s.exec(offer.rejection?.where.trim() ?? '') ?? []
  const key = `« ${words(offer.key)} »`
  if (!URL.canParse(address)) return `Offre sans nom, ${key}`
  const url = new URL(address)
  const last = decoded(url.pathname.split('/').filter(Boolean).at(-1) ?? '')
  if (path !== '') return `Sans nom, ${path}${/\.\w{2,5}$/.test(last) ? ` du fichier « ${words(last)} »` : ''}`
  if (/\.(?:json|csv|xlsx?|ods|xml|ics|rss|pdf|docx?|odt)$/i.test(last))
    return `Sans nom, ${key} du fichier « ${words(last)} »`
  if (url.search !== '' || last === '') return `Sans nom, ${key}`
  const part = url.hash.length > 1 ? `, partie « ${words(decoded(url.hash.slice(1)))} »` : ''
  return `Page « ${words(last)} »${part}`
}

function words(key: string): string {
  const said = key.replace(/\.\w{2,5}$/, '').split(/[-_\s]+/)
  // What a key repeats («relais_relais-emploi-bruz») is said once.
  return said.filter((word, at) => word !== said[at - 1]).join(' ')
}

/** A partner's address may hold anything: what cannot be decoded stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
