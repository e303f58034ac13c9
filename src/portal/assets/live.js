// Keeps a page that shows something under way up to date. Without this script, the «Actualiser» link does the same.
const box = document.querySelector('[data-live]')
if (box) {
  let timer = 0
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'second'
  const status = document.createElement('span')
  status.setAttribute('role', 'status')
  box.querySelector('[data-live-tools]')?.append(button, status)
  const look = async () => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]')
    if (!next) return location.reload()
    const [mine, theirs] = [box.querySelector('[data-live-part]'), next.querySelector('[data-live-part]')]
    if (mine && theirs && mine.innerHTML !== theirs.innerHTML) mine.innerHTML = theirs.innerHTML
    status.textContent = ` Actualisé à ${new Date().toLocaleTimeString('fr-FR')}.`
  }
  const start = () => {
    timer = setInterval(() => look().catch(() => undefined), 3000)
    button.textContent = 'Suspendre l’actualisation'
  }
  button.addEventListener('click', () => {
    if (timer === 0) return start()
    clearInterval(timer)
    timer = 0
    button.textContent = 'Reprendre l’actualisation'
  })
  start()
}
