import { expect, test } from 'vitest'
import { typesetPage } from './typeset-page.ts'

const NBSP = '\u00A0'

test('text gets its no-break spaces and apostrophes, whoever wrote it', () => {
  expect(typesetPage('<p>Accord demandé : plus de 20 % d&#39;offres</p>')).toBe(
    `<p>Accord demandé${NBSP}: plus de 20${NBSP}% d’offres</p>`,
  )
  expect(typesetPage('<p>« Oui »&nbsp;; <b>non</b> !</p>')).toBe(
    `<p>«${NBSP}Oui${NBSP}»${NBSP}; <b>non</b>${NBSP}!</p>`,
  )
  expect(typesetPage('<input aria-label="l&#39;un ?" value="l&#39;un ?">')).toBe(
    `<input aria-label="l’un${NBSP}?" value="l&#39;un ?">`,
  )
  expect(typesetPage('<p>«&nbsp;Oui&nbsp;»</p>')).toBe(`<p>«${NBSP}Oui${NBSP}»</p>`)
})

test('what is inside a tag, quoted as it stands or typed by somebody stays byte for byte', () => {
  for (const same of [
    '<input value="a : b" data-words="l\'un ?">',
    "<textarea>Quoi ? d'ici</textarea>",
    '<pre>User-agent : *\n<b>ici !</b></pre>',
    '<code>a ; b</code>',
    '<script>a ? b : c</script>',
    '<p>a &amp; b &lt;script&gt; c</p>',
  ])
    expect(typesetPage(same)).toBe(same)
})

test('an escaped tag of a partner stays escaped', () => {
  expect(typesetPage('<p>&lt;img src=x onerror=&#39;alert(1)&#39;&gt;</p>')).not.toContain('<img')
})
