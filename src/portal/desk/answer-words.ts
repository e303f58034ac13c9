import { labelOfField } from '../words-of.ts'

/** What was done, each sentence once, after the fields it is about. Pure. */
export function answerWords(said: readonly { sentence: string; field: string | undefined }[]): string {
  return [...Map.groupBy(said, ({ sentence }) => sentence)]
    .map(([sentence, of]) => {
      const fields = of.flatMap(({ field }) => (field === undefined ? [] : [labelOfField(field)]))
      return fields.length === 0
        ? sentence
        : `${fields.join(', ')} : ${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`
    })
    .join(' ')
}
