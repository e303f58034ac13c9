/** Django's slug of a name, cut at 20 characters wherever that falls: «PEM’S — accompagnement des…» → `pems-accompagnement-`. */
export function slugPart(name: string): string {
  return [...name.normalize('NFKD')]
    .filter(character => character.charCodeAt(0) < 128)
    .join('')
    .replace(/[^\w\s-]/g, '')
    .toLowerCase()
    .replace(/[-\s]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '')
    .slice(0, 20)
}
