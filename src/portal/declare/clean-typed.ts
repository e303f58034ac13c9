/** What cannot be seen: control characters but line breaks and tabs, zero-width and bidirectional marks, with which a text reads otherwise than it is. */
const UNSEEN = /(?![\n\t])[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu

/** Text as a person meant it: Unicode NFC, one kind of line break, nothing that cannot be seen, trimmed. Lines and blanks stay. */
export function cleanTyped(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(UNSEEN, '').trim()
}
