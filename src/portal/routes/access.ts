import { html } from 'hono/html'
import { z } from 'zod'
import { frenchDateTime } from '../../common/french.ts'
import type { Holder } from '../../ledger/keys.ts'
import { type Door, Email, LIVES, type Opened } from '../access/access.ts'
import { Departure } from '../access/departure.ts'
import type { Visitor } from '../access/people.ts'
import { safeNext } from '../access/safe-next.ts'
import type { Html } from '../layout.ts'
import { type FieldErrors, inputField, postForm } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'

/** First page of each audience. */
export function homeOf(role: Visitor['role']): string {
  return role === 'partenaire' ? '/mes-offres' : role === 'ddets' ? '/rapport' : '/'
}

const TOO_MANY = 'Trop d’essais depuis cette adresse. Réessayez dans un quart d’heure.'

/** Signing in and out, one-time links, personal links, the outbox of the sandbox. */
export function accessRoutes(pages: Pages): void {
  const { app, access, frame, cookies, limits, oidc, outbox, clientAddress, lost, publicUrl } = pages
  const signInPage = async (c: PortalContext, next: string, value = '', errors?: FieldErrors) =>
    frame.show(c, {
      title: 'Se connecter',
      errors,
      main: html`<p>Pas de mot de passe : indiquez votre adresse, un lien de connexion vous est envoyé. Partenaires : votre lien personnel suffit, ou votre adresse ici.</p>
${postForm(
  '/connexion',
  await frame.field(c),
  html`<input type="hidden" name="next" value="${next}">
${inputField({ name: 'email', label: 'Adresse électronique', hint: 'Exemple : prenom.nom@exemple.fr', type: 'email', value, errors, required: true, autocomplete: 'email' })}
<p><button type="submit">Recevoir un lien</button></p>`,
)}
${oidc ? html`<p>Ou avec votre compte professionnel : <a href="/connexion/compte?next=${encodeURIComponent(next)}">${oidc.name}</a></p>` : ''}
${outbox ? html`<p class="notice">Démonstration : aucun message ne part. Ceux qui partiraient sont dans la <a href="/boite-d-envoi">boîte d’envoi</a>.</p>` : ''}`,
    })

  app.get('/connexion', async c => {
    const visitor = c.get('visitor')
    const next = safeNext(c.req.query('next'), '')
    if (visitor.role !== 'public') return c.redirect(next || homeOf(visitor.role), 303)
    return signInPage(c, next)
  })

  app.post('/connexion', async c => {
    const form = c.get('form')
    const next = safeNext(text(form, 'next'), '')
    const typed = text(form, 'email', 300)
    const email = Email.safeParse(typed)
    if (!email.success)
      return signInPage(c, next, typed, {
        email: 'Cette adresse n’est pas complète. Forme attendue : nom@domaine.fr',
      })
    if (!(await limits.askByHost.take(clientAddress(c)))) return frame.refuse(c, 429, 'Trop d’essais', TOO_MANY)
    // Known or not, over the limit or not: the same answer, at the same moment.
    if (await limits.askByEmail.take(email.data)) access.ask(email.data, next)
    return frame.show(c, {
      title: 'Regardez votre messagerie',
      main: html`<p>Si l’adresse <strong>${email.data}</strong> est connue, un lien vient de lui être envoyé. Il est valable ${LIVES.entryMinutes} minutes et sert une seule fois.</p>
<p>Rien dans quelques minutes ? Regardez les indésirables, vérifiez l’adresse, ou écrivez au gestionnaire qui vous a donné l’accès.</p>
${outbox ? html`<p><a class="button second" href="/boite-d-envoi">Ouvrir la boîte d’envoi de la démonstration</a></p>` : ''}
<p><a href="/connexion">Demander un autre lien</a></p>`,
    })
  })

  const deadLink = (c: PortalContext) =>
    frame.refuse(
      c,
      403,
      'Ce lien n’ouvre plus rien',
      'Il a déjà servi, il est trop ancien, ou un lien plus récent le remplace : cherchez le dernier reçu, ou demandez-en un autre, avec votre adresse.',
      { href: '/connexion', label: 'Demander un autre lien' },
    )

  /** A page with one button, for a link that still opens: what scans e-mails follows links, and must not use them up. */
  const doorPage = async (
    c: PortalContext,
    opens: (token: string) => Promise<boolean>,
    title: string,
    lead: Html,
    label: string,
  ) => {
    const address = clientAddress(c)
    if (!(await limits.enter.take(address))) return frame.refuse(c, 429, 'Trop d’essais', TOO_MANY)
    const token = c.req.param('token') ?? ''
    if (token.length > 100 || !(await opens(token))) return deadLink(c)
    await limits.enter.giveBack(address)
    return frame.show(c, {
      title,
      main: html`<p>${lead}</p>${postForm(c.req.path, await frame.field(c), html`<p><button type="submit">${label}</button></p>`)}`,
    })
  }

  /** Opens the session of that audience only, and goes to where what they typed last waits, else where the link leads. */
  const enter = async (c: PortalContext, opened: Opened) => {
    const visitor = await access.visitor(opened.token)
    if (visitor.role === 'public') return deadLink(c)
    const holder: Holder = { kind: visitor.role === 'partenaire' ? 'contact' : 'person', id: visitor.id }
    await access.leave(await access.visitor(await cookies.session(c, holder.kind)))
    await cookies.openSession(c, holder, opened.token, opened.expires)
    const home = homeOf(visitor.role)
    const to = opened.next === '/' ? home : opened.next
    return c.redirect(to === home ? ((await lost.waiting(holder)) ?? home) : to, 303)
  }

  const walkIn = async (c: PortalContext, open: (token: string) => Promise<Opened | null>) => {
    const address = clientAddress(c)
    if (!(await limits.enter.take(address))) return frame.refuse(c, 429, 'Trop d’essais', TOO_MANY)
    const token = c.req.param('token') ?? ''
    const opened = token.length > 100 ? null : await open(token)
    if (!opened) return deadLink(c)
    await limits.enter.giveBack(address)
    return enter(c, opened)
  }

  app.get('/connexion/lien/:token', c =>
    doorPage(c, access.opens, 'Bienvenue', html`Votre lien est prêt. Il ne servira qu’une fois.`, 'Entrer'),
  )
  app.post('/connexion/lien/:token', c => walkIn(c, token => access.enter(token)))
  app.get('/p/:token', c =>
    doorPage(
      c,
      access.opensForPartner,
      'Vos offres d’insertion',
      html`Ce lien personnel montre vos offres telles que nous les avons lues et telles que DORA les affiche. Aucun compte n’est nécessaire.`,
      'Voir mes offres',
    ),
  )
  app.post('/p/:token', c => walkIn(c, token => access.enterByPartnerLink(token)))

  /** One button for each door: as with the links of the letters, one address may be that of several. */
  const choicePage = async (c: PortalContext, doors: readonly Door[]) => {
    const field = await frame.field(c)
    return frame.show(c, {
      title: 'Chez qui entrez-vous ?',
      main: html`<p>Votre adresse a plusieurs accès. Choisissez ; pour un autre, connectez-vous de nouveau.</p>
${doors.map(({ label, token }) => postForm(`/connexion/lien/${token}`, field, html`<p><button type="submit">${label}</button></p>`))}`,
    })
  }

  if (oidc) {
    const callback = () => `${publicUrl()}/connexion/retour`
    app.get('/connexion/compte', async c => {
      const { url, departure } = await oidc.provider.leave(callback(), safeNext(c.req.query('next'), ''))
      await cookies.leave(c, departure)
      return c.redirect(url, 303)
    })
    app.get('/connexion/retour', async c => {
      const address = clientAddress(c)
      if (!(await limits.enter.take(address))) return frame.refuse(c, 429, 'Trop d’essais', TOO_MANY)
      const departure = Departure.safeParse(await cookies.cameBack(c))
      const current = new URL(callback())
      current.search = new URL(c.req.url).search
      const email = departure.success ? await oidc.provider.comeBack(current, departure.data) : null
      if (!departure.success || email === null)
        return frame.refuse(
          c,
          403,
          'Connexion interrompue',
          'La réponse ne correspond pas à la demande. Recommencez depuis « Se connecter ».',
        )
      const opened = await access.enterAs(email, departure.data.next)
      if (!opened)
        return frame.refuse(
          c,
          403,
          'Pas encore d’accès',
          `Vous êtes bien ${email}, mais cette adresse n’a pas d’accès ici. Demandez-le au gestionnaire.`,
        )
      await limits.enter.giveBack(address)
      return 'token' in opened ? enter(c, opened) : choicePage(c, opened)
    })
  }

  for (const path of ['/deconnexion', '/deconnexion/partenaire'])
    app.post(path, async c => {
      const visitor = c.get('visitor')
      await access.leave(visitor)
      cookies.closeSession(c, visitor.role === 'partenaire' ? 'contact' : 'person')
      return c.redirect('/', 303)
    })

  if (outbox)
    app.get('/boite-d-envoi', c =>
      frame.show(c, {
        title: 'Boîte d’envoi de la démonstration',
        main: html`<p>Aucun message ne part d’ici : voici ceux qui partiraient, le plus récent d’abord.</p>
${outbox.list().length === 0 ? html`<p>Aucun message pour l’instant.</p>` : ''}
${outbox.list().map(
  mail => html`<article class="mail"><h2>${mail.subject}</h2>
<p class="quiet">À ${mail.to}, le ${frenchDateTime(mail.at)}</p><pre tabindex="0" role="region" aria-label="Message ${mail.id} à ${mail.to}">${linked(mail.text)}</pre></article>`,
)}`,
      }),
    )
}

/** Addresses of our own doors become links. */
function linked(body: string): (Html | string)[] {
  return body
    .split(/(https?:\/\/\S+)/)
    .map(part => (z.url({ protocol: /^https?$/ }).safeParse(part).success ? html`<a href="${part}">${part}</a>` : part))
}
