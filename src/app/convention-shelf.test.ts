import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { parseConvention } from '../convention/load.ts'
import { openLedger } from '../ledger/open.ts'
import { conventionShelf } from './convention-shelf.ts'

const body = readFileSync(new URL('../../config/conventions/2024.yaml', import.meta.url), 'utf8')
const files = [{ ...parseConvention(body, 'convention'), id: '2024' }]
const titled = (title: string) => body.replace(/^title: .*$/m, `title: ${title}`)

test('what another program took in is read at the next reload; a file and an imported one stand side by side, the last version over the others', async () => {
  const ledger = await openLedger({ path: ':memory:' }, { clock: manualClock('2026-11-28T08:00:00Z') })
  try {
    const shelf = conventionShelf(files, ledger)
    await shelf.reload()
    expect(shelf.all().map(({ id }) => id)).toEqual(['2024'])
    await ledger.conventions.add('2025', titled('Convention de 2025'), 'Claire')
    await shelf.reload()
    expect(shelf.all().map(({ id, title }) => [id, title === 'Convention de 2025'])).toEqual([
      ['2024', false],
      ['2025', true],
    ])
    await ledger.conventions.add('2025', titled('Convention de 2025, corrigée'), 'Claire')
    await shelf.reload()
    expect(shelf.all().at(-1)?.title).toBe('Convention de 2025, corrigée')
    await ledger.conventions.add('2026', 'title: 3', 'Claire')
    await shelf.reload()
    await shelf.reload()
    expect(shelf.all().map(({ id }) => id)).toEqual(['2024', '2025'])
    // Told once, however often it is read again.
    expect(shelf.problems.map(({ message }) => message.includes('Convention 2026, version 1'))).toEqual([true])
    expect(await ledger.conventions.count()).toBe(3)
    await ledger.conventions.add('2027', '# à relire\n', 'Claire')
    await shelf.reload()
    expect(shelf.problems.at(-1)).toMatchObject({
      message: 'Convention 2027, version 1 : elle est vide.',
      convention: { id: '2027', version: 1 },
    })
    // Mended, it is no problem any more; withdrawn, that of the file serves again.
    await ledger.conventions.add('2026', titled('Convention de 2026'), 'Claire')
    await ledger.conventions.withdraw('2027', 1, 'Claire')
    await ledger.conventions.add('2024', 'title: 3', 'Claire')
    await shelf.reload()
    expect(shelf.problems.map(({ convention }) => convention?.id)).toEqual(['2024'])
    await ledger.conventions.withdraw('2024', 1, 'Claire')
    await shelf.reload()
    expect(shelf.problems).toEqual([])
    expect(shelf.all().map(({ id }) => id)).toEqual(['2024', '2025', '2026'])
    expect(shelf.all()[0]).toBe(files[0])
  } finally {
    await ledger.close()
  }
})
