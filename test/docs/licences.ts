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

const Sbom = z.object({
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      licenses: z
        .array(
          z.union([
            z.object({ license: z.object({ id: z.string().optional(), name: z.string().optional() }) }),
            z.object({ expression: z.string() }),
          ]),
        )
        .default([]),
    }),
  ),
})

export interface Licensed {
  name: string
  version: string
  licence: string
}

/** Packages whose package.json names no licence; read in the LICENSE file they ship. */
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

/** The SBOM of the lock file. @param what `shipped`: without what serves development only */
export function sbom(what: 'all' | 'shipped'): string {
  const words = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only']
  if (what === 'shipped') words.push('--omit=dev')
  return execFileSync('npm', words, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
}

/**
 * Every package that is installed with the product, once, by name. `inconnue` when the package does not say. npm's `--omit=dev` leaves out a
 * direct dependency that a development package asks for too (`yaml`): those of `dependencies` are added from the whole document.
 */
export function licensed(all: string, shipped: string, dependencies: Readonly<Record<string, string>>): Licensed[] {
  const direct = Sbom.parse(JSON.parse(all)).components.filter(({ name, version }) => dependencies[name] === version)
  const list = [...Sbom.parse(JSON.parse(shipped)).components, ...direct].map(({ name, version, licenses }) => ({
    name,
    version,
    licence:
      licenses
        .map(each => ('expression' in each ? each.expression : (each.license.id ?? each.license.name ?? '')))
        .filter(text => text !== '')
        .join(' et ') ||
      READ_BY_HAND[name] ||
      'inconnue',
  }))
  const once = new Map(list.map(each => [`${each.name}@${each.version}`, each]))
  return [...once.values()].sort((a, b) => order(a.name, b.name) || order(a.version, b.version))
}

/** The list for today's lock file. */
export function today(): Licensed[] {
  return licensed(sbom('all'), sbom('shipped'), directDependencies())
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
  if (process.argv.includes('--sbom')) process.stdout.write(sbom('all'))
  else if (process.argv.includes('--write')) writeFileSync(join(ROOT, 'docs', 'licences.md'), page(today()))
  else process.stdout.write(page(today()))
}
