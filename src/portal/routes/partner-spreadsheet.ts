import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import { alreadySaid } from '../../normalise/statements/already-said.ts'
import { sameSaid } from '../../normalise/statements/same-said.ts'
import type { Statement, Typed } from '../../normalise/statements/statement.ts'
import { actorOf } from '../access/people.ts'
import { missingOf } from '../declare/missing.ts'
import { QUESTIONS } from '../declare/questions.ts'
import type { CellError } from '../declare/read-spreadsheet.ts'
import { readSpreadsheetApart } from '../declare/read-spreadsheet-apart.ts'
import { templateFile } from '../declare/template-file.ts'
import { sayInTurn } from '../desk/say-in-turn.ts'
import type { Html } from '../layout.ts'
import type { Partner } from '../partner/partner-desk.ts'
import { replacing } from '../partner/replacing.ts'
import { type FieldErrors, fileField, postForm, WAITING_SCRIPT } from '../web/form.ts'
import type { PortalContext } from '../web/frame.ts'
import type { PartnerPages } from '../web/pages.ts'

const TEMPLATES = [
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
] as const

/** Several new offers, by spreadsheet. */
export function partnerSpreadsheetRoutes({ app, desk, frame, partners, limits }: PartnerPages): void {
  const page = async (c: PortalContext, result: SpreadsheetResult | null, errors?: FieldErrors) =>
    frame.show(
      c,
      {
        title: 'Envoyer un tableur',
        scripts: [WAITING_SCRIPT],
        errors,
        main: spreadsheetPage(result, errors, await frame.field(c)),
      },
      result && result.wrong > 0 ? 422 : 200,
    )

  app.get('/tableur', c => page(c, null))
  for (const [form, media] of TEMPLATES)
    app.get(`/tableur/modele.${form}`, async c =>
      c.body(Buffer.from(await templateFile(form)), 200, {
        'content-type': media,
        'content-disposition': `attachment; filename="offres-a-declarer.${form}"`,
      }),
    )
  const draftsOf = (fresh: readonly Typed[], partner: string) =>
    fresh.flatMap(fields => {
      const missing = missingOf(fields, partner, desk.convention(), parisDay(desk.clock.now()))
      const labels = Object.keys(missing).map(name => QUESTIONS.find(({ field }) => field === name)?.label ?? name)
      return labels.length === 0 ? [] : [{ name: fields.nom ?? '', missing: labels }]
    })
  /** Keeps the offers that were not declared yet. */
  async function declare(lines: readonly { values: Typed }[], who: Partner): Promise<Typed[]> {
    const { partner } = who
    return desk.ledger.transaction(async shelves => {
      const { statements } = shelves
      await sayInTurn(shelves, partner)
      const before = await statements.list({ partner, limit: 5000 })
      const fresh = newOffers(lines, before, partner)
      for (const fields of fresh) {
        const { replaced } = replacing({ kind: 'declaration', fields, from: 'tableur' }, before)
        await statements.add({
          partner,
          offer: null,
          title: `Nouvelle offre : ${fields.nom}`,
          body: { kind: 'declaration', fields, from: 'tableur' },
          by: actorOf(who),
        })
        for (const each of replaced) await statements.end(each.id, 'replaced', actorOf(who))
      }
      return fresh
    })
  }
  app.post('/tableur', async c => {
    const who = partners.who(c)
    if (!(await limits.upload.take(who.session)))
      return frame.refuse(c, 429, 'Trop d’envois', 'Vingt fichiers par heure au plus. Réessayez plus tard.')
    const file = c.get('form').get('fichier')
    if (!(file instanceof File) || file.name === '') return page(c, null, { fichier: 'Choisissez un fichier.' })
    const reading = await readSpreadsheetApart(new Uint8Array(await file.arrayBuffer()), file.name, partners.today())
    if (!reading.ok) return page(c, null, { fichier: reading.message })
    const { partner } = who
    const fresh = await declare(reading.offers, who)
    await desk.ledger.events.add({
      actor: actorOf(who),
      action: 'partenaire-tableur',
      detail: { lines: reading.lines, taken: fresh.length, errors: reading.errors.length },
    })
    await desk.ledger.campaigns.noteAnswer(who.id)
    return page(c, {
      lines: reading.lines,
      taken: fresh.length,
      again: reading.offers.length - fresh.length,
      wrong: reading.lines - reading.offers.length,
      errors: reading.errors,
      ignored: reading.ignored,
      drafts: draftsOf(fresh, partner),
    })
  })
}

/** What became of a file that could be read. */
interface SpreadsheetResult {
  /** Lines that hold something. */
  lines: number
  /** Offers passed on to the gestionnaire. */
  taken: number
  /** Offers that were known already. */
  again: number
  /** Lines with something to correct. */
  wrong: number
  errors: readonly CellError[]
  /** Headers of columns that were not read. */
  ignored: readonly string[]
  /** Offers passed on that the public would not see, with the questions to answer. */
  drafts: readonly { name: string; missing: readonly string[] }[]
}

