import { html } from 'hono/html'
import { frenchDate, frenchDateTime } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import type { ConventionPartner } from '../../convention/convention.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import { Email, NAME_EXPECTED, PersonName } from '../access/access.ts'
import type { Html } from '../layout.ts'
import { partnerKnown } from '../pages/partner-known.ts'
import { pairs, state, table } from '../pages/table.ts'
import { statementStatus } from '../statement-status.ts'
import { statementTitle } from '../statement-title.ts'
import { about } from '../web/about.ts'
import { type FieldErrors, inputField, postForm } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, offerPath, partnerPath, sourcePath } from './paths.ts'

/** Partners, their contacts and personal links. */
export function partnerAdminRoutes({ app, desk, access, frame }: Pages): void {
  const partnerOf = (c: PortalContext) => desk.partners().find(each => each.id === c.req.param('id'))
  const aPartner = about({ app, frame }, partnerOf)
  const aContact = about({ app, frame }, c => contactOf(c, c.req.param('contact') ?? ''))

  app.get('/partenaires', async c => {
    const contacts = Map.groupBy(await access.people.contacts(), contact => contact.partner)
    return frame.show(c, {
      title: 'Partenaires',
      purpose: 'Qui porte les actions de la convention, ce qui est lu chez eux, et à qui écrire.',
      main: html`<p><a class="button second" href="/campagnes">Campagnes « Vos offres sont-elles à jour ? »</a></p>
${table({
  caption: 'Partenaires de la convention',
  columns: ['Partenaire', 'Sources', 'Contacts'],
  rows: desk.partners().map(partner => [
    html`<a href="${partnerPath(partner.id)}">${partner.name}</a>`,
    desk
      .sourcesOf(partner.id)
      .map(source => source.name)
      .join(', ') || 'aucune',
    (contacts.get(partner.id) ?? []).map(contact => contact.name).join(', ') || 'aucun',
  ]),
  empty: 'La convention ne nomme aucun partenaire.',
})}`,
    })
  })

  async function partnerPage(c: PortalContext, partner: ConventionPartner, errors?: FieldErrors) {
    const field = await frame.field(c)
    const contacts = await access.people.contacts({ partner: partner.id })
    const links = await Promise.all(contacts.map(contact => access.keys.links(contact.id)))
    const statements = await desk.ledger.statements.list({ partner: partner.id, limit: 50 })
    const known = await partnerKnown(desk, partner.id, contacts, statements)
    const now = desk.clock.now().toISOString()
    const base = partnerPath(partner.id)
    const form = errors ? c.get('form') : null
    return frame.show(c, {
      title: partner.name,
      trail: [ABOVE.partners],
      errors,
      main: html`${pairs([
        ['SIRET', partner.siret ?? 'la convention ne le dit pas'],
        [
          'Site',
          partner.website ? html`<a href="${partner.website}">${partner.website}</a>` : 'la convention ne le dit pas',
        ],
        [
          'Sources',
          html`${desk.sourcesOf(partner.id).map((source, at) => html`${at > 0 ? html`<br>` : ''}<a href="${sourcePath(source.id)}">${source.name}</a>`)}`,
        ],
      ])}
${known}
<h2>Contacts et liens personnels</h2>
${table({
  caption: 'Contacts',
  columns: ['Contact', 'Adresse', 'Lien personnel', 'Actions'],
  rows: contacts.map((contact, at) => {
    const usable = (links[at] ?? []).filter(link => link.revoked === null && link.expires > now)
    return [
      contact.name,
      contact.email ?? `téléphone ${contact.phone ?? 'inconnu'}`,
      usable.length === 0
        ? 'aucun'
        : html`<ul class="plain">${usable.map(
            link => html`<li>jusqu’au ${frenchDate(link.expires)}${link.lastUsed ? `, ouvert le ${frenchDate(link.lastUsed)}` : ', jamais ouvert'}
${postForm(`${base}/liens/${link.id}/retirer`, field, html`<button class="second small">Retirer ce lien<span class="hidden"> de ${contact.name}</span></button>`, { class: 'inline' })}</li>`,
          )}</ul>`,
      html`<div class="stack">${
        contact.email === null
          ? html`<a href="${base}/appels/${contact.id}">Noter un appel<span class="hidden"> avec ${contact.name}</span></a>`
          : postForm(
              `${base}/contacts/${contact.id}/lien`,
              field,
              html`<button class="small">${usable.length === 0 ? 'Envoyer un lien' : 'Remplacer son lien'}<span class="hidden"> à ${contact.name}</span></button>`,
              { class: 'inline' },
            )
      }
${postForm(`${base}/contacts/${contact.id}/retirer`, field, html`<button class="second small">Retirer<span class="hidden"> ${contact.name}</span></button>`, { class: 'inline' })}</div>`,
    ]
  }),
  empty: 'Aucun contact : ajoutez-en un pour que le partenaire voie ses offres.',
})}
<h2>Ajouter un contact</h2>
${postForm(
  `${base}/contacts`,
  field,
  html`${inputField({ name: 'nom', label: 'Nom', value: form ? text(form, 'nom') : '', errors, required: true })}
${inputField({ name: 'email', label: 'Adresse professionnelle', type: 'email', value: form ? text(form, 'email') : '', errors, hint: 'Sans adresse, donnez un téléphone : ses réponses se notent comme des appels.' })}
${inputField({ name: 'telephone', label: 'Téléphone', type: 'tel', value: form ? text(form, 'telephone') : '', errors })}
<p><button>Ajouter ce contact</button></p><p class="hint">Avec une adresse, son lien personnel lui est envoyé aussitôt.</p>`,
)}
<h2>Ce que ce partenaire a dit</h2>
${table({
  caption: 'Confirmations, corrections, déclarations et retraits',
  columns: ['Quoi', 'Quand', 'Qui', 'Suite'],
  rows: statements.map(statement => [
    html`<a href="/demandes/${statement.id}">${statementTitle(statement)}</a>`,
    frenchDateTime(statement.at),
    personName(statement.by),
    stateOf(statement),
  ]),
  empty: 'Rien pour l’instant.',
})}`,
    })
  }
  aPartner.get('/partenaires/:id', partnerPage)

  aPartner.post('/partenaires/:id/contacts', async (c, partner) => {
    const form = c.get('form')
    const name = PersonName.safeParse(text(form, 'nom'))
    const [typed, phone] = [text(form, 'email', 300), text(form, 'telephone', 40)]
    const email = typed === '' ? null : Email.safeParse(typed)
    const errors: FieldErrors = {
      ...(name.success ? {} : { nom: NAME_EXPECTED }),
      ...(email && !email.success
        ? { email: 'Cette adresse n’est pas complète. Forme attendue : nom@domaine.fr' }
        : {}),
      ...(phone !== '' && phone.replace(/\D/g, '').length < 4 ? { telephone: 'Ce numéro n’est pas complet.' } : {}),
      ...(typed === '' && phone === '' ? { email: 'Donnez une adresse, ou un téléphone.' } : {}),
    }
    if (!name.success || Object.keys(errors).length > 0) return partnerPage(c, partner, errors)
    return frame.act(c, partnerPath(partner.id), async by => {
      const contact = await access.addContact(
        { partner: partner.id, email: email?.data ?? null, phone: phone || null, name: name.data },
        by,
      )
      if (contact.email === null) return `${contact.name} est ajouté, à joindre par téléphone.`
      return linkSent(contact, await access.partnerLink(contact, by))
    })
  })

  aContact.get('/partenaires/:id/appels/:contact', async (c, contact) => {
    const partner = partnerOf(c)
    if (!partner) return frame.notFound(c)
    const sources = desk.sourcesOf(partner.id).map(source => source.id)
    const { lines } = await desk.ledger.offers.page({ sources, offersOnly: true, size: 200 })
    const href = (offer: { source: string; key: string }) =>
      `${offerPath(offer)}/appel?${new URLSearchParams({ personne: contact.name })}`
    return frame.show(c, {
      title: `Appel avec ${contact.name}`,
      trail: [ABOVE.partners, { href: partnerPath(partner.id), label: partner.name }],
      main: html`<p>${contact.phone ? `Téléphone : ${contact.phone}. ` : ''}De quelle offre avez-vous parlé ? L’appel noté la confirme.</p>
${lines.length === 0 ? html`<p>Aucune offre de ce partenaire n’est connue.</p>` : html`<ul class="cards">${lines.filter(line => line.state !== 'retired').map(line => html`<li><a href="${href(line)}">${line.name}</a></li>`)}</ul>`}`,
    })
  })

  const contactOf = async (c: PortalContext, id: string) => {
    const contact = await access.people.contact(id)
    return contact && contact.partner === c.req.param('id') && contact.removed === null ? contact : null
  }
  aContact.post('/partenaires/:id/contacts/:contact/lien', (c, contact) =>
    frame.act(c, partnerPath(contact.partner), async by => linkSent(contact, await access.partnerLink(contact, by))),
  )
  aContact.post('/partenaires/:id/contacts/:contact/retirer', async (c, contact) => {
    return frame.act(c, partnerPath(contact.partner), async by => {
      await access.people.removeContact(contact.id)
      await access.events.add({
        actor: by,
        action: 'contact-retire',
        detail: { partner: contact.partner, email: contact.email ?? contact.name },
      })
      return `${contact.name} n’a plus accès, et ses liens ne servent plus.`
    })
  })
  app.post('/partenaires/:id/liens/:link/retirer', async c => {
    const link = await access.keys.usableLinkById(c.req.param('link'))
    const contact = link ? await contactOf(c, link.contact) : null
    if (!link || !contact) return frame.notFound(c)
    return frame.act(c, partnerPath(contact.partner), async by => {
      await access.keys.revokeLink(link.id)
      await access.events.add({
        actor: by,
        action: 'lien-partenaire-retire',
        detail: { partner: contact.partner, email: contact.email ?? contact.name },
      })
      return 'Le lien ne sert plus, et qui l’avait ouvert est déconnecté.'
    })
  })
}

function stateOf(statement: Statement): Html {
  const { word, tone } = statementStatus(statement)
  return state(word, tone)
}

function linkSent(contact: { email: string | null }, { replaced }: { replaced: number }): string {
  return `Un lien personnel est envoyé à ${contact.email}.${replaced > 0 ? ' Il remplace le précédent, qui ne sert plus.' : ''}`
}
