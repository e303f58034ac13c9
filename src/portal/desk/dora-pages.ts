/** Where a person looks at a service or a structure in DORA itself. */
export interface DoraPages {
  /** The stand-in: said wherever it is linked to. */
  sandbox: boolean
  service(slug: string): string
  structure(slug: string): string
}

/**
 * Addresses of DORA's public pages.
 * @param dora.api address of its API; its site is the same host without a leading `api.`
 * @param dora.site address of its site, when it is not that one
 */
export function doraPages(dora: { api: string; sandbox: boolean; site?: string | undefined }): DoraPages {
  const { sandbox } = dora
  if (sandbox) {
    const home = dora.api.replace(/\/+$/, '')
    return {
      sandbox,
      service: slug => `${home}/?service=${encodeURIComponent(slug)}`,
      structure: () => `${home}/#structures`,
    }
  }
  const site = new URL(dora.site ?? dora.api)
  if (dora.site === undefined) {
    site.hostname = site.hostname.replace(/^api\./, '')
    site.pathname = '/'
  }
  const home = `${site.origin}${site.pathname.replace(/\/+$/, '')}`
  return {
    sandbox,
    service: slug => `${home}/services/${encodeURIComponent(slug)}`,
    structure: slug => `${home}/structures/${encodeURIComponent(slug)}`,
  }
}
