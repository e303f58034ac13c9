import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/**
 * What is installed with the product, and under which licence. `node test/docs/licences.ts` prints the page, `--write` writes docs/licences.md,
 * `--sbom` prints the CycloneDX document that npm makes of the lock file.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().default(''),
      license: z.string().default('inconnue'),
      dependencies: z.record(z.string(), z.string()).default({}),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
})

export interface Licensed {
  name: string
  version: string
  licence: string
}

/** Packages whose package.json names no licence, or by another name than SPDX’s; read in the LICENSE file they ship. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  duck: 'BSD',
  'htmx.org': '0BSD',
  'png-js': 'MIT',
  suncalc: 'BSD-2-Clause',
}

/** Licences that a public tool may ship with. `LGPL-3.0-only` is `opening_hours`, used as it is and replaceable; `OFL-1.1` is the typeface, shipped unchanged. */
export const ACCEPTED = new Set(
  '0BSD,Apache-2.0,BSD,BSD-2-Clause,BSD-3-Clause,ISC,LGPL-3.0-only,MIT,MIT-0,MPL-2.0,OFL-1.1,(MIT AND Zlib),(MIT OR CC0-1.0),(MIT OR GPL-3.0-or-later)'.split(
    ',',
  ),
)

/** The SBOM of the lock file, of everything in it. */
export function sbom(): string {
  return execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
}

/**
 * Every package that is installed with the product, once, by name: what its own dependencies ask for, and theirs, in the lock file. `inconnue` when
 * the package does not say. npm’s own list (`npm sbom --omit=dev`) leaves out what a development package asks for too.
 */
export function licensed(lock: string): Licensed[] {
  const { packages } = Lock.parse(JSON.parse(lock))
  const places = new Set<string>()
  const toVisit = ['']
  for (let place = toVisit.pop(); place !== undefined; place = toVisit.pop()) {
    const { dependencies = {}, optionalDependencies = {} } = packages[place] ?? {}
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = placeOf(name, place, packages)
      if (found === null || places.has(found)) continue
      places.add(found)
      toVisit.push(found)
    }
  }
  const once = new Map<string, Licensed>()
  for (const place of places) {
    const { version = '', license = 'inconnue' } = packages[place] ?? {}
    const name = place.replace(/^.*node_modules\//, '')
    once.set(`${name}@${version}`, { name, version, licence: READ_BY_HAND[name] ?? license })
  }
  return [...once.values()].sort((a, b) => order(a.name, b.name) || order(a.version, b.version))
}

/** Where Node finds a package from another one’s place: beside it, else beside those that hold it. */
function placeOf(name: string, from: string, packages: Readonly<Record<string, unknown>>): string | null {
  let at = from
  for (;;) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (place in packages) return place
    if (at === '') return null
    at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))
  }
}

/** The list for today’s lock file. */
export function today(): Licensed[] {
  return licensed(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
}

export function directDependencies(): Record<string, string> {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  return dependencies
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

export function page(list: readonly Licensed[]): string {
  const counts = [...Map.groupBy(list, each => each.licence)]
    .map(([licence, all]) => ({ licence, number: all.length }))
    .sort((a, b) => b.number - a.number || order(a.licence, b.licence))
  return `# Licences

dora-sync est sous licence MIT. Voici ce qui s’installe avec lui (\`npm ci --omit=dev\`), d’après \`package-lock.json\`. Page faite par \`node test/docs/licences.ts --write\`.

La nomenclature complète (SBOM, CycloneDX)\u00A0: \`node test/docs/licences.ts --sbom > sbom.json\`.\nCe qui ne sert qu’au développement y est marqué \`cdx:npm:package:development\`.

| licence | paquets |
|---|---|
${counts.map(each => `| ${each.licence} | ${each.number} |`).join('\n')}

| paquet | version | licence |
|---|---|---|
${list.map(each => `| ${each.name} | ${each.version} | ${each.licence} |`).join('\n')}
`
}

if (import.meta.main) {
  if (process.argv.includes('--sbom')) process.stdout.write(sbom())
  else if (process.argv.includes('--write')) writeFileSync(join(ROOT, 'docs', 'licences.md'), page(today()))
  else process.stdout.write(page(today()))
}
