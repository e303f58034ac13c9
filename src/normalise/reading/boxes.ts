const YES = String.raw`[☑☒✓✔✅]|\[ ?[xX] ?\]`
const NO = String.raw`[☐□▢◻❏❑✗✘❌]|\[ ?\]`
/** Cheap: hardly any phrase has a box. */
const MAY_BE = /[\u25A0-\u25FF\u2600-\u27BF\u2705]|\[[ xX]/
const MARK = new RegExp(`(${YES})|(${NO})`, 'gu')

/**
 * «☒ Jeunes ☐ Seniors», «Jeunes ✓ Seniors ✗» → «Jeunes»: of a form, what was ticked. Where nothing is ticked, boxes are bullets, and all stays;
 * a cross alone says no all the same.
 */
export function tickedOnly(text: string): string {
  if (!MAY_BE.test(text)) return text
  const marks = [...text.matchAll(MARK)]
  const ticked = marks.some(([, yes]) => yes !== undefined)
  const isNo = (mark: RegExpExecArray) => mark[2] !== undefined && (ticked || /[✗✘❌]/u.test(mark[2]))
  if (!marks.some(isNo)) return text
  const [first] = marks
  const leads = first !== undefined && text.slice(0, first.index).trim() === ''
  return marks
    .map((mark, at) => {
      const end = mark.index + mark[0].length
      const previous = marks[at - 1]
      const own = leads
        ? text.slice(end, marks[at + 1]?.index)
        : text.slice(previous === undefined ? 0 : previous.index + previous[0].length, mark.index)
      return isNo(mark) ? '' : own.trim()
    })
    .filter(own => own !== '')
    .join('\n')
}
