import { Hono } from 'hono'
import { html } from 'hono/html'
import { frenchCount, frenchDate, frenchDateTime } from '../../common/french.ts'
import type { Logger } from '../../common/logger.ts'
import type { Campaign, CampaignSend } from '../../ledger/campaigns.ts'
import { type Access, Email, PersonName } from '../access/access.ts'
import { actorOf } from '../access/people.ts'
import { ActionRefused } from '../actions.ts'
import { remindCampaigns, startCampaign } from '../campaigns/run.ts'
import type { Desk } from '../desk/desk.ts'
import type { Html } from '../layout.ts'
import { STATEMENT_STATES } from '../pages/statement.ts'
import { pairs, table } from '../pages/table.ts'
import type { PortalEnv } from '../web/env.ts'
import { areaField, boxesField, errorSummary, type FieldErrors, inputField, postForm } from '../web/form.ts'
import { type Frame, member, type PortalContext, text } from '../web/frame.ts'
import { personName } from '../words.ts'
import { partnerPath, sourcePath } from './paths.ts'

/** Partners, their contacts and personal links, and the campaigns that ask them whether their offers are up to date. */
export function partnerAdminRoutes(deps: { desk: Desk; access: Access; frame: Frame; log: Logger }): Hono<PortalEnv> {
  const { desk, access, frame } = deps
  const app = new Hono<PortalEnv>()
  const campaignDeps = { store: desk.ledger.campaigns, access, clock: desk.clock, log: deps.log }
  const partnerOf = (c: PortalContext) => desk.convention().partners.find(each => each.id === c.req.param('id'))

  app.get('/partenaires', async c => {
    const contacts = Map.groupBy(await access.people.contacts(), contact => contact.partner)
    return frame.show(c, {
      title: 'Partenaires',
      main: html`<p><a class="button second" href="/campagnes">Campagnes « Vos offres sont-elles à jour ? »</a></p>
${table({
  caption: 'Partenaires de la convention',
  stacked: true,
  columns: ['Partenaire', 'Sources', 'Contacts'],
  rows: desk.convention().partners.map(partner => [
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

  async function partnerPage(c: PortalContext, errors?: FieldErrors) {
    const partner = partnerOf(c)
    if (!partner) return frame.notFound(c)
    const field = await frame.field(c)
    const contacts = await access.people.contacts({ partner: partner.id })
    const links = await Promise.all(contacts.map(contact => access.keys.links(contact.id)))
    const statements = await desk.ledger.statements.list({ partner: partner.id, limit: 50 })
    const now = desk.clock.now().toISOString()
    const base = partnerPath(partner.id)
    const form = errors ? c.get('form') : null
    return frame.show(
      c,
      {
        title: partner.name,
        trail: [{ href: '/partenaires', label: 'Partenaires' }],
        main: html`${errorSummary(errors)}
${pairs([
  ['SIRET', partner.siret ?? 'inconnu'],
  ['Site', partner.website ? html`<a href="${partner.website}">${partner.website}</a>` : 'inconnu'],
  [
    'Sources',
    html`${desk.sourcesOf(partner.id).map((source, at) => html`${at > 0 ? html`<br>` : ''}<a href="${sourcePath(source.id)}">${source.name}</a>`)}`,
  ],
])}
<h2>Contacts et liens personnels</h2>
${table({
  caption: 'Contacts',
  stacked: true,
  columns: ['Contact', 'Adresse', 'Lien personnel', 'Actions'],
  rows: contacts.map((contact, at) => {
    const usable = (links[at] ?? []).filter(link => link.revoked === null && link.expires > now)
    return [
      contact.name,
      contact.email,
      usable.length === 0
        ? 'aucun'
        : html`<ul class="plain">${usable.map(
            link => html`<li>jusqu’au ${frenchDate(link.expires)}${link.lastUsed ? `, ouvert le ${frenchDate(link.lastUsed)}` : ', jamais ouvert'}
${postForm(`${base}/liens/${link.id}/retirer`, field, html`<button class="second small">Retirer ce lien<span class="hidden"> de ${contact.name}</span></button>`, { class: 'inline' })}</li>`,
          )}</ul>`,
      html`<div class="stack">${postForm(`${base}/contacts/${contact.id}/lien`, field, html`<button class="small">Envoyer un lien<span class="hidden"> à ${contact.name}</span></button>`, { class: 'inline' })}
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
${inputField({ name: 'email', label: 'Adresse professionnelle', type: 'email', value: form ? text(form, 'email') : '', errors, required: true })}
<p><button>Ajouter et envoyer son lien</button></p>`,
)}
<h2>Ce que ce partenaire a dit</h2>
${table({
  caption: 'Confirmations, corrections, déclarations et retraits',
  stacked: true,
  columns: ['Quoi', 'Quand', 'Qui', 'Suite'],
  rows: statements.map(statement => [
    html`<a href="/demandes/${statement.id}">${statement.title}</a>`,
    frenchDateTime(statement.at),
    statement.by,
    html`<span class="state ${STATEMENT_STATES[statement.state].tone}">${STATEMENT_STATES[statement.state].word}</span>`,
  ]),
  empty: 'Rien pour l’instant.',
})}`,
      },
      errors ? 422 : 200,
    )
  }
  app.get('/partenaires/:id', c => partnerPage(c))

  app.post('/partenaires/:id/contacts', async c => {
    const partner = partnerOf(c)
    if (!partner) return frame.notFound(c)
    const name = PersonName.safeParse(text(c.get('form'), 'nom'))
    const email = Email.safeParse(text(c.get('form'), 'email', 300))
    if (!name.success || !email.success)
      return partnerPage(c, {
        ...(name.success ? {} : { nom: 'Donnez un nom, de deux lettres au moins.' }),
        ...(email.success ? {} : { email: 'Cette adresse n’est pas complète. Forme attendue : nom@domaine.fr' }),
      })
    const by = actorOf(member(c))
    return frame.act(c, partnerPath(partner.id), async () => {
      const contact = await access.addContact({ partner: partner.id, email: email.data, name: name.data }, by)
      await access.partnerLink(contact, by)
      return `Un lien personnel est envoyé à ${contact.email}.`
    })
  })

  const contactOf = async (c: PortalContext, id: string) => {
    const contact = await access.people.contact(id)
    return contact && contact.partner === c.req.param('id') && contact.removed === null ? contact : null
  }
  app.post('/partenaires/:id/contacts/:contact/lien', async c => {
    const contact = await contactOf(c, c.req.param('contact'))
    if (!contact) return frame.notFound(c)
    return frame.act(c, partnerPath(contact.partner), async () => {
      await access.partnerLink(contact, actorOf(member(c)))
      return `Un nouveau lien personnel est envoyé à ${contact.email}.`
    })
  })
  app.post('/partenaires/:id/contacts/:contact/retirer', async c => {
    const contact = await contactOf(c, c.req.param('contact'))
    if (!contact) return frame.notFound(c)
    const by = actorOf(member(c))
    return frame.act(c, partnerPath(contact.partner), async () => {
      await access.people.removeContact(contact.id)
      await access.events.add({
        actor: by,
        action: 'contact-retire',
        source: null,
        key: null,
        detail: { partner: contact.partner, email: contact.email },
      })
      return `${contact.name} n’a plus accès, et ses liens ne servent plus.`
    })
  })
  app.post('/partenaires/:id/liens/:link/retirer', async c => {
    const link = await access.keys.usableLinkById(c.req.param('link'))
    const contact = link ? await contactOf(c, link.contact) : null
    if (!link || !contact) return frame.notFound(c)
    const by = actorOf(member(c))
    return frame.act(c, partnerPath(contact.partner), async () => {
      await access.keys.revokeLink(link.id)
      await access.events.add({
        actor: by,
        action: 'lien-partenaire-retire',
        source: null,
        key: null,
        detail: { partner: contact.partner, email: contact.email },
      })
      return 'Le lien ne sert plus, et qui l’avait ouvert est déconnecté.'
    })
  })

  async function campaignsPage(c: PortalContext, errors?: FieldErrors) {
    const [campaigns, contacts] = await Promise.all([desk.ledger.campaigns.list(), access.people.contacts()])
    const sends = await Promise.all(campaigns.map(campaign => desk.ledger.campaigns.sends(campaign.id)))
    const contactOfId = new Map(contacts.map(contact => [contact.id, contact]))
    /** Who has not answered yet, by name. */
    const silentPart = (list: readonly CampaignSend[]): Html | string => {
      const silent = list.filter(send => send.answered === null)
      if (silent.length === 0) return 'personne'
      const names = silent.map(send => {
        const contact = contactOfId.get(send.contact)
        return contact ? `${contact.name}, ${desk.partnerName(contact.partner)}` : 'un contact retiré'
      })
      return html`<details><summary>${frenchCount(silent.length, 'personne')}</summary><ul>${names.map(name => html`<li>${name}</li>`)}</ul></details>`
    }
    const form = errors ? c.get('form') : null
    const field = await frame.field(c)
    return frame.show(
      c,
      {
        title: 'Campagnes',
        trail: [{ href: '/partenaires', label: 'Partenaires' }],
        main: html`${errorSummary(errors)}
${table({
  caption: 'Campagnes, la plus récente d’abord',
  stacked: true,
  columns: ['Campagne', 'Lancée', 'Messages', 'Réponses', 'Sans réponse', 'Rappel', 'Suite'],
  rows: campaigns.map((campaign, at) => [
    campaign.title,
    `le ${frenchDate(campaign.created)}, par ${personName(campaign.createdBy)}`,
    sends[at]?.length ?? 0,
    sends[at]?.filter(send => send.answered).length ?? 0,
    silentPart(sends[at] ?? []),
    reminderWords(campaign, sends[at] ?? []),
    campaign.closed
      ? `close le ${frenchDate(campaign.closed)}`
      : postForm(`/campagnes/${campaign.id}/clore`, field, html`<button class="second small">Clore</button>`, {
          class: 'inline',
        }),
  ]),
  empty: 'Aucune campagne pour l’instant.',
})}
${campaigns.some(campaign => campaign.closed === null) ? postForm('/campagnes/rappels', field, html`<p><button class="second">Envoyer les rappels dus</button></p><p class="hint">Les rappels partent aussi d’eux-mêmes, la nuit qui suit leur date.</p>`) : ''}
<h2>Lancer une campagne</h2>
${
  contacts.length === 0
    ? html`<p>Aucun contact chez les partenaires : ajoutez-en d’abord sur leurs pages.</p>`
    : postForm(
        '/campagnes',
        field,
        html`${inputField({ name: 'titre', label: 'Objet du message', value: form ? text(form, 'titre') : 'Vos offres d’insertion sont-elles à jour ?', errors, required: true })}
${areaField({ name: 'message', label: 'Message', rows: 5, errors, required: true, value: form ? text(form, 'message') : 'Vos offres sont référencées dans DORA. Pouvez-vous dire si elles sont toujours exactes ? Le lien ci-dessous les montre une par une.' })}
${inputField({ name: 'rappel', label: 'Rappel après combien de jours sans réponse', inputmode: 'numeric', value: form ? text(form, 'rappel') : '14', errors, required: true })}
${boxesField({ name: 'contacts', legend: 'À qui écrire', required: true, options: contacts.map(contact => ({ value: contact.id, label: `${contact.name}, ${desk.partnerName(contact.partner)}` })), values: form ? form.getAll('contacts').map(String) : contacts.map(contact => contact.id), errors })}
<p><button>Envoyer</button></p>`,
      )
}`,
      },
      errors ? 422 : 200,
    )
  }
  app.get('/campagnes', c => campaignsPage(c))
  app.post('/campagnes', async c => {
    const form = c.get('form')
    const title = text(form, 'titre', 150)
    const message = text(form, 'message', 3000)
    const days = Number(text(form, 'rappel'))
    const chosen = new Set(form.getAll('contacts').map(String))
    const contacts = (await access.people.contacts()).filter(contact => chosen.has(contact.id))
    const errors: FieldErrors = {
      ...(title.length < 5 ? { titre: 'Donnez un objet.' } : {}),
      ...(message.length < 10 ? { message: 'Écrivez un message.' } : {}),
      ...(Number.isInteger(days) && days >= 1 && days <= 90 ? {} : { rappel: 'Donnez un nombre de jours, de 1 à 90.' }),
      ...(contacts.length === 0 ? { contacts: 'Choisissez au moins une personne.' } : {}),
    }
    if (Object.keys(errors).length > 0) return campaignsPage(c, errors)
    const by = actorOf(member(c))
    return frame.act(c, '/campagnes', async () => {
      const campaign = await desk.ledger.campaigns.add({ title, message, createdBy: by, remindAfter: days })
      await access.events.add({
        actor: by,
        action: 'campagne-lancee',
        source: null,
        key: null,
        detail: { campaign: campaign.id, contacts: contacts.length },
      })
      const sent = await startCampaign(campaignDeps, campaign, contacts)
      if (sent < contacts.length)
        throw new ActionRefused(
          `${frenchCount(sent, 'message parti', 'messages partis')} sur ${contacts.length} : le serveur de messagerie a refusé les autres.`,
        )
      return `${frenchCount(sent, 'message parti', 'messages partis')}.`
    })
  })
  app.post('/campagnes/rappels', async c => {
    const by = actorOf(member(c))
    return frame.act(c, '/campagnes', async () => {
      const sent = await remindCampaigns(campaignDeps)
      await access.events.add({ actor: by, action: 'rappels-envoyes', source: null, key: null, detail: { sent } })
      return sent === 0
        ? 'Aucun rappel n’est dû aujourd’hui : la date de chacun est dans le tableau.'
        : `${frenchCount(sent, 'rappel parti', 'rappels partis')}.`
    })
  })
  app.post('/campagnes/:campaign/clore', async c => {
    const by = actorOf(member(c))
    return frame.act(c, '/campagnes', async () => {
      await desk.ledger.campaigns.close(c.req.param('campaign'))
      await access.events.add({
        actor: by,
        action: 'campagne-close',
        source: null,
        key: null,
        detail: { campaign: c.req.param('campaign') },
      })
      return 'La campagne est close : plus aucun rappel ne partira.'
    })
  })
  return app
}

const DAY_MS = 86_400_000

/** When the one reminder of a campaign leaves, or left. */
function reminderWords(campaign: Campaign, sends: readonly CampaignSend[]): string {
  const reminded = sends.filter(send => send.reminded !== null).length
  const due = new Date(Date.parse(campaign.created) + campaign.remindAfter * DAY_MS)
  const left = reminded > 0 ? frenchCount(reminded, 'rappel parti', 'rappels partis') : ''
  if (campaign.closed !== null || sends.every(send => send.answered !== null || send.reminded !== null))
    return left || 'aucun'
  return [left, `le ${frenchDate(due)}`].filter(Boolean).join(', ')
}
