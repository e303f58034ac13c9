import { html } from 'hono/html'
import { frenchCount, frenchDate, frenchDateTime } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import { readFigure } from '../../coverage/bilan/bilan.ts'
import { bilanApart } from '../../coverage/bilan/bilan-apart.ts'
import type { Bilan, BilanAnswer } from '../../coverage/bilan/bilan-contract.ts'
import { bilanHtml } from '../../coverage/bilan/bilan-html.ts'
import type { BilanBox } from '../../coverage/bilan/boxes.ts'
import { bilanDocument, missingSentence } from '../../coverage/bilan/document.ts'
import { BILAN_FORMATS, keepBilan, keptBilan, keptBilans } from '../../coverage/bilan/export-bilan.ts'
import { actorOf } from '../access/people.ts'
import type { Html } from '../layout.ts'
import { state, table } from '../pages/table.ts'
import { areaField, type FieldErrors, inputField, postForm, selectField } from '../web/form.ts'
import { member, type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { currentBilan } from './bilan-of.ts'
import { beingComputed } from './computed-note.ts'
import { conventionsPage } from './conventions-page.ts'

const BASE = '/rapport/bilan'
const FORM_WORDS: Record<(typeof BILAN_FORMATS)[number], string> = {
  xlsx: 'Excel',
  ods: 'OpenDocument',
  docx: 'Word',
  pdf: 'PDF',
}
const trail = [{ href: '/rapport', label: 'Rapport' }]

/** The final account of each convention: what is known, the boxes that a person fills in, its files, and the versions that were frozen. */
export function bilanPages({ app, reports, desk, frame }: Pages): void {
  const bilan = (id: string) => currentBilan({ reports, desk }, id)
  async function looked(c: PortalContext, show: (found: Bilan) => Promise<Response>): Promise<Response> {
    const found = await bilan(c.req.param('id') ?? '')
    return found === 'unknown' ? frame.notFound(c) : found === 'computing' ? beingComputed(frame, c) : show(found)
  }

  app.get(BASE, async c => {
    await desk.reloadConventions()
    const rows = await Promise.all(desk.conventions().map(async each => ({ each, found: await bilan(each.id) })))
    return frame.show(c, {
      title: 'Bilans des conventions',
      trail,
      main: html`<p>Chaque convention se termine par un bilan, remis au plus tard trois mois après sa fin (article 3.2). Ce que le robot sait y est ; le reste, une personne le remplit.</p>
${table({
  caption: 'Conventions',
  columns: ['Convention', 'Période', 'À remettre le', 'Où il en est'],
  rows: rows.map(({ each, found }) => [
    html`<a href="${BASE}/${each.id}">${each.title}</a>`,
    `du ${frenchDate(each.period.start)} au ${frenchDate(each.period.end)}`,
    typeof found === 'string' ? '–' : frenchDate(found.due),
    typeof found === 'string' ? 'en cours de calcul' : missingSentence(found),
  ]),
  empty: 'Aucune convention.',
})}
<p><a href="${BASE}/comparer">Ce que chaque action est devenue d’une convention à l’autre</a>${member(c).role === 'gestionnaire' ? html` · <a href="/conventions">Importer une convention</a>` : ''}</p>`,
    })
  })

  app.get(`${BASE}/comparer`, c =>
    frame.show(c, {
      title: 'D’une convention à l’autre',
      trail: trailOf(),
      main: conventionsPage(desk.conventions()),
    }),
  )

  app.get(`${BASE}/:id`, c =>
    looked(c, async found => {
      const { id, title } = found.convention
      const kept = await keptBilans(desk.ledger.snapshots, id)
      const staff = member(c).role === 'gestionnaire'
      return frame.show(c, {
        title: `Bilan final, ${title}`,
        trail: trailOf(),
        main: html`<div class="no-print">${staff ? html`<div class="actions"><a class="button" href="${BASE}/${id}/remplir">Remplir les cases</a>${postForm(`${BASE}/${id}/figer`, await frame.field(c), html`<button class="second">Figer ce bilan</button>`, { class: 'inline' })}</div>` : ''}
${files(`${BASE}/${id}/fichier/bilan-${id}`)}
${
  kept.length === 0
    ? ''
    : html`<p>Bilans figés : ${kept.map((each, at) => html`${at > 0 ? ' · ' : ''}<a href="${BASE}/${id}/fige/${each.id}">${frenchDateTime(each.stored)}</a>`)}</p>`
}</div>
${bilanHtml(bilanDocument(found))}`,
      })
    }),
  )

  app.get(`${BASE}/:id/fige/:kept`, async c => {
    const found = await keptBilan(desk.ledger.snapshots, c.req.param('kept'))
    if (found === null || found.convention.id !== c.req.param('id')) return frame.notFound(c)
    return frame.show(c, {
      title: `Bilan figé le ${frenchDate(found.date)}`,
      trail: trailOf({ href: `${BASE}/${found.convention.id}`, label: found.convention.title }),
      main: html`<p class="quiet">${found.convention.title}. Ce bilan ne change plus.</p>
${files(`${BASE}/${found.convention.id}/fichier/${c.req.param('kept')}`)}${bilanHtml(bilanDocument(found))}`,
    })
  })

  app.get(`${BASE}/:id/fichier/:file`, async c => {
    const id = c.req.param('id')
    const [, name = '', form = ''] = /^([\w-]+)\.(\w+)$/.exec(c.req.param('file')) ?? []
    const format = BILAN_FORMATS.find(each => each === form)
    if (format === undefined) return frame.notFound(c)
    const send = async (found: Bilan) => {
      const { bytes, media, fileName } = await bilanApart(found, format)
      return c.body(Buffer.from(bytes), 200, {
        'content-type': media,
        'content-disposition': `attachment; filename="${fileName}"`,
      })
    }
    if (name === `bilan-${id}`) return looked(c, send)
    const kept = await keptBilan(desk.ledger.snapshots, name)
    return kept === null || kept.convention.id !== id ? frame.notFound(c) : send(kept)
  })

  app.post(`${BASE}/:id/figer`, c =>
    looked(c, async found => {
      const who = member(c)
      if (who.role !== 'gestionnaire')
        return frame.refuse(c, 403, 'Page réservée', 'Seul le gestionnaire fige un bilan.')
      const { id } = found.convention
      return frame.act(c, `${BASE}/${id}`, async () => {
        const kept = await keepBilan(desk.ledger.snapshots, found)
        await desk.ledger.events.add({
          actor: actorOf(who),
          action: 'bilan-fige',
          detail: { convention: id, kept },
        })
        return 'Le bilan est figé : il garde son adresse et ses fichiers.'
      })
    }),
  )

  app.get(`${BASE}/:id/remplir`, c =>
    looked(c, async found => {
      if (member(c).role !== 'gestionnaire')
        return frame.refuse(c, 403, 'Page réservée', 'Seul le gestionnaire remplit le bilan.')
      const { id, title } = found.convention
      const parts = partsOf(found)
      return frame.show(c, {
        title: 'Remplir le bilan',
        trail: trailOf({ href: `${BASE}/${id}`, label: title }),
        main: html`<p class="lead">${missingSentence(found)}</p>
${table({
  caption: 'Parties du bilan',
  columns: ['Partie', { label: 'Cases à remplir', number: true }, 'État'],
  rows: parts.map(part => [
    html`<a href="${BASE}/${id}/remplir/${part.id}">${part.title}</a>`,
    part.left,
    part.left === 0 ? state('complète', 'good') : state('à remplir', 'warn'),
  ]),
  empty: 'Rien à remplir.',
})}`,
      })
    }),
  )

  const showPart = async (
    c: PortalContext,
    found: Bilan,
    filled?: { typed: Record<string, string>; errors: FieldErrors },
  ): Promise<Response> => {
    const { id, title } = found.convention
    const part = partsOf(found).find(each => each.id === c.req.param('part'))
    if (part === undefined) return frame.notFound(c)
    const fields = part.boxes.map(
      box =>
        html`${fieldOf(box, filled?.typed[nameOf(box)] ?? box.answer?.value ?? '', filled?.errors)}<input type="hidden" name="${shownOf(box)}" value="${box.answer?.value ?? ''}">${box.answer === null ? '' : html`<p class="origin">Dit par ${personName(box.answer.by)}, le ${frenchDateTime(box.answer.at)}${box.again ? '. La convention est terminée depuis : est-ce toujours exact ?' : '.'}</p>`}`,
    )
    return frame.show(c, {
      title: part.title,
      trail: trailOf(
        { href: `${BASE}/${id}`, label: title },
        { href: `${BASE}/${id}/remplir`, label: 'Remplir le bilan' },
      ),
      errors: filled?.errors,
      main: postForm(
        `${BASE}/${id}/remplir/${part.id}`,
        await frame.field(c),
        html`${fields}<div class="actions"><button>Enregistrer</button></div>`,
      ),
    })
  }
  app.get(`${BASE}/:id/remplir/:part`, c =>
    looked(c, found =>
      member(c).role === 'gestionnaire'
        ? showPart(c, found)
        : frame.refuse(c, 403, 'Page réservée', 'Seul le gestionnaire remplit le bilan.'),
    ),
  )
  app.post(`${BASE}/:id/remplir/:part`, c =>
    looked(c, async found => {
      const who = member(c)
      if (who.role !== 'gestionnaire')
        return frame.refuse(c, 403, 'Page réservée', 'Seul le gestionnaire remplit le bilan.')
      const part = partsOf(found).find(each => each.id === c.req.param('part'))
      if (part === undefined) return frame.notFound(c)
      const form = c.get('form')
      const typed = Object.fromEntries(part.boxes.map(box => [nameOf(box), text(form, nameOf(box), 4000)]))
      const errors: FieldErrors = {}
      const answers: Pick<BilanAnswer, 'box' | 'value' | 'by'>[] = []
      for (const box of part.boxes) {
        const value = typed[nameOf(box)] ?? ''
        const now = box.answer?.value ?? ''
        const shown = form.has(shownOf(box)) ? text(form, shownOf(box), 4000) : now
        const figure = box.kind === 'euros' || box.kind === 'nombre'
        if (value !== '' && figure && readFigure(value) === null)
          errors[nameOf(box)] = `${box.label} : « ${value} » n’est pas un nombre. Par exemple 12 500 ou 12 500,50.`
        // What was left as it was shown says nothing over what somebody wrote since.
        else if (shown !== now && value !== shown && value !== now)
          errors[nameOf(box)] =
            `${box.label} : ${personName(box.answer?.by ?? '')} y a écrit « ${now} » entre-temps. Gardez ce qui est juste, puis enregistrez de nouveau.`
        // The same word is said again only when it was asked again.
        else if (value === shown ? shown === now && box.again && value !== '' : value !== now)
          answers.push({ box: box.id, value, by: who.name })
      }
      if (Object.keys(errors).length > 0) return showPart(c, found, { typed, errors })
      const { id } = found.convention
      return frame.act(c, `${BASE}/${id}/remplir`, async () => {
        await desk.ledger.bilanAnswers.add(id, answers)
        await desk.ledger.events.add({
          actor: actorOf(who),
          action: 'bilan-rempli',
          detail: { convention: id, part: part.id, boxes: answers.length },
        })
        return answers.length === 0
          ? 'Rien n’a changé.'
          : `${frenchCount(answers.length, 'case enregistrée', 'cases enregistrées')}.`
      })
    }),
  )
}

const trailOf = (...more: { href: string; label: string }[]) => [...trail, { href: BASE, label: 'Bilans' }, ...more]

const files = (base: string): Html =>
  html`<p class="no-print">Télécharger : ${BILAN_FORMATS.map((form, at) => html`${at > 0 ? ' · ' : ''}<a href="${base}.${form}">${FORM_WORDS[form]}</a>`)}</p>`

type Shown = Bilan['boxes'][number]

/** The boxes of the form, part by part, in their order. */
function partsOf({ boxes, implementation }: Bilan): { id: string; title: string; boxes: Shown[]; left: number }[] {
  return [...Map.groupBy(boxes, box => box.part)].map(([id, list]) => ({
    id,
    title: titleOf(id, implementation),
    boxes: list,
    left: list.filter(box => box.required && (box.answer === null || box.again)).length,
  }))
}

function titleOf(part: string, implementation: Bilan['implementation']): string {
  if (part === 'volet-1') return 'Volet 1 : dépenses et chefferie de projet'
  if (part === 'orientation') return 'Nouveaux entrants et orientation'
  const number = Number(part.replace('fiche-', ''))
  return `Fiche ${number} : ${implementation.find(line => line.fiche === number)?.title ?? ''}`
}

/** Names of fields hold no colon nor slash: they are anchors too. */
const nameOf = (box: Pick<BilanBox, 'id'>) => box.id.replaceAll(/[^a-z0-9]+/g, '-')

/** What the box held when the form was shown. */
const shownOf = (box: Pick<BilanBox, 'id'>) => `montre-${nameOf(box)}`

function fieldOf(box: Shown, value: string, errors: FieldErrors | undefined): Html {
  const parts = {
    name: nameOf(box),
    label: box.label,
    value,
    errors,
    hint: [box.asked, box.hint].filter(each => each !== undefined).join('. '),
  }
  switch (box.kind) {
    case 'texte':
      return areaField({ ...parts, rows: box.id.startsWith('mise-en-oeuvre') ? 5 : 2 })
    case 'oui-non':
      return selectField({
        ...parts,
        options: [
          { value: '', label: 'Pas encore dit' },
          { value: 'oui', label: 'Oui' },
          { value: 'non', label: 'Non' },
        ],
      })
    case 'euros':
    case 'nombre':
      return inputField({ ...parts, inputmode: 'decimal' })
  }
}
