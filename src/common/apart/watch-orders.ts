/** What the thread that watches a child (bin/watch.js) is told. */
export interface WatchOrders {
  memoryBytes: number
  /** Id of the process that started the child. */
  parent: number
  /** Written by the main thread of the child, read by the watch. */
  board: Int32Array
  places: typeof PLACES
  words: typeof WATCH_WORDS
}

/** Where things stand on the board. */
export const PLACES = {
  /** Moves at each word of the task; 0 when there is no task. */
  beat: 0,
  /** Limits of the task, in milliseconds of computing. */
  silentMs: 1,
  workMs: 2,
} as const

/** Last words of a child, on its error stream, when a limit is passed. */
export const WATCH_WORDS = {
  memoryBytes: 'limit passed: memory\n',
  silentMs: 'limit passed: computing without a word\n',
  workMs: 'limit passed: computing in all\n',
} as const
