/** Cheap: hardly any phrase asks itself a question. */
const MAY_BE = /\?\s*(?:oui|non)/i
const ANSWER = /\s*\?\s*(oui|non)(?!\p{L})/giu

/** «Distanciel ? Non.», «Est-ce payant ? Oui» → «Distanciel : non.»: a question and its answer are one sentence. */
export const answeredInLine = (text: string): string =>
  MAY_BE.test(text) ? text.replace(ANSWER, (_, answer: string) => ` : ${answer.toLowerCase()}`) : text
