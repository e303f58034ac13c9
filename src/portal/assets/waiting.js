// A form that takes long says so once it is sent, and is sent once. Without this script, its hint says it beforehand.
const forms = document.querySelectorAll('form[data-waiting]')
const note = form => form.querySelector('[data-waiting-note]')
for (const form of forms)
  form.addEventListener('submit', event => {
    if (form.dataset.sent) {
      event.preventDefault()
      return
    }
    form.dataset.sent = 'oui'
    form.querySelector('button').setAttribute('aria-disabled', 'true')
    note(form).textContent = form.dataset.waiting
  })
// Come back to with the back button: it may be sent again.
addEventListener('pageshow', () => {
  for (const form of forms) {
    delete form.dataset.sent
    form.querySelector('button').removeAttribute('aria-disabled')
    note(form).textContent = ''
  }
})