/** Wrong cells shown at once. */
const MOST_CELLS = 300
/** Offers that lack something, shown at once. */
const MOST_DRAFTS = 20

/** Where a spreadsheet is sent, above it what became of the last one. */
function spreadsheetPage(result: SpreadsheetResult | null, errors: FieldErrors | undefined, field: Html): Html {
  return html`${result ? resultPart(result) : ''}
<ol><li>Téléchargez le modèle : <a href="/tableur/modele.xlsx">Excel</a> ou <a href="/tableur/modele.ods">OpenDocument</a>. Une ligne par offre.</li>
<li>Remplissez-le. La feuille « Valeurs acceptées » donne les mots attendus.</li>
<li>Envoyez-le ici. Chaque cellule à corriger vous est montrée ; les lignes justes sont prises.</li></ol>
${postForm('/tableur', field, html`${fileField({ name: 'fichier', label: 'Votre fichier', hint: 'XLSX, ODS ou CSV, 3 Mo au plus.', accept: '.xlsx,.ods,.csv', errors, required: true })}<p><button>Envoyer</button></p>`, { upload: true, waiting: 'Votre fichier est lu, cellule par cellule. Cela prend quelques secondes : le résultat s’affichera ici.' })}
<p>Une seule offre ? <a href="/declarer">Le formulaire</a> suffit.</p>`
}

function resultPart({ lines, taken, again, wrong, errors, ignored, drafts }: SpreadsheetResult): Html {
  if (lines === 0)
    return html`<div class="notice warn" role="status"><p><strong>Rien n’est transmis :</strong> aucune ligne n’est remplie sous l’en-tête de ce tableur.</p></div>`
  const hidden = errors.length - MOST_CELLS
  return html`<div class="notice ${wrong > 0 ? 'warn' : 'good'}" role="status"><p><strong>${frenchCount(taken, 'offre transmise', 'offres transmises')}</strong> au gestionnaire${again > 0 ? html`, ${frenchCount(again, 'déjà connue', 'déjà connues')}` : ''}${wrong > 0 ? html`, <strong>${frenchCount(wrong, 'ligne à corriger', 'lignes à corriger')}</strong>` : ''}, sur ${frenchCount(lines, 'ligne')}.</p>${ignored.length > 0 ? html`<p>${ignored.length === 1 ? 'Colonne non lue, que le modèle n’a pas' : 'Colonnes non lues, que le modèle n’a pas'} : ${ignored.map(name => `« ${name} »`).join(', ')}.</p>` : ''}</div>
${drafts.length > 0 ? html`<div class="notice warn"><p><strong>Sans ces réponses, l’offre resterait un brouillon</strong> : le public ne la verrait pas dans DORA. Complétez votre fichier et renvoyez-le.</p><ul>${drafts.slice(0, MOST_DRAFTS).map(({ name, missing }) => html`<li>${name} : ${missing.join(', ')}</li>`)}</ul>${drafts.length > MOST_DRAFTS ? html`<p>Et ${frenchCount(drafts.length - MOST_DRAFTS, 'autre')}.</p>` : ''}</div>` : ''}
${
  errors.length === 0
    ? ''
    : html`<p>Corrigez ces cellules dans votre fichier, puis renvoyez-le entier : les offres déjà prises ne seront pas comptées deux fois.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Cellules à corriger"><table class="compare" role="table">
<caption>Cellules à corriger</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Cellule</th><th scope="col" role="columnheader">Colonne</th><th scope="col" role="columnheader">Reçu</th><th scope="col" role="columnheader">À corriger</th></tr></thead>
<tbody role="rowgroup">${errors.slice(0, MOST_CELLS).map(
        each => html`<tr role="row"><th scope="row" role="rowheader">${each.cell ?? 'fichier'}</th>
<td role="cell" data-label="Colonne">${each.column}</td>
<td role="cell" data-label="Reçu">${each.received || 'vide'}</td>
<td role="cell" data-label="À corriger">${each.message}</td></tr>`,
      )}</tbody></table></div>${hidden > 0 ? html`<p>Et ${frenchCount(hidden, 'autre')}, à voir au prochain envoi.</p>` : ''}`
}`
}

/**
 * The lines of a spreadsheet that were not declared before in the same words, each once. What was refused, revoked or cancelled may be said again, and
 * of a line that was declared several times, only the last word counts. Pure.
 * @param declared statements of that partner, the latest first
 */
function newOffers(lines: readonly { values: Typed }[], declared: readonly Statement[], partner: string): Typed[] {
  const said = (fields: Typed) => ({
    partner,
    offer: null,
    body: { kind: 'declaration', fields, from: 'tableur' } as const,
  })
  const standing = declared.filter(({ state }) => state === 'open' || state === 'accepted')
  return lines.flatMap(({ values }, at) => {
    const before = lines.slice(0, at).some(line => sameSaid(said(line.values), said(values)))
    return before || alreadySaid(said(values), standing) !== null ? [] : [values]
  })
}
