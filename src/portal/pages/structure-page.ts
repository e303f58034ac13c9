import { html } from 'hono/html'
import { seenOf } from '../../census/count-census.ts'
import type { StructureRow } from '../../census/structure-rows.ts'
import { frenchCount, frenchDate, frenchPercent } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import type { Member } from '../../dora/members.ts'
import type { CensusQuality, CensusService } from '../../ledger/census-records.ts'
import type { NoteKind, StructureNote } from '../../ledger/structure-notes.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import { NOTE_KINDS } from '../desk/structure-notes.ts'
import type { Html } from '../layout.ts'
import { invitePath, partnerPath, structurePath } from '../routes/paths.ts'
import { SERVICE_STATES } from '../statuses.ts'
import { areaField } from '../web/form.ts'
import { WHOSE_TURN } from '../words-of.ts'
import { doraLink } from './dora-link.ts'
import { NEXT_STEPS } from './next-steps.ts'
import { state, table } from './table.ts'

/** A structure of DORA, followed or not, as the last census read it. */
export interface StructureView {
  row: StructureRow
  services: readonly CensusService[]
  /** Slugs of the services past the delay that they set themselves. */
  late: ReadonlySet<string>
  /** Who is called and written to for it, and what was last done, in words; null: nobody that the robot follows. */
  partner: { id: string; name: string; told: string } | null
  notes: readonly StructureNote[]
  /** Who belongs to it, for this look only; null: not asked. */
  members: readonly Member[] | null
  pages: DoraPages | null
  /** `YYYY-MM-DD` */
  today: string
}

/** Names and addresses of people are asked of DORA when somebody wants to see them, and kept nowhere. */
function membersPart(slug: string, members: readonly Member[] | null): Html {
  if (members === null)
    return html`<p>Qui peut y écrire dans DORA : le robot le demande quand vous le voulez, et n’en garde rien.</p>
<p><a class="button second" href="${structurePath(slug)}?membres=oui#membres">Voir ses membres</a></p>`
  return html`<div id="membres">${table({
    caption: 'Membres dans DORA, montrés une fois et gardés nulle part',
    columns: ['Nom', 'Adresse', 'Rôle'],
    rows: members.map(({ name, email, admin, invited }) => [
      name,
      html`<a href="mailto:${email}">${email}</a>`,
      invited ? 'invité, pas encore membre' : admin ? 'administrateur' : 'membre',
    ]),
    empty: 'Personne : le public ne voit aucun de ses services. Inviter une personne suffit.',
  })}</div>`
}

/** A score, and whether nobody can be reached. */
function qualityCell(quality: CensusQuality | undefined): Html | string {
  if (quality === undefined) return 'pas encore lue'
  return html`${frenchPercent(quality.score)}${quality.reachable === false ? html` ${state('sans contact', 'warn')}` : ''}`
}

/** What to do for it, its services with what hides them, what was done already, and letters ready to copy. @param form that notes a call or a letter */
export function structurePage(
  { row, services, late, partner, notes, members, pages, today }: StructureView,
  form: Html,
): Html {
  const lateServices = services.filter(({ slug }) => late.has(slug))
  const letters = structureLetters(row, lateServices, pages)
  const next =
    row.step === null || row.whose === null
      ? 'Rien à faire pour l’instant.'
      : `${NEXT_STEPS[row.step].said(row.gain)} C’est ${WHOSE_TURN[row.whose]} d’agir.`
  return html`<p class="lead">${next}</p>
<p>${row.siret === null ? 'SIRET inconnu de DORA.' : `SIRET ${row.siret}.`} ${row.followed ? 'Suivie par le robot.' : 'Non suivie par le robot.'} ${doraLink(pages, 'structure', row.slug)}${row.step === 'inviter' ? html` <a href="${invitePath(row.slug)}">Inviter dans DORA</a>` : ''}</p>
${table({
  caption: 'Ses services dans DORA',
  columns: ['Service', 'État', 'Vu du public', 'Qualité', 'Modifié le'],
  rows: services.map(service => {
    const found = seenOf(service, today)
    return [
      html`${service.name}<br>${doraLink(pages, 'service', service.slug, 'voir', service.name)}`,
      SERVICE_STATES[service.status],
      found.seen === 'yes' ? state('oui', 'good') : found.seen === 'unknown' ? 'pas encore su' : found.words,
      qualityCell(service.fields?.quality),
      html`${frenchDate(service.modified)}${late.has(service.slug) ? html` ${state('à relire', 'warn')}` : ''}`,
    ]
  }),
  empty: 'Aucun service au dernier recensement.',
})}
<h2>Membres</h2>
${membersPart(row.slug, members)}
<h2>Appels et lettres</h2>
${partner === null ? '' : html`<p>Son partenaire, <a href="${partnerPath(partner.id)}">${partner.name}</a> : ${partner.told}.</p>`}
${table({
  caption: 'Ce qui a été fait, le plus récent d’abord',
  columns: ['Le', 'Quoi', 'Note', 'Par'],
  rows: notes.map(({ day, kind, note, by }) => [
    frenchDate(day),
    NOTE_KINDS[kind],
    note === '' ? '–' : note,
    personName(by),
  ]),
  empty: 'Rien n’est encore noté ici.',
})}
${form}
${
  letters.length === 0
    ? ''
    : html`<h2>Lettres à copier</h2>
<p>Elles ne partent pas d’ici : copiez-en une dans votre messagerie, puis notez-la.</p>`
}
${letters.map(({ kind, text }) => html`<details><summary>${NOTE_KINDS[kind]}</summary>${areaField({ name: kind, label: 'Texte de la lettre', search: true, rows: 12, value: text })}</details>`)}`
}

/** A service whose structure is asked to look at it again. */
interface Late {
  slug: string
  name: string
}

/** Letters to copy into a mail, those that the structure calls for: to look at its services again, to take it in hand. Nothing is sent from here. */
function structureLetters(
  { slug, name, published, home }: Pick<StructureRow, 'slug' | 'name' | 'published' | 'home'>,
  late: readonly Late[],
  pages: DoraPages | null,
): { kind: Exclude<NoteKind, 'appel'>; text: string }[] {
  const dora = 'DORA, l’annuaire national des services d’insertion'
  const address = pages === null ? '' : `\n\nSa fiche : ${pages.structure(slug)}`
  const list = late
    .map(service => `- ${service.name}${pages === null ? '' : ` : ${pages.service(service.slug)}`}`)
    .join('\n')
  const services = frenchCount(published, 'service publié', 'services publiés')
  const again = `Bonjour,

${name} a ${services} dans ${dora}. N’ont pas été relus depuis longtemps :

${list}

Pouvez-vous ouvrir chaque fiche, et la confirmer ou la corriger ? Les professionnels qui orientent des personnes s’y fient.${address}

Merci, et à votre disposition au téléphone.
`
  const inHand = `Bonjour,

${name} a une fiche dans ${dora}, avec ${services}. Personne de chez vous n’en est membre : le public ne voit donc aucun service de cette fiche.

Pour la prendre en main, demandez à la rejoindre avec votre adresse professionnelle, ou répondez à ce message : nous vous ferons inviter.${address}

Merci, et à votre disposition au téléphone.
`
  return [
    ...(late.length > 0 ? [{ kind: 'lettre-mise-a-jour' as const, text: again }] : []),
    ...(home === 'orphan' ? [{ kind: 'lettre-prise-en-main' as const, text: inHand }] : []),
  ]
}
