/** A path as it may be logged: without the token of a link. */
export function maskedPath(path: string): string {
  return path.replace(/^(\/p|\/connexion\/lien)\/.+/, '$1/[masqué]')
}
