// Shortcuts of a page. They move the focus and never decide by themselves: what they reach is still to be pressed.
const box = document.querySelector('[data-keys]')
if (box) {
  const KEPT = 'dora-sync-raccourcis'
  const on = box.querySelector('input')
  box.hidden = false
  on.checked = localStorage.getItem(KEPT) !== 'non'
  on.addEventListener('change', () => localStorage.setItem(KEPT, on.checked ? 'oui' : 'non'))
  const rows = () => [...document.querySelectorAll(box.dataset.keys)].filter(row => row.offsetParent !== null)
  const move = step => {
    const all = rows()
    const here = all.indexOf(document.activeElement)
    const next = here === -1 ? (step > 0 ? 0 : all.length - 1) : here + step
    all[Math.max(0, Math.min(all.length - 1, next))]?.focus()
  }
  const ACTS = {
    j: () => move(1),
    k: () => move(-1),
    o: () => rows().includes(document.activeElement) && document.activeElement.click(),
    a: () => document.querySelector('[data-approve]')?.focus(),
    r: () =>
      document
        .querySelector('[data-refuse]')
        ?.form?.querySelector('select, textarea, input:not([type=hidden])')
        ?.focus(),
    '/': () => document.querySelector('input[type=search], form[role=search] input')?.focus(),
  }
  document.addEventListener('keydown', event => {
    const typing = event.target.closest?.('select, textarea, input:not([type=checkbox], [type=radio])')
    if (!on.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return
    const act = ACTS[event.key]
    if (!act) return
    event.preventDefault()
    act()
  })
}
