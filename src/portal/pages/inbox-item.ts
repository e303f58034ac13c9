import { html } from 'hono/html'
import { frenchDateTime, frenchPercent } from '../../common/french.ts'
import type { Rejection } from '../../common/rejection.ts'
import type { InboxItem } from '../../ledger/inbox.ts'
import { acceptedEntries } from '../../reference/accepted-entries.ts'
import type { Conflict } from '../../sync/contract.ts'
import type { Html } from '../layout.ts'
import { inputField, postForm, selectField } from '../web/form.ts'
import { labelOfField, valueWords, WHOSE_TURN } from '../words-of.ts'
import { pairs, table } from './table.ts'

function choiceButton(
  action: string,
  field: Html,
  values: Record<string, string>,
  label: string,
  second = false,
): Html {
  return postForm(
    action,
    field,
    html`${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button class="${second ? 'second' : ''}">${label}</button>`,
    { class: 'inline' },
  )
}

function slugForm(action: string, field: Html, label: string): Html {
  return postForm(
    action,
    field,
    html`<input type="hidden" name="action" value="use">${inputField({ name: 'slug', label, hint: 'La fin de son adresse dans DORA.', required: true })}<p><button class="second">Rattacher à celui-là</button></p>`,
  )
}

/** «Ce mot veut dire…»: the nearest values first, then all the others; null for a référentiel whose values are not a list (zones, the mapping's own tables). */
function wordForm(action: string, field: Html, referential: string, nearest: readonly string[]): Html | null {
  const entries = acceptedEntries(referential)
  if (entries === null) return null
  const near = nearest.flatMap(value => entries.find(entry => entry.value === value) ?? [])
  const rest = entries.filter(entry => !near.includes(entry)).toSorted((a, b) => a.label.localeCompare(b.label, 'fr'))
  return postForm(
    action,
    field,
    html`<input type="hidden" name="action" value="map">${selectField({
      name: 'valeur',
      label: 'Ce mot veut dire',
      hint: 'Pour cette source, dès son prochain passage.',
      required: true,
      options: [{ value: '', label: 'pas encore choisi' }, ...near, ...rest],
    })}<p><button>Enregistrer ce sens</button></p>`,
  )
}

const SIDES = [
  ['', 'pas encore'],
  ['theirs', 'garder DORA'],
  ['ours', 'prendre le partenaire'],
  ['always-theirs', 'toujours garder DORA'],
  ['always-ours', 'toujours prendre le partenaire'],
] as const

/** One thing that waits, with all that is needed to decide, and the answers it takes. */
export function inboxItemPage(item: InboxItem, sourceName: string, field: Html): Html {
  const action = `/a-traiter/${encodeURIComponent(item.id)}`
  const head = pairs([
    ['Source', html`<a href="/sources/${item.source}">${sourceName}</a>`],
    [
      'Offre',
      item.key === null
        ? '–'
        : html`<a href="/offres/${encodeURIComponent(item.source)}/${encodeURIComponent(item.key)}">voir l’offre</a>`,
    ],
    ['Depuis', frenchDateTime(item.opened)],
    ...(item.closed
      ? [
          [
            'Close',
            `${frenchDateTime(item.closed)}${item.decidedBy ? `, par ${item.decidedBy}` : ', d’elle-même'}`,
          ] as const,
        ]
      : []),
  ])
  if (item.closed) return head
  return html`${head}${body(item, action, field)}
${item.kind === 'quarantine' ? '' : html`<p class="quiet">Rien à faire, ou déjà fait ailleurs&nbsp;?</p>${choiceButton(action, field, { action: 'dismiss' }, 'Classer sans suite', true)}`}`
}

