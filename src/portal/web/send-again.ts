import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import type { Frame, PortalContext } from './frame.ts'
import { resendForm } from './resend-form.ts'

/** How soon to try again, seconds. */
const LATER = 60

/** What could not be written for now: a page that holds what was typed, to be sent again from there. Nothing of it was written. */
export async function sendAgainPage(c: PortalContext, frame: Frame): Promise<Response> {
  const form = c.req.method === 'POST' ? c.get('form') : undefined
  const file = [...(form?.values() ?? [])].some(value => value instanceof File && value.size > 0)
  const page = await frame.show(
    c,
    {
      title: 'Réessayez dans un instant',
      main: html`<p>Le robot écrit beaucoup en ce moment, et votre demande n’a pas pu attendre davantage. ${form ? 'Rien n’a été enregistré' : 'La page n’a pas pu être préparée'}.</p>
${form === undefined ? again() : file ? chooseAgain() : await sendAgain(c, frame)}`,
    },
    503,
  )
  page.headers.set('retry-after', String(LATER))
  return page
}

const again = (): Html => html`<p>Rechargez-la dans une minute.</p>`

const chooseAgain = (): Html =>
  html`<p>Dans une minute, revenez à la page d’avant et renvoyez le formulaire. Le fichier est à choisir de nouveau.</p>`

async function sendAgain(c: PortalContext, frame: Frame): Promise<Html> {
  return html`<p>Attendez une minute, puis renvoyez : ce que vous avez tapé est gardé sur cette page, tant qu’elle reste ouverte.</p>
${await resendForm(c, frame)}`
}
