import { readFileSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blocks, documents, runnables, shownBelow } from './markdown.ts'
import { firstMissing } from './shape.ts'
import { type Desk, openDesk, run, startServer } from './shell.ts'

// Every block of the README and of docs/ that says `essai` is typed as it stands; what it prints has the shape that is shown below it.
// The blocks of one document share a folder and run in their order, as a reader would type them.
const SERVER = 'http://127.0.0.1:8535'
/** Typed by operator.test.ts. */
const OPERATOR = 'docs/exploitation.md'

/**
 * Blocks that are not typed here, by document and first line, and what looks at them instead. A block that is neither here nor typed is a
 * mistake, and so is a line here that no block answers to.
 */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'README.md: npm ci && npm start   # démonstration complète, sans compte ni réseau : affiche l’adresse de la page à ouvrir':
    '.ci/run types the first half; test/scenario and test/browser run «start»',
  'CONTRIBUTING.md: npm ci            # brings Node 26 too, and makes the program in few files':
    '.ci/run types it; names.test.ts: the npm scripts exist',
  'docs/mapping.md: id: cafe-des-familles': 'test/mappings/guide.test.ts writes it and runs it',
  'docs/mapping.md: <!doctype html>': 'test/mappings/guide.test.ts writes it and runs it',
  'docs/mapping.md: harvest:': 'test/mappings/guide.test.ts writes it and runs it',
  'docs/mapping.md: npx dora-sync check-source cafe-des-familles': 'test/mappings/guide.test.ts runs it',
  'docs/mapping.md: Publics (publics) : beneficiaires-des-minimas-sociaux':
    'test/mappings/guide.test.ts compares it with what is printed',
  'docs/mapping.md: UPDATE_GOLDENS=1 npx vitest run --project scenario test/mappings/golden':
    'it would start this very test runner inside itself; test/mappings/golden.test.ts is what it runs',
  'docs/exploitation.md: npx dora-sync jobs                                     # ce qui est abandonné, quand, pourquoi':
    'names an abandoned job; src/cli/jobs.test.ts; names.test.ts: the options exist',
  'docs/exploitation.md: [Unit]': 'deployment.test.ts',
  'docs/exploitation.md: contours: contours.geojson': 'the tests of the map and of complete-territory read such files',
  'docs/exploitation.md: # Prometheus : une source à regarder, avec sa raison dans `standing`.': 'deployment.test.ts',
  'docs/exploitation.md: - alert: PieceManquante': 'deployment.test.ts',
}

let server: Awaited<ReturnType<typeof startServer>>
let home: Desk
beforeAll(async () => {
  home = openDesk()
  server = await startServer(home)
}, 180_000)
afterAll(async () => {
  await server.stop()
  rmSync(home.folder, { recursive: true, force: true })
}, 60_000)

const all = documents().flatMap(runnables)

test('the guides for people and for programs have something to run', () => {
  const files = new Set(all.map(({ file }) => file))
  for (const name of ['gestionnaire', 'ddets', 'api-et-flux', 'autre-departement', 'exploitation'])
    expect(files).toContain(`docs/${name}.md`)
})

/** test/mappings/examples.test.ts publishes and reads all that stands below. */
const EXAMPLES = '## Un exemple par forme de source'
const lineOf = (file: string, heading: string) =>
  readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    .split('\n')
    .indexOf(heading) + 1

test('every block of every document is typed here, or looked at elsewhere', () => {
  const left = documents().flatMap(file => {
    const list = blocks(file)
    const examples = file === 'docs/mapping.md' ? lineOf(file, EXAMPLES) : Number.POSITIVE_INFINITY
    return list.flatMap((block, at) => {
      if (block.line > examples) return []
      const typed = /^sh (essai|docker)\b/.test(block.info)
      const output = at > 0 && /^sh essai\b/.test(list[at - 1]?.info ?? '') && shownBelow(file, list, at - 1) === block
      // The first line, as one types it.
      return typed || output ? [] : [`${file}: ${block.text.split('\n')[0]?.replace(/[\u00A0\u202F]/g, ' ')}`]
    })
  })
  expect(left.sort()).toEqual(Object.keys(ELSEWHERE).sort())
})

for (const [file, list] of Map.groupBy(
  all.filter(each => each.file !== OPERATOR),
  each => each.file,
)) {
  describe(file, () => {
    let desk: Desk
    beforeAll(() => {
      desk = openDesk()
    })
    afterAll(() => rmSync(desk.folder, { recursive: true, force: true }))
    for (const block of list)
      test(`line ${block.line}: ${block.text.trim().split('\n')[0]}`, async () => {
        const ran = await run(block.server ? block.text.replaceAll(SERVER, server.url) : block.text, desk)
        expect(ran.code, ran.stderr).toBe(0)
        if (block.expected !== null) expect(firstMissing(block.expected, ran.stdout), ran.stdout).toBe(null)
      }, 180_000)
  })
}
