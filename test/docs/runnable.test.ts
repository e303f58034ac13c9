import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documents, runnables } from './markdown.ts'
import { firstMissing } from './shape.ts'
import { type Desk, openDesk, run, startServer } from './shell.ts'

// Every block of the README and of docs/ that says `essai` is typed as it stands; what it prints has the shape that is shown below it.
// The blocks of one document share a folder and run in their order, as a reader would type them.
const SERVER = 'http://127.0.0.1:8535'

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
  for (const name of ['gestionnaire', 'ddets', 'api-et-flux', 'autre-departement'])
    expect(files).toContain(`docs/${name}.md`)
})

for (const [file, list] of Map.groupBy(all, each => each.file)) {
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
