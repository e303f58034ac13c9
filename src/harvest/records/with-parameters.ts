/** An address with these query parameters set; `under` is added at the end of its path when it does not end so. */
export function withParameters(
  address: string,
  parameters: Readonly<Record<string, string | number | undefined>>,
  under = '',
): string {
  const url = new URL(address)
  if (!url.pathname.endsWith(under)) url.pathname = `${url.pathname.replace(/\/$/, '')}${under}`
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, String(value))
  return url.href
}
