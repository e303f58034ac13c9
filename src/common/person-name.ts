/** The name alone of who did something, as it is kept: «Camille Martin <camille@…>». */
export function personName(actor: string): string {
  return actor.replace(/\s<[^>]*>$/, '')
}
