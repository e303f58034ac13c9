import { html } from 'hono/html'
import { DecisionRefused } from '../../sync/decide.ts'
import { ActionRefused } from '../actions.ts'
import type { NamedContact } from '../contact/named-contact.ts'
import { LINKS, page } from '../layout.ts'
import { type createCsrf, csrfField } from './csrf.ts'
import { errorSummary, postForm } from './form.ts'
import { actor, type Frame } from './frame.ts'
import type { Cookies } from './session-cookie.ts'

/** Doors that partners come through. */
const FOR_PARTNERS = /^\/(?:p|connexion)(?:\/|$)/

/** @param deps.notice one line above every page, e.g. that this is a demonstration */
export function createFrame(deps: {
  cookies: Cookies
  csrf: ReturnType<typeof createCsrf>
  notice: string | null
  contact: () => Promise<NamedContact>
}): Frame {
  const { cookies, csrf, notice } = deps
  const frame: Frame = {
    async show(c, { errors = {}, ...parts }, asked = 200) {
      const status = Object.keys(errors).length > 0 ? 422 : asked
      const visitor = c.get('visitor')
      const signOut =
        visitor.role === 'public'
          ? {}
          : {
              signOut: postForm(
                visitor.role === 'partenaire' ? '/deconnexion/partenaire' : '/deconnexion',
                await frame.field(c),
                html`<button class="second">Se déconnecter</button>`,
              ),
            }
      const message = await cookies.said(c)
      return c.html(
        page({
          ...parts,
          main: html`${errorSummary(errors)}${parts.main}`,
          links: LINKS[visitor.role],
          ...signOut,
          ...(message && { message }),
          visitor,
          contact: visitor.role === 'partenaire' || FOR_PARTNERS.test(c.req.path) ? await deps.contact() : null,
          failed: status === 422,
          path: c.req.path,
          notice,
        }),
        status,
      )
    },
    async back(c, path, text, tone = 'good') {
      await cookies.say(c, { tone, text })
      return c.redirect(path, 303)
    },
    async act(c, path, work) {
      const by = actor(c)
      try {
        return await frame.back(c, path, await work(by))
      } catch (error) {
        if (error instanceof ActionRefused || error instanceof DecisionRefused)
          return frame.back(c, path, error.message, 'bad')
        throw error
      }
    },
    field: async c => csrfField(await csrf.token(c)),
    notFound: c =>
      frame.refuse(c, 404, 'Page introuvable', 'Cette adresse ne mène à aucune page.', {
        href: '/',
        label: 'Aller à l’accueil',
      }),
    refuse: (c, status, title, message, way) =>
      frame.show(
        c,
        {
          title,
          main: html`<p>${message}</p>${way ? html`<p class="actions"><a class="button" href="${way.href}">${way.label}</a></p>` : ''}`,
        },
        status,
      ),
  }
  return frame
}
