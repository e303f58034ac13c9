import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { typeset } from '../../src/common/typeset.ts'
import type { CoverageReport, Indicator } from '../../src/coverage/report-contract.ts'
import { plain, ROOT, read } from './markdown.ts'
import { type Desk, openDesk, run } from './shell.ts'

// docs/ddets.md tells each figure in the program's own words. `UPDATE_DOCS=1` writes them again.
const FILE = 'docs/ddets.md'
const PLACE = /<!-- chiffres -->\n([\s\S]*?)<!-- \/chiffres -->/

let desk: Desk
let empty: Indicator[]
let full: Indicator[]
beforeAll(async () => {
  desk = openDesk()
  // Within the convention's period: that it ended is said of a date, not of a figure.
  empty = await figures('--date 2024-12-31')
  await run('npx dora-sync sync --json > sync.json', desk)
  full = await figures()
}, 300_000)
afterAll(() => rmSync(desk.folder, { recursive: true, force: true }))

async function figures(option = ''): Promise<Indicator[]> {
  const ran = await run(`npx dora-sync coverage --json ${option}`, desk)
  expect(ran.code, ran.stderr).toBe(0)
  return (JSON.parse(ran.stdout) as CoverageReport).indicators
}

/** Sentences that do not depend on what was read: the same before and after a pass. */
function stable(before: string, after: string): string {
  const known = new Set(sentences(before))
  return sentences(after)
    .filter(sentence => known.has(sentence))
    .join(' ')
}
const sentences = (text: string) =>
  plain(text)
    .trim()
    .split(/(?<=[.?!]) (?=[\p{Lu}\d])/u)

function told(): string {
  return full
    .map(each => {
      const before = empty.find(({ id }) => id === each.id)
      if (!before) throw new Error(`${each.id} is not in the empty report`)
      const limits = stable(before.limits, each.limits)
      return `### ${each.title}\n\n${stable(before.definition, each.definition)}\n\n- Calcul : ${stable(before.formula, each.formula)}\n- Source : ${each.source}.${limits === '' ? '' : `\n- Limites : ${limits}`}\n\n`
    })
    .join('')
}

test('each figure is told with the program’s own definition, calculation, source and limits', () => {
  expect(full.length).toBeGreaterThan(15)
  for (const figure of full) expect(sentences(figure.definition).length, figure.id).toBeGreaterThan(0)
  const document = read(FILE)
  if (process.env.UPDATE_DOCS === '1')
    writeFileSync(
      join(ROOT, FILE),
      document.replace(PLACE, () => `<!-- chiffres -->\n${typeset(told())}<!-- /chiffres -->`),
    )
  expect(plain(PLACE.exec(read(FILE))?.[1] ?? '')).toBe(plain(told()))
})
