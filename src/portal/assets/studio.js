// Point at words of the page to show where a field is written. Without this script, the numbered list does the same.
const frame = document.querySelector('[data-page]')
const hint = document.querySelector('[data-point]')
const boxes = [...document.querySelectorAll('#ligne input')]
const fold = text =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase()
function lineOf(words) {
  const wanted = fold(words)
  if (wanted.length < 2) return undefined
  const lines = boxes.map(box => ({ box, text: fold(box.labels[0].textContent.replace(/^\s*\d+\./, '')) }))
  return (
    lines.find(line => line.text === wanted) ??
    lines.find(line => line.text.endsWith(wanted) || line.text.includes(wanted)) ??
    lines.find(line => line.text.length > 5 && wanted.includes(line.text))
  )?.box
}
function ready() {
  const page = frame.contentDocument
  if (!page?.body || page.body.dataset.ready) return
  page.body.dataset.ready = 'oui'
  // The frame scrolls, the page around it does not.
  const hit = page.querySelector('.hit')
  if (hit) frame.contentWindow.scrollTo(0, hit.getBoundingClientRect().top - 80)
  if (boxes.length === 0) return
  page.body.classList.add('pointing')
  page.addEventListener('click', event => {
    event.preventDefault()
    const picked =
      String(page.getSelection() ?? '') ||
      event.target.closest('p,li,dd,dt,td,th,h1,h2,h3,h4,h5,h6,div')?.textContent ||
      ''
    const box = lineOf(picked)
    if (!box) {
      hint.textContent =
        'Ces mots ne sont pas dans l’offre affichée. Choisissez-en d’autres, ou prenez une ligne de la liste.'
      hint.setAttribute('role', 'status')
      return
    }
    box.checked = true
    box.form.requestSubmit(box.form.querySelector('button:not([name])'))
  })
}
if (frame) {
  if (hint)
    hint.textContent =
      'Cliquez les mots dans la page, ou choisissez une ligne. La même place est lue dans les autres offres.'
  frame.addEventListener('load', ready)
  ready()
}
