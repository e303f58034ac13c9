// An `import` would open streams and promises too, which the help does without.
const { readFileSync } = process.getBuiltinModule('node:fs')

/** The version of the product that runs, from its package. */
export function productVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
