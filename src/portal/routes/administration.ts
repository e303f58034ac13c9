import { html } from 'hono/html'
import { frenchCount, frenchDate } from '../../common/french.ts'
import type { Role } from '../../ledger/people.ts'
import { Email, NAME_EXPECTED, PersonName } from '../access/access.ts'
import { actorOf } from '../access/people.ts'
import { ActionRefused } from '../actions.ts'
import { alerts } from '../desk/alerts.ts'
import { table } from '../pages/table.ts'
import { type FieldErrors, inputField, postForm, selectField } from '../web/form.ts'
import { member, type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { alertRoutes } from './alerts.ts'
import { journalRoutes } from './journal.ts'
import { ABOVE } from './paths.ts'

const ROLES: Record<Role, string> = { gestionnaire: 'gestionnaire', ddets: 'DDETS (lecture seule)' }

/** People, alerts, journal, settings. */
export function administrationRoutes(pages: Pages): void {
  const { app, desk, access, frame, outbox } = pages
  const trail = [ABOVE.administration]

  app.get('/administration', async c => {
    const found = await alerts(desk)
    return frame.show(c, {
      title: 'Administration',
      purpose: 'Les accès, le journal et les réglages de cette installation.',
      main: html`<ul class="doors">
<li><h2><a href="/alertes">Alertes</a></h2><p>${found.length === 0 ? 'Tout va bien.' : `${frenchCount(found.length, 'alerte')} en ce moment.`}</p></li>
<li><h2><a href="/personnes">Personnes</a></h2><p>Qui a accès, et avec quel rôle.</p></li>
<li><h2><a href="/journal">Journal</a></h2><p>Qui a fait quoi, et quand.</p></li>
<li><h2><a href="/plans">Plans</a></h2><p>Tout ce qui a été proposé, approuvé ou refusé.</p></li>
<li><h2><a href="/reglages">Réglages</a></h2><p>Ce que cette installation utilise.</p></li>
${outbox ? html`<li><h2><a href="/boite-d-envoi">Boîte d’envoi</a></h2><p>Les messages de la démonstration.</p></li>` : ''}
</ul>`,
    })
  })

  alertRoutes(pages)

  async function peoplePage(c: PortalContext, errors?: FieldErrors) {
    const field = await frame.field(c)
    const me = member(c)
    const form = errors ? c.get('form') : null
    const people = await access.people.people()
    return frame.show(c, {
      title: 'Personnes',
      purpose: 'Qui peut ouvrir ce site, et avec quel rôle.',
      trail,
      errors,
      main: html`${table({
        caption: 'Qui a accès',
        columns: ['Nom', 'Adresse', 'Rôle', 'Depuis', 'Accès'],
        rows: people.map(person => [
          person.name,
          person.email,
          ROLES[person.role],
          frenchDate(person.created),
          person.disabled
            ? html`fermé le ${frenchDate(person.disabled)} ${postForm(`/personnes/${person.id}/rouvrir`, field, html`<button class="second small">Rouvrir<span class="hidden"> l’accès de ${person.name}</span></button>`, { class: 'inline' })}`
            : me.id === person.id
              ? 'c’est vous'
              : postForm(
                  `/personnes/${person.id}/fermer`,
                  field,
                  html`<button class="second small">Fermer<span class="hidden"> l’accès de ${person.name}</span></button>`,
                  { class: 'inline' },
                ),
        ]),
        empty: 'Personne.',
      })}
<h2>Inviter quelqu’un</h2>
<p>Les partenaires n’ont pas de compte : leurs contacts s’ajoutent sur la <a href="/partenaires">page du partenaire</a>.</p>
${postForm(
  '/personnes',
  field,
  html`${inputField({ name: 'nom', label: 'Nom', value: form ? text(form, 'nom') : '', errors, required: true })}
${inputField({ name: 'email', label: 'Adresse professionnelle', type: 'email', value: form ? text(form, 'email') : '', errors, required: true })}
${selectField({ name: 'role', label: 'Rôle', value: form ? text(form, 'role') : 'ddets', required: true, options: Object.entries(ROLES).map(([value, label]) => ({ value, label })) })}
<p><button>Inviter</button></p>`,
)}`,
    })
  }
  app.get('/personnes', c => peoplePage(c))
  app.post('/personnes', async c => {
    const form = c.get('form')
    const name = PersonName.safeParse(text(form, 'nom'))
    const email = Email.safeParse(text(form, 'email', 300))
    const role = text(form, 'role')
    if (!name.success || !email.success || (role !== 'gestionnaire' && role !== 'ddets'))
      return peoplePage(c, {
        ...(name.success ? {} : { nom: NAME_EXPECTED }),
        ...(email.success ? {} : { email: 'Cette adresse n’est pas complète. Forme attendue : nom@domaine.fr' }),
      })
    return frame.act(c, '/personnes', async by => {
      await access.invite({ email: email.data, name: name.data, role }, by).catch((error: Error) => {
        throw new ActionRefused(error.message)
      })
      return `Une invitation est envoyée à ${email.data}.`
    })
  })
  for (const [path, disabled] of [
    ['fermer', true],
    ['rouvrir', false],
  ] as const)
    app.post(`/personnes/:id/${path}`, async c => {
      const person = await access.people.person(c.req.param('id'))
      if (!person) return frame.notFound(c)
      const me = member(c)
      return frame.act(c, '/personnes', async () => {
        if (person.id === me.id)
          throw new ActionRefused('On ne ferme pas son propre accès : demandez à un autre gestionnaire.')
        await desk.ledger.transaction(async ({ people, events }) => {
          if (!disabled) await people.setDisabled(person.id, false)
          else if ((await people.close(person.id, me.id)) !== 'closed')
            throw new ActionRefused('Votre accès vient d’être fermé par quelqu’un d’autre : rien n’a changé.')
          await events.add({
            actor: actorOf(me),
            action: disabled ? 'acces-ferme' : 'acces-rouvert',
            detail: { email: person.email },
          })
        })
        return disabled ? `${person.name} n’a plus accès.` : `${person.name} a de nouveau accès.`
      })
    })

  journalRoutes(pages)

  app.get('/reglages', c =>
    frame.show(c, {
      title: 'Réglages',
      purpose: 'Ce que cette installation utilise, tel que lu à son démarrage. Les secrets ne sont jamais montrés.',
      trail,
      main: html`${table({ caption: 'Réglages en vigueur', columns: ['Réglage', 'Valeur'], rows: desk.settings().map(({ meaning, value }) => [meaning, value]), empty: 'Aucun réglage à montrer.' })}
<h2 id="sources">Sources configurées</h2>
${table({
  caption: 'Sources, et où elles sont lues',
  columns: ['Source', 'Adresse'],
  rows: desk
    .sources()
    .map(({ id, name, address }) => [html`<a href="/sources/${id}">${name}</a>`, address ?? 'sans adresse']),
  empty: 'Aucune source n’est configurée.',
})}
<details><summary>Pour la personne qui installe : noms techniques et fichiers</summary>
${table({ caption: 'Nom de chaque réglage', columns: ['Réglage', 'Nom'], rows: desk.settings().map(({ name, meaning }) => [meaning, html`<code>${name}</code>`]), empty: 'Aucun réglage à montrer.' })}
${table({ caption: 'Fichiers de chaque source', columns: ['Source', 'Règles', 'Lecture'], rows: desk.sources().map(({ id, name }) => [name, html`<code>config/sources/${id}.yaml</code>`, html`<code>mappings/${id}/mapping.yaml</code>`]), empty: 'Aucune source n’est configurée.' })}
</details>`,
    }),
  )
}
