import { html } from 'hono/html'
import type { StructureRow } from '../../census/structure-rows.ts'
import { frenchCount } from '../../common/french.ts'
import { Email } from '../access/access.ts'
import { readStructureRow } from '../desk/structure-rows.ts'
import { doraLink } from '../pages/dora-link.ts'
import { about } from '../web/about.ts'
import { type FieldErrors, inputField, postForm } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, invitePath } from './paths.ts'

/** One person invited in DORA into a structure that has nobody: a named person types the address, reads what leaves, and confirms. The address is kept nowhere. */
export function invitationRoutes({ app, desk, frame }: Pages): void {
  const aStructure = about({ app, frame }, c => readStructureRow(desk, c.req.param('slug') ?? ''))
  const trail = [ABOVE.offers, ABOVE.structures]
  const hasSomebody = (c: PortalContext, { name }: StructureRow) =>
    frame.back(c, '/structures', `${name} n’est pas sans membre dans DORA : il n’y a personne à inviter d’ici.`, 'bad')

  async function ask(c: PortalContext, row: StructureRow, errors?: FieldErrors): Promise<Response> {
    const main = html`<p>Personne n’est membre de cette structure dans DORA : ${effect(row)}. Une seule personne invitée suffit. ${doraLink(desk.doraPages, 'structure', row.slug, 'Voir la structure dans DORA')}</p>
${postForm(
  invitePath(row.slug),
  await frame.field(c),
  html`${inputField({ name: 'email', label: 'Adresse professionnelle de la personne', type: 'email', value: errors ? text(c.get('form'), 'email', 300) : '', errors, required: true, hint: 'Prévenez-la d’abord : elle recevra un courriel de DORA. Forme attendue : nom@domaine.fr' })}
<p class="actions"><button>Voir ce qui partira</button> <a href="/structures">Annuler</a></p><p class="hint">Rien ne part avant la page suivante.</p>`,
)}`
    return frame.show(c, { title: `Inviter dans DORA : ${row.name}`, trail, errors, main })
  }

  async function check(c: PortalContext, row: StructureRow, email: string): Promise<Response> {
    const main = html`<p class="lead">Un courriel de DORA part vers <strong>${email}</strong>.</p>
<ul>
<li>DORA reçoit cette adresse et le nom de la structure : ${row.name}. Rien d’autre.</li>
<li>DORA écrit lui-même à cette personne, au nom du compte du robot, et l’invite à administrer la structure : elle pourra y modifier tous les services et y inviter d’autres personnes.</li>
<li>Dès l’invitation, la structure n’est plus sans membre : ${effect(row, true)}.</li>
<li><strong>Cela ne s’annule pas d’ici.</strong> Une invitation envoyée par erreur se retire dans DORA, et le courriel sera parti.</li>
<li>dora-sync ne garde pas l’adresse. Le journal garde votre nom, l’heure et la structure.</li>
</ul>
${postForm(
  invitePath(row.slug),
  await frame.field(c),
  html`<input type="hidden" name="email" value="${email}"><input type="hidden" name="confirme" value="oui">
<p class="actions"><button>Inviter cette personne</button> <a href="${invitePath(row.slug)}">Changer l’adresse</a> <a href="/structures">Annuler</a></p>`,
)}`
    return frame.show(c, { title: `Inviter dans DORA : ${row.name}`, trail, main })
  }

  aStructure.get('/structures/:slug/inviter', async (c, row) => {
    return row.home === 'orphan' ? ask(c, row) : hasSomebody(c, row)
  })
  aStructure.post('/structures/:slug/inviter', async (c, row) => {
    if (row.home !== 'orphan') return hasSomebody(c, row)
    const form = c.get('form')
    const email = Email.safeParse(text(form, 'email', 300))
    if (!email.success)
      return ask(c, row, { email: 'Cette adresse n’est pas complète. Forme attendue : nom@domaine.fr' })
    if (text(form, 'confirme') !== 'oui') return check(c, row, email.data)
    return frame.act(c, '/structures', async by => {
      const { sure, message } = await desk.actions.invite(row.slug, email.data)
      await desk.ledger.transaction(async ({ census, events }) => {
        if (sure) await census.hasSomebody(row.slug)
        const action = sure ? 'membre-invite' : 'invitation-incertaine'
        await events.add({ actor: by, action, detail: { name: row.name } })
      })
      return message
    })
  })
}

function effect({ published }: Pick<StructureRow, 'published'>, then = false): string {
  if (published === 0)
    return then ? 'ses services seront vus dès leur publication' : 'rien n’y est publié pour l’instant'
  const services = frenchCount(published, 'service publié', 'services publiés')
  if (then) return `le public ${published < 2 ? 'verra son' : 'verra ses'} ${services}`
  return published < 2 ? `${services} n’est pas vu du public` : `${services} ne sont pas vus du public`
}
