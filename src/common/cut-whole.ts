/** The first characters of a text, no character cut in two (an emoji is two units, and half of one is none). @param most UTF-16 units at the most */
export const cutWhole = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, isInside(text, most) ? most - 1 : most)

/** The last ones. */
export const endWhole = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(text.length - (isInside(text, text.length - most) ? most - 1 : most))

const isInside = (text: string, at: number): boolean =>
  /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at))
