import { html } from 'hono/html'
import { frenchCount, frenchDate, frenchNames, frenchNumber } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import type { Campaign, CampaignSend } from '../../ledger/campaigns.ts'
import type { Contact } from '../../ledger/people.ts'
import { ActionRefused } from '../actions.ts'
import { AGAIN_DAYS, type AskedCampaign, readCampaign, sentAlready } from '../campaigns/campaign-form.ts'
import { MOST_TRIES, refusedTimes } from '../campaigns/refused-reminders.ts'
import { remindCampaigns, startCampaign } from '../campaigns/run.ts'
import type { Html } from '../layout.ts'
import { underLetterhead } from '../mail/letterhead.ts'
import { campaignLetter } from '../mail/letters.ts'
import { type Mail, typesetMail } from '../mail/mailer.ts'
import { table } from '../pages/table.ts'
import { areaField, boxesField, type FieldErrors, inputField, postForm } from '../web/form.ts'
import { actor, type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, partnerPath } from './paths.ts'

const hasAddress = (contact: Contact) => contact.email !== null

/** The campaigns that ask partners whether their offers are up to date: written, shown as they will be read, then sent. */
export function campaignRoutes({ app, desk, access, frame, log }: Pages): void {
  const campaignDeps = { store: desk.ledger.campaigns, access, clock: desk.clock, log: log }
  async function campaignsPage(
    c: PortalContext,
    errors?: FieldErrors,
    typed: FormData | null = errors ? c.get('form') : null,
  ) {
    const [campaigns, everybody] = await Promise.all([desk.ledger.campaigns.list(), access.people.contacts()])
    const contacts = everybody.filter(hasAddress)
    const byPhone = everybody.filter(contact => !hasAddress(contact))
    const sends = await Promise.all(campaigns.map(campaign => desk.ledger.campaigns.sends(campaign.id)))
    const contactOfId = new Map(everybody.map(contact => [contact.id, contact]))
    const refused = await refusedTimes(desk.ledger)
    /** Who has not answered yet, by name. */
    const silentPart = (list: readonly CampaignSend[]): Html | string => {
      const silent = list.filter(send => send.answered === null)
      if (silent.length === 0) return 'personne'
      const names = silent.map(send => {
        const contact = contactOfId.get(send.contact)
        const times = refused(send.campaign, send.contact)
        const note = times === 0 ? '' : `, rappel refusé ${frenchNumber(times, 0)} fois par le serveur de messagerie`
        return contact ? `${contact.name}, ${desk.partnerName(contact.partner)}${note}` : 'un contact retiré'
      })
      return html`<details><summary>${frenchCount(silent.length, 'personne')}</summary><ul>${names.map(name => html`<li>${name}</li>`)}</ul></details>`
    }
    const field = await frame.field(c)
    return frame.show(c, {
      title: 'Campagnes',
      purpose: 'Demander à plusieurs partenaires de confirmer leurs offres, et suivre leurs réponses.',
      trail: [ABOVE.partners],
      errors,
      main: html`${table({
        caption: 'Campagnes, la plus récente d’abord',
        columns: ['Campagne', 'Lancée', 'Messages', 'Réponses', 'Sans réponse', 'Rappel', 'Suite'],
        rows: campaigns.map((campaign, at) => [
          campaign.title,
          `le ${frenchDate(campaign.created)}, par ${personName(campaign.createdBy)}`,
          sends[at]?.length ?? 0,
          sends[at]?.filter(send => send.answered).length ?? 0,
          silentPart(sends[at] ?? []),
          reminderWords(campaign, sends[at] ?? [], send => refused(campaign.id, send.contact) >= MOST_TRIES),
          campaign.closed
            ? `close le ${frenchDate(campaign.closed)}`
            : postForm(`/campagnes/${campaign.id}/clore`, field, html`<button class="second small">Clore</button>`, {
                class: 'inline',
              }),
        ]),
        empty: 'Aucune campagne pour l’instant.',
      })}
${campaigns.some(campaign => campaign.closed === null) ? postForm('/campagnes/rappels', field, html`<p><button class="second">Envoyer les rappels dus</button></p><p class="hint">Les rappels partent aussi d’eux-mêmes, le premier matin ouvré après leur date. Un rappel que le serveur de messagerie refuse est essayé ${frenchCount(MOST_TRIES, 'fois', 'fois')}, puis il vous est signalé.</p>`) : ''}
<h2>Lancer une campagne</h2>
${
  contacts.length === 0
    ? html`<p>Aucun contact avec une adresse chez les partenaires : ajoutez-en d’abord sur leurs pages.</p>`
    : postForm(
        '/campagnes',
        field,
        html`${inputField({ name: 'titre', label: 'Objet du message', value: typed ? text(typed, 'titre') : 'Vos offres d’insertion sont-elles à jour ?', errors, required: true })}
${areaField({ name: 'message', label: 'Message', rows: 5, errors, required: true, value: typed ? text(typed, 'message') : 'Vos offres sont référencées dans DORA. Pouvez-vous dire si elles sont toujours exactes ? Le lien ci-dessous les montre une par une.' })}
${inputField({ name: 'rappel', label: 'Rappel après combien de jours sans réponse', inputmode: 'numeric', value: typed ? text(typed, 'rappel') : '14', errors, required: true })}
${boxesField({ name: 'contacts', legend: 'À qui écrire', required: true, options: contacts.map(contact => ({ value: contact.id, label: `${contact.name}, ${desk.partnerName(contact.partner)}` })), values: typed ? typed.getAll('contacts').map(String) : [], errors })}
<p><button>Voir la lettre avant d’envoyer</button></p><p class="hint">Rien ne part encore : la page suivante montre la lettre, et combien de messages partiront.</p>`,
      )
}
${
  byPhone.length === 0
    ? ''
    : html`<h2>À appeler</h2><p>Sans adresse électronique, ces personnes ne reçoivent aucun message. Leur réponse se note comme un appel.</p>
<ul>${byPhone.map(contact => html`<li><a href="${partnerPath(contact.partner)}/appels/${contact.id}">${contact.name}</a>, ${desk.partnerName(contact.partner)}${contact.phone ? `, ${contact.phone}` : ''}</li>`)}</ul>`
}`,
    })
  }
  app.get('/campagnes', c => campaignsPage(c))
  app.post('/campagnes/modifier', c => campaignsPage(c, undefined, c.get('form')))

  async function checkPage(c: PortalContext, asked: AskedCampaign, before: Campaign | null, errors?: FieldErrors) {
    const [first] = asked.contacts
    const to = { email: first?.email ?? '', name: first?.name ?? '' }
    const link = `${desk.publicUrl()}/p/… (le lien personnel de ${to.name}, fait au moment de l’envoi)`
    const letter = typesetMail(underLetterhead(campaignLetter(to, asked, link, false), await desk.contact()))
    return frame.show(c, {
      title: 'Vérifier avant d’envoyer',
      trail: [ABOVE.partners, { href: '/campagnes', label: 'Campagnes' }],
      errors,
      main: campaignCheckPage({
        asked,
        letter,
        before,
        errors,
        partnerName: desk.partnerName,
        field: await frame.field(c),
      }),
    })
  }

  app.post('/campagnes', async c => {
    const form = c.get('form')
    const { asked, errors } = readCampaign(form, (await access.people.contacts()).filter(hasAddress))
    if (Object.keys(errors).length > 0) return campaignsPage(c, errors)
    if (text(form, 'confirme') !== '1') {
      const before = sentAlready(asked, await desk.ledger.campaigns.list(), desk.clock.now())
      return checkPage(c, asked, before)
    }
    const { campaign, before } = await begin(asked, text(form, 'encore') === '1', actor(c))
    if (campaign === null)
      return checkPage(c, asked, before, {
        encore: 'La même campagne vient de partir : cochez la case pour l’envoyer une seconde fois.',
      })
    return frame.act(c, '/campagnes', () => send(campaign, asked.contacts))
  })

  /** Kept one at a time: a button pressed twice finds what its first press began. @returns without campaign: the same one left already */
  function begin(
    { title, message, days, contacts }: AskedCampaign,
    again: boolean,
    by: string,
  ): Promise<{ campaign: Campaign | null; before: Campaign | null }> {
    return desk.ledger.transaction(async ({ leases, campaigns, events }) => {
      await leases.turn('campaigns')
      const before = sentAlready({ title, message }, await campaigns.list(), desk.clock.now())
      if (before && !again) return { campaign: null, before }
      const campaign = await campaigns.add({ title, message, createdBy: by, remindAfter: days })
      const detail = { campaign: campaign.id, contacts: contacts.length }
      await events.add({ actor: by, action: 'campagne-lancee', detail })
      return { campaign, before }
    })
  }

  async function send(campaign: Campaign, contacts: Contact[]): Promise<string> {
    const { sent, missed } = await startCampaign(campaignDeps, campaign, contacts)
    if (missed.length > 0)
      throw new ActionRefused(
        `${frenchCount(sent, 'message parti', 'messages partis')} sur ${contacts.length}. ${notGone(missed)}`,
      )
    return `${frenchCount(sent, 'message parti', 'messages partis')}. Chacun porte un lien personnel neuf, qui remplace le précédent.`
  }

  app.post('/campagnes/rappels', async c => {
    return frame.act(c, '/campagnes', async by => {
      const { sent, missed } = await remindCampaigns(campaignDeps, true)
      await access.events.add({ actor: by, action: 'rappels-envoyes', detail: { sent } })
      const gone = sent === 0 ? '' : `${frenchCount(sent, 'rappel parti', 'rappels partis')}.`
      if (missed.length > 0)
        throw new ActionRefused(
          `${gone} ${notGone(missed)} ${frenchCount(MOST_TRIES, 'essai')} au plus partent d’eux-mêmes, un par matin ouvré.`.trim(),
        )
      return gone || 'Aucun rappel n’est dû aujourd’hui : la date de chacun est dans le tableau.'
    })
  })
  app.post('/campagnes/:campaign/clore', async c => {
    return frame.act(c, '/campagnes', async by => {
      await desk.ledger.campaigns.close(c.req.param('campaign'))
      await access.events.add({
        actor: by,
        action: 'campagne-close',
        detail: { campaign: c.req.param('campaign') },
      })
      return 'La campagne est close : plus aucun rappel ne partira.'
    })
  })
}

