/** Phones, e-mails and pages have fields of their own. */
const ELSEWHERE =
  /(?:^|[\s,;–—-]+)\(?(?:(?:t[ée]l(?:[ée]phone)?|port(?:able)?|fax|mail|mél|courriel|e-mail|site(?: web| internet)?)\.?\s*:?\s*)?(?:(?:\+33\s?|\(?0)[1-9]\)?(?:[\s.-]?\d{2}){4}(?!\d)|[\p{L}\d._%+-]{1,64}@[\p{L}\d.-]{1,200}|https?:\/\/\S+|www\.\S+)\)?/giu

/** An address as the post office writes it: «F-35000», «s/ Meu», «Montfort/Meu», «N° 12» put straight, and what is no address taken out. */
export function straighten(words: string): { text: string; taken: string[] } {
  const taken: string[] = []
  const text = words
    .replace(ELSEWHERE, found => {
      taken.push(found.replace(/^[\s,;–—-]+/, ''))
      return ', '
    })
    .replace(/(?:,\s*){2,}/g, ', ')
    .replace(/^[\s,]+|[\s,]+$/g, '')
    .replace(/(?<![\p{L}\d])FR?\s?-\s?(?=\d{5}(?!\d))/gu, '')
    .replace(/(?<=\p{L}\s?)(?<![\p{L}\d])s\s?\/\s?(?=\p{L}{2})/giu, 'sur ')
    .replace(/(?<=\d{5}\s[\p{L}'’-]{3,30})\/(?=\p{Lu}\p{L}+)/gu, ' sur ')
    .replace(/(^|,\s*)n\s?[°º]\s?(?=\d)/giu, '$1')
  return { text: taken.length === 0 && text === words.trim() ? words : text, taken }
}
