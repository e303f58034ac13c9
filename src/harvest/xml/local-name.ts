/** `item` for `rss:item`. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
