import { sha256 } from '../common/digest.ts'
import { whileWaiting } from '../harvest/apart/while-waiting.ts'
import type { DocumentStore } from '../harvest/document-store.ts'
import type { RunFetcher } from '../harvest/fetcher.ts'
import type { Lexicon } from '../normalise/lexicon.ts'
import { keepingFetcher } from './kept-pages.ts'
import { chosen, type Lesson } from './lesson.ts'
import type { ReadInput, ReadOut } from './read-task.ts'

const READ = new URL('./read-task.ts', import.meta.url)

/** Readings kept in this process, so that a page shown again computes nothing again. */
const KEPT = 20

/** Reads a lesson, once for the same pages and the same choices; the first time, its pages are noted in it. The function throws in French. */
export function lessonReader(deps: {
  documents: Pick<DocumentStore, 'get' | 'put'>
  /** ISO instant. */
  now: () => string
  lexicon: () => Lexicon
  /** Code of the département. */
  near: () => string
  /** What reads the page or the file. */
  through(lesson: Lesson): RunFetcher
}): (lesson: Lesson) => Promise<ReadOut> {
  const { documents, now } = deps
  const readings = new Map<string, Promise<ReadOut>>()

  function remember(key: string, reading: Promise<ReadOut>): void {
    readings.delete(key)
    readings.set(key, reading)
    for (const oldest of readings.keys()) if (readings.size > KEPT) readings.delete(oldest)
  }

  return async lesson => {
    const { fields, without } = chosen(lesson)
    const shown = Object.fromEntries(
      Object.entries(fields).flatMap(([name, choice]) => (choice.kind === 'shown' ? [[name, choice.shown]] : [])),
    )
    const key = () =>
      sha256(JSON.stringify([lesson.address, lesson.file, lesson.pages.map(({ hash }) => hash), shown, without]))
    const asked = lesson.pages.length > 0 ? key() : null
    const known = asked === null ? undefined : readings.get(asked)
    if (known !== undefined) return known
    const fetcher = keepingFetcher(lesson.pages, { through: deps.through(lesson), documents, now })
    const settings = { shown, without }
    const input = { address: lesson.address, settings, lexicon: deps.lexicon(), near: deps.near() }
    const reading = whileWaiting<ReadInput, ReadOut>(READ, input, fetcher).finally(() => fetcher.close())
    if (asked !== null) remember(asked, reading)
    try {
      const out = await reading
      // Read for the first time, its pages are known: shown again, it is this reading.
      if (asked === null) remember(key(), reading)
      return out
    } catch (error) {
      if (asked !== null) readings.delete(asked)
      throw error
    }
  }
}
