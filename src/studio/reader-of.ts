import { apart } from '../harvest/apart/apart-connector.ts'
import { apartReading } from '../harvest/apart/apart-reading.ts'
import type { Connector, HarvestEntry } from '../harvest/connector.ts'
import { connectorFor } from '../harvest/connectors/index.ts'
import { LectureSettings } from '../harvest/connectors/lecture.ts'
import type { Lexicon } from '../normalise/lexicon.ts'
import type { Mapping } from '../normalise/mapping/load-mapping.ts'
import type { LearntInput } from './learnt-task.ts'

const TASK = new URL('./learnt-task.ts', import.meta.url)

/** What reads a source by its mapping, in a process apart: a connector by its settings, or the lesson of a source that was taught. @param near code of the département where a lesson looks for communes first */
export function readerOf(
  mapping: Pick<Mapping, 'harvest' | 'lexicon'>,
  near: string,
): { connector: Connector; settings: unknown } {
  const { connector, settings } = connectorFor(mapping.harvest)
  return { connector: connector.kind === 'lecture' ? learnt(mapping.lexicon, near) : apart(connector), settings }
}

function learnt(lexicon: Lexicon, near: string): Connector {
  return {
    kind: 'lecture',
    parse: settings => LectureSettings.parse(settings),
    harvest(entry, fetcher) {
      const input: LearntInput = { entry: entry as HarvestEntry<LectureSettings>, lexicon, near }
      return apartReading({ module: TASK, input }, entry.address, fetcher)
    },
  }
}