/** To whom nothing left, by name. */
const notGone = (names: readonly string[]): string =>
  `Le serveur de messagerie a refusé ${names.length === 1 ? 'le message' : 'les messages'} à ${frenchNames(names)}.`

const DAY_MS = 86_400_000

/** When the one reminder of a campaign leaves, or left. */
function reminderWords(
  campaign: Campaign,
  sends: readonly CampaignSend[],
  givenUp: (send: CampaignSend) => boolean,
): string {
  const reminded = sends.filter(send => send.reminded !== null).length
  const due = new Date(Date.parse(campaign.created) + campaign.remindAfter * DAY_MS)
  const waiting = sends.filter(send => send.answered === null && send.reminded === null)
  const refused = campaign.closed === null ? waiting.filter(givenUp).length : 0
  const left = [
    reminded > 0 ? frenchCount(reminded, 'rappel parti', 'rappels partis') : '',
    refused > 0 ? frenchCount(refused, 'rappel refusé', 'rappels refusés') : '',
  ]
    .filter(Boolean)
    .join(', ')
  if (campaign.closed !== null || waiting.length === refused) return left || 'aucun'
  return [left, `le ${frenchDate(due)}`].filter(Boolean).join(', ')
}

/** Before anything leaves: how many letters, to whom, and the letter as it will be read. */
function campaignCheckPage(parts: {
  asked: AskedCampaign
  letter: Mail
  /** The same campaign, sent a short time ago. */
  before: Campaign | null
  errors?: FieldErrors | undefined
  partnerName: (id: string) => string
  field: Html
}): Html {
  const { asked, letter, before, errors, partnerName, field } = parts
  const count = frenchCount(asked.contacts.length, 'message')
  const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`
  const kept = html`${hidden('titre', asked.title)}<textarea name="message" hidden>${asked.message}</textarea>${hidden('rappel', String(asked.days))}${asked.contacts.map(contact => hidden('contacts', contact.id))}`
  return html`<p><strong>${count} ${asked.contacts.length === 1 ? 'va partir' : 'vont partir'}. Rien n’est encore envoyé.</strong> Un rappel suivra après ${frenchCount(asked.days, 'jour')} sans réponse.</p>
<h2>À qui</h2><ul>${asked.contacts.map((contact: Contact) => html`<li>${contact.name}, ${partnerName(contact.partner)} (${contact.email})</li>`)}</ul>
<h2>La lettre, telle que ${asked.contacts[0]?.name ?? 'la personne'} la lira</h2>
<article class="mail"><h3>${letter.subject}</h3><p class="quiet">De ${letter.sender ?? ''}, réponse à ${letter.replyTo ?? ''}</p><pre tabindex="0" role="region" aria-label="Texte de la lettre">${letter.text}</pre></article>
${postForm(
  '/campagnes',
  field,
  html`${kept}${hidden('confirme', '1')}
${
  before
    ? html`<fieldset id="encore" tabindex="-1" class="${errors?.encore ? 'wrong' : ''}"><legend>La même campagne est déjà partie le ${frenchDate(before.created)}, par ${personName(before.createdBy)}, il y a moins de ${frenchCount(AGAIN_DAYS, 'jour')}</legend>
<div class="box"><input type="checkbox" id="encore-oui" name="encore" value="1"><label for="encore-oui">L’envoyer quand même une seconde fois</label></div></fieldset>`
    : ''
}
<p><button>Envoyer ${count}</button></p>`,
)}
${postForm('/campagnes/modifier', field, html`${kept}<p><button class="second">Modifier</button></p>`)}`
}
