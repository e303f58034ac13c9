/** Somebody else changed, kept or dropped the lesson since it was read: nothing was written over what they said. */
export class LessonMoved extends Error {
  override readonly name = 'LessonMoved'
}
