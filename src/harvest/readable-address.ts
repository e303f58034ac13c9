import { harvestErrors } from './harvest-errors.ts'

/**
 * An address the bot may think of reading: http or https, no credentials, no fragment.
 * @throws HarvestError `adresse-invalide`, `identifiants-dans-l-adresse` (the credentials are not repeated)
 */
export function readable(address: string, base?: URL): URL {
  if (!URL.canParse(address, base)) throw harvestErrors.badAddress(address)
  const url = new URL(address, base)
  url.hash = ''
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw harvestErrors.badAddress(address)
  if (url.username || url.password) throw harvestErrors.credentials(`${url.origin}${url.pathname}`)
  return url
}