function body(item: InboxItem, action: string, field: Html): Html {
  const detail = (item.detail ?? {}) as Record<string, unknown>
  switch (item.kind) {
    case 'quarantine':
      return html`<p>${String(detail.reason ?? item.title)}</p><p><a class="button" href="/plans/${encodeURIComponent(String(detail.plan ?? ''))}">Voir le plan et décider</a></p>`
    case 'match': {
      const slug = detail.slug === null || detail.slug === undefined ? null : String(detail.slug)
      const reasons = Array.isArray(detail.reasons) ? detail.reasons.map(String) : []
      return html`<h2>Est-ce le même service&nbsp;?</h2>
${slug ? html`<p>Service DORA qui ressemble&nbsp;: <code>${slug}</code>${typeof detail.score === 'number' ? html`, ressemblance ${frenchPercent(detail.score)}` : ''}.</p>` : ''}
<ul>${reasons.map(reason => html`<li>${reason}</li>`)}</ul>
<div class="actions">${slug ? choiceButton(action, field, { action: 'use', slug }, 'Oui, c’est le même') : ''}${choiceButton(action, field, { action: 'create' }, 'Non, en créer un nouveau', true)}</div>
${slugForm(action, field, 'C’est un autre service')}`
    }
    case 'structure': {
      const candidates = Array.isArray(detail.candidates) ? (detail.candidates as unknown[]) : []
      const slugs = candidates.map(candidate =>
        typeof candidate === 'string'
          ? { slug: candidate, name: candidate }
          : (candidate as { slug: string; name: string }),
      )
      return html`<p>${String(detail.reason ?? '')}</p>${pairs([
        ['Nom chez le partenaire', String(detail.name ?? '–')],
        ['SIRET', detail.siret ? String(detail.siret) : 'inconnu'],
      ])}
<div class="actions">${slugs.map(candidate => choiceButton(action, field, { action: 'use', slug: candidate.slug }, `C’est ${candidate.name}`))}
${detail.siret ? choiceButton(action, field, { action: 'create' }, 'Créer la structure dans DORA', true) : ''}</div>
${slugForm(action, field, 'C’est une autre structure')}`
    }
    case 'conflict': {
      const fields = Array.isArray(detail.fields) ? (detail.fields as Conflict[]) : []
      return html`<p>DORA reste comme il est tant que vous n’avez pas choisi. Vous pouvez ne choisir que pour certains champs.</p>
${postForm(
  action,
  field,
  html`${table({
    caption: 'Champs en conflit',
    columns: ['Champ', 'Avant', 'Dans DORA (une personne)', 'Chez le partenaire', 'Votre choix'],
    rows: fields.map(conflict => [
      labelOfField(conflict.field),
      valueWords(conflict.base),
      valueWords(conflict.theirs),
      valueWords(conflict.ours),
      html`<select name="choix-${conflict.field}" aria-label="Votre choix pour ${labelOfField(conflict.field)}">${SIDES.map(([value, label]) => html`<option value="${value}">${label}</option>`)}</select>`,
    ]),
    empty: 'Plus aucun champ en conflit.',
  })}<p><button>Enregistrer mes choix</button></p>`,
)}`
    }
    case 'doubt': {
      const slugs = Array.isArray(detail.slugs) ? detail.slugs.map(String) : []
      return html`<p>Un envoi est parti sans que DORA réponde. Regardez dans DORA si le service existe.</p>
<div class="actions">${slugs.map(slug => choiceButton(action, field, { action: 'use', slug }, `L’envoi a donné ${slug}`))}
${choiceButton(action, field, { action: 'create' }, 'Il n’a pas eu lieu, recommencer', true)}</div>
${slugForm(action, field, 'L’envoi a donné un autre service')}`
    }
    case 'unknown-value': {
      const nearest = Array.isArray(detail.nearest) ? detail.nearest.map(String) : []
      const offers = Array.isArray(detail.offers) ? detail.offers.map(String) : []
      return html`${pairs([
        ['Mot lu', String(detail.value ?? '–')],
        ['Champ', labelOfField(String(detail.field ?? ''))],
        ['Valeurs proches', nearest.length > 0 ? nearest.map(valueWords).join(', ') : 'aucune'],
        ['Offres qui attendent', String(offers.length)],
        ['Où', detail.address ? String(detail.address) : '–'],
      ])}${wordForm(action, field, String(detail.referential ?? ''), nearest) ?? html`<p>À faire&nbsp;: ajouter ce mot à la correspondance de la source (<code>mappings/${item.source}/mapping.yaml</code>) ou au lexique commun.</p>`}`
    }
    case 'rejection': {
      const rejection = detail as Partial<Rejection>
      return pairs([
        ['Pourquoi', rejection.message ?? item.title],
        ['Champ', rejection.field ? labelOfField(rejection.field) : 'l’offre entière'],
        ['Reçu', rejection.received ?? '–'],
        ['Attendu', rejection.expected ?? '–'],
        ['Où', rejection.where ?? '–'],
        ['À qui d’agir', rejection.whose ? WHOSE_TURN[rejection.whose] : '–'],
      ])
    }
    case 'adoption':
      return pairs(Object.entries(detail).map(([name, value]) => [labelOfField(name), valueWords(value)] as const))
  }
}
