/**
 * Address of the export of a shared spreadsheet: a Google Sheets link as people copy it becomes its CSV or XLSX export (of the tab it
 * shows), a Grist document becomes its table's. Any other address comes back as it is.
 */
export function exportAddress(address: string, format: 'csv' | 'xlsx'): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  const sheet = /^\/spreadsheets\/d\/([\w-]+)(?:\/(?:edit|view|htmlview|copy).*)?\/?$/.exec(url.pathname)?.[1]
  if (url.hostname !== 'docs.google.com' || !sheet) return address
  const gid = url.searchParams.get('gid') ?? /gid=(\d+)/.exec(url.hash)?.[1]
  const tab = gid === undefined || gid === null ? '' : `&gid=${gid}`
  return `https://docs.google.com/spreadsheets/d/${sheet}/export?format=${format}${tab}`
}
