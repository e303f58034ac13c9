import { html } from 'hono/html'
import { frenchCount, frenchDate } from '../../common/french.ts'
import type { Campaign } from '../../ledger/campaigns.ts'
import type { Contact } from '../../ledger/people.ts'
import { AGAIN_DAYS, type AskedCampaign } from '../campaigns/campaign-form.ts'
import type { Html } from '../layout.ts'
import type { Mail } from '../mail/mailer.ts'
import { type FieldErrors, postForm } from '../web/form.ts'
import { personName } from '../words.ts'

/** Before anything leaves: how many letters, to whom, and the letter as it will be read. */
export function campaignCheckPage(parts: {
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
