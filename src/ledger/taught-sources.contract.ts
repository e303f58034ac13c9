import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../common/clock.ts'
import type { Ledger } from './ledger.ts'

/** What is taught is kept version after version, whatever the database. */
export function taughtSourcesContract(name: string, open: (clock: ManualClock) => Promise<Ledger>): void {
  describe(name, () => {
    let clock: ManualClock
    let ledger: Ledger
    beforeEach(async () => {
      clock = manualClock('2026-01-01T00:00:00Z')
      ledger = await open(clock)
    })
    afterEach(() => ledger.close())
    const taught = (source: string, note: string, state: 'taught' | 'withdrawn' = 'taught') =>
      ledger.taughtSources.add({ source, config: 'c', mapping: 'm', lesson: '{}', state, note, by: 'Camille' })

    test('versions follow each other, the last one holds, and nothing is written over', async () => {
      const before = await ledger.taughtSources.mark()
      expect(await taught('b', 'une')).toBe(1)
      expect(await ledger.taughtSources.mark()).not.toBe(before)
      expect(await taught('b', 'deux')).toBe(2)
      await taught('a', 'retirée', 'withdrawn')
      expect((await ledger.taughtSources.last()).map(each => [each.source, each.version, each.state])).toEqual([
        ['a', 1, 'withdrawn'],
        ['b', 2, 'taught'],
      ])
      expect((await ledger.taughtSources.versions('b')).map(({ note, by, at }) => [note, by, at])).toEqual([
        ['deux', 'Camille', '2026-01-01T00:00:00.000Z'],
        ['une', 'Camille', '2026-01-01T00:00:00.000Z'],
      ])
    })

    test('of twelve versions, told apart as numbers, the last one holds', async () => {
      for (let version = 1; version <= 12; version += 1) await taught('a', `version ${version}`)
      const last = await ledger.taughtSources.last()
      expect(last.map(each => [each.source, each.version, each.note])).toEqual([['a', 12, 'version 12']])
    })

    test('versions taught at once, and conventions imported at once, have a number each', async () => {
      const notes = ['une', 'deux', 'trois']
      expect((await Promise.all(notes.map(note => taught('a', note)))).sort()).toEqual([1, 2, 3])
      expect((await ledger.taughtSources.versions('a')).map(({ note }) => note).sort()).toEqual(notes.toSorted())
      const imported = await Promise.all(notes.map(note => ledger.conventions.add('2026', note, 'Camille')))
      expect(imported.sort()).toEqual([1, 2, 3])
      expect((await ledger.conventions.list()).map(({ body }) => body).sort()).toEqual(notes.toSorted())
    })

    test('a version that follows the one somebody saw comes only once', async () => {
      const next = (note: string) =>
        ledger.taughtSources.addAfter(0, {
          source: 'a',
          config: 'c',
          mapping: 'm',
          lesson: '{}',
          state: 'taught',
          note,
          by: 'C',
        })
      expect((await Promise.all([next('une'), next('deux')])).filter(version => version !== null)).toEqual([1])
      expect(await next('trois')).toBeNull()
      expect(await ledger.taughtSources.versions('a')).toHaveLength(1)
      const both = [0, 1].map(() =>
        ledger.transaction(async ({ taughtSources }) => {
          const [last] = await taughtSources.versions('a')
          return taughtSources.addAfter(last?.version ?? 0, {
            source: 'a',
            config: 'c',
            mapping: 'm',
            lesson: '{}',
            state: 'taught',
            note: '',
            by: 'C',
          })
        }),
      )
      expect((await Promise.all(both)).toSorted()).not.toContain(1)
      const kept = (await ledger.taughtSources.versions('a')).map(({ version }) => version)
      expect(kept).toEqual([...kept.keys()].map(at => kept.length - at))
    })

    test('a lesson under way is kept as it changes, and dropped', async () => {
      await ledger.lessons.save('l', '{"a":1}', 'Camille')
      await ledger.lessons.save('l', '{"a":2}', 'Noa')
      expect(await ledger.lessons.read('l')).toMatchObject({ body: '{"a":2}', by: 'Noa' })
      await ledger.lessons.drop('l')
      expect(await ledger.lessons.read('l')).toBeNull()
    })

    test('of several who write over the same lesson one does; the others, and those of a lesson that is gone, are told', async () => {
      await ledger.lessons.save('l', '0', 'Camille')
      const said = ['1', '2', '3']
      const done = await Promise.all(said.map(body => ledger.lessons.replace('l', '0', body, 'Noa')))
      expect(done.filter(Boolean)).toEqual([true])
      const kept = await ledger.lessons.read('l')
      expect(kept).toMatchObject({ body: said[done.indexOf(true)], by: 'Noa' })
      expect(await ledger.lessons.drop('l', '0')).toBe(false)
      expect(await ledger.lessons.drop('l', kept?.body)).toBe(true)
      expect(await ledger.lessons.replace('l', kept?.body ?? '', '4', 'Noa')).toBe(false)
      expect(await ledger.lessons.read('l')).toBeNull()
    })
  })
}
