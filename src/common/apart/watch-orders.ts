/** What the thread that watches a child is told. */
export interface WatchOrders {
  memoryBytes: number
  /** Id of the process that started the child. */
  parent: number
  /** Written by the main thread of the child, read by the watch: places below. */
  board: Int32Array
}

/** Moves at each word of the task; 0 when there is no task. */
export const BEAT = 0
/** Limits of the task, in milliseconds of computing. */
export const SILENT_MS = 1
export const WORK_MS = 2
export const BOARD_LENGTH = 3

/** Last words of a child, on its error stream, when a limit is passed. */
export const WATCH_WORDS = {
  memoryBytes: 'limit passed: memory\n',
  silentMs: 'limit passed: computing without a word\n',
  workMs: 'limit passed: computing in all\n',
} as const
