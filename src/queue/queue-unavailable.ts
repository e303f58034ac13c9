/** Redis does not answer. What was asked for may have been heard: ask again with the same id. The message is for people. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable'
  readonly code = 'file-indisponible'
}
