import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Arrows, cycle, fileArrows, roomArrows } from './arrows.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGE = join(ROOT, 'docs/architecture.md')
const files = fileArrows(ROOT)
const rooms = roomArrows(files)

/** What the pipeline is made of: it never sees a page. */
const PIPELINE = [
  'jobs',
  'sync',
  'harvest',
  'normalise',
  'dora',
  'ledger',
  'queue',
  'reference',
  'convention',
  'common',
]

/** Rooms of the pipeline that import the portal. */
const toPortal = (arrows: Arrows) => PIPELINE.filter(room => arrows.get(room)?.has('portal'))

test('no cycle between files', () => expect(cycle(files)).toBeNull())

test('no cycle between rooms', () => expect(cycle(rooms)).toBeNull())

test('nothing of the pipeline imports the portal', () => expect(toPortal(rooms)).toEqual([]))

test('an arrow back, or to the portal, is seen', () => {
  const and = (file: string, target: string) =>
    new Map([...files, [file, new Set([...(files.get(file) ?? []), target])]])
  expect(cycle(and('src/common/text.ts', 'src/sync/match.ts'))).not.toBeNull()
  expect(cycle(roomArrows(and('src/ledger/runs.ts', 'src/sync/match.ts')))).toEqual(
    expect.arrayContaining(['ledger', 'sync']),
  )
  expect(toPortal(roomArrows(and('src/sync/match.ts', 'src/portal/words.ts')))).toEqual(['sync'])
})

test('docs/architecture.md shows who imports whom', () => {
  const lines = [...rooms].sort(([a], [b]) => a.localeCompare(b))
  const rows = lines.map(
    ([room, targets]) =>
      `| \`${room}\` | ${
        [...targets]
          .sort()
          .map(name => `\`${name}\``)
          .join(', ') || '–'
      } |`,
  )
  const table = ['| room | imports |', '|---|---|', ...rows].join('\n')
  const page = readFileSync(PAGE, 'utf8')
  const shown = page.replace(
    /(<!-- arrows -->\n)[\s\S]*?(\n<!-- \/arrows -->)/,
    (_, start: string, end: string) => start + table + end,
  )
  expect(shown).toContain(table)
  if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, shown)
  else expect(page).toBe(shown)
})
