import { html } from 'hono/html'
import { frenchNumber } from '../../common/french.ts'
import { areaField } from './form.ts'
import type { Frame, PortalContext } from './frame.ts'
import { resendForm } from './resend-form.ts'
import type { TooLong } from './too-long.ts'

/** The text whole, to be shortened and sent again from there with the rest of its form. */
export async function tooLongPage(c: PortalContext, frame: Frame, { field, most, typed }: TooLong): Promise<Response> {
  const part = areaField({ name: field, label: 'Votre texte', value: typed, rows: 12, required: true })
  return frame.show(
    c,
    {
      title: 'Texte trop long',
      main: html`<p>Ce texte a ${frenchNumber(typed.length)} caractères, et ${frenchNumber(most)} caractères au plus sont gardés. Rien n’a été enregistré. Raccourcissez-le ici, puis renvoyez.</p>
${await resendForm(c, frame, { name: field, part })}`,
    },
    422,
  )
}
