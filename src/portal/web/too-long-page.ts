import { html } from 'hono/html'
import { frenchNumber } from '../../common/french.ts'
import { areaField, postForm } from './form.ts'
import type { Frame, PortalContext } from './frame.ts'
import type { TooLong } from './too-long.ts'

/** The text whole, to be shortened and sent again from there with the rest of its form. */
export async function tooLongPage(c: PortalContext, frame: Frame, { field, most, typed }: TooLong): Promise<Response> {
  const { pathname, search } = new URL(c.req.url)
  const others = [...c.get('form')].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && name !== '_jeton' && name !== field ? [[name, value]] : [],
  )
  return frame.show(
    c,
    {
      title: 'Texte trop long',
      main: html`<p>Ce texte a ${frenchNumber(typed.length)} caractères, et ${frenchNumber(most)} caractères au plus sont gardés. Rien n’a été enregistré. Raccourcissez-le ici, puis renvoyez.</p>
${postForm(
  `${pathname}${search}`,
  await frame.field(c),
  html`${others.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${areaField({ name: field, label: 'Votre texte', value: typed, rows: 12, required: true })}<div class="actions"><button>Renvoyer</button></div>`,
)}`,
    },
    422,
  )
}
