/** C0 (but line feed and tab), DEL and C1: what a terminal obeys. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const COMMANDS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g
/** What changes the order in which a line is read: embeddings, overrides, isolates and marks; and the separators that some take for a line's end. */
const ORDER = /[\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g

/**
 * A text that a terminal only shows: a partner may have written in it sequences that erase the screen, rename the window, write elsewhere, or
 * turn words around. Each such character becomes «�»; a return at the end of a line goes.
 */
export function harmless(text: string): string {
  return text
    .replace(/\r(?=\n)/g, '')
    .replace(COMMANDS, '\uFFFD')
    .replace(ORDER, '\uFFFD')
}
