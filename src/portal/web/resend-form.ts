import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import { postForm } from './form.ts'
import type { Frame, PortalContext } from './frame.ts'

/**
 * The form that was just sent, to be sent again from the page that answers: what was typed is held on it, files are not.
 * @param shown a field that the page shows, to be changed before: its name and what stands for it
 */
export async function resendForm(
  c: PortalContext,
  frame: Frame,
  shown: { name: string; part: Html } | null = null,
): Promise<Html> {
  const { pathname, search } = new URL(c.req.url)
  const held = [...c.get('form')].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && name !== '_jeton' && name !== shown?.name ? [[name, value]] : [],
  )
  return postForm(
    `${pathname}${search}`,
    await frame.field(c),
    html`${held.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${shown?.part}<div class="actions"><button>Renvoyer</button></div>`,
  )
}
