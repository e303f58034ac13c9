import { Hono } from 'hono'
import { html } from 'hono/html'
import { frenchCount, frenchDate } from '../../common/french.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { Member } from '../access/people.ts'
import { actorOf } from '../access/people.ts'
import { ActionRefused } from '../actions.ts'
import { checkTyped } from '../declare/check.ts'
import { CORRECTABLE, FORM_QUESTIONS } from '../declare/questions.ts'
import { readSpreadsheet } from '../declare/read-spreadsheet.ts'
import { templateFile } from '../declare/template-file.ts'
import type { Desk } from '../desk/desk.ts'
import type { Html } from '../layout.ts'
import { scorePart } from '../pages/advice.ts'
import { questionFields } from '../pages/question-fields.ts'
import { referencedSentence, sideBySide } from '../pages/side-by-side.ts'
import { STATEMENT_STATES, statementPart } from '../pages/statement.ts'
import { nextLink, state, table } from '../pages/table.ts'
import type { Statement, StatementBody, Typed } from '../statements/store.ts'
import type { PortalEnv } from '../web/env.ts'
import { areaField, errorSummary, type FieldErrors, fileField, postForm } from '../web/form.ts'
import { type Frame, member, type PortalContext, text } from '../web/frame.ts'
import type { Limits } from '../web/rate-limits.ts'
import { offerPath } from './paths.ts'

type Partner = Extract<Member, { role: 'partenaire' }>

/** A partner's own pages: their offers and nobody else's. Whatever is not theirs does not exist for them. */
export function partnerRoutes({ desk, frame, limits }: { desk: Desk; frame: Frame; limits: Limits }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const mine = (offer: { source: string; key: string }) => offerPath(offer, '/mes-offres')
  const today = () => desk.clock.now().toISOString().slice(0, 10)

  function partner(c: PortalContext): Partner {
    const visitor = member(c)
    if (visitor.role !== 'partenaire') throw new Error('route without guard')
    return visitor
  }
  async function ownOffer(c: PortalContext): Promise<KnownOffer | null> {
    const source = c.req.param('source') ?? ''
    if (!desk.sourcesOf(partner(c).partner).some(each => each.id === source)) return null
    return desk.ledger.offers.read(source, c.req.param('key') ?? '')
  }
  async function say(
    c: PortalContext,
    offer: KnownOffer | null,
    title: string,
    body: StatementBody,
  ): Promise<Statement> {
    const who = partner(c)
    if (!(await limits.write.take(who.session)))
      throw new ActionRefused('Trop d’envois en une heure. Réessayez plus tard.')
    const place = offer && { source: offer.source, key: offer.key }
    const statement = await desk.statements.add({ partner: who.partner, offer: place, title, body, by: actorOf(who) })
    await desk.ledger.events.add({
      actor: actorOf(who),
      action: `partenaire-${body.kind}`,
      source: place?.source ?? null,
      key: place?.key ?? null,
      detail: { statement: statement.id },
    })
    await desk.campaigns.noteAnswer(who.id)
    return statement
  }

  app.get('/mes-offres', async c => {
    const who = partner(c)
    const sources = desk.sourcesOf(who.partner)
    const apres = c.req.query('apres')
    const [page, statements, confirmed] = await Promise.all([
      desk.offers({ sources: sources.map(source => source.id), size: 100, ...(apres ? { after: apres } : {}) }),
      desk.statements.list({ partner: who.partner, limit: 30 }),
      desk.statements.confirmations(),
    ])
    const lines = page.lines.filter(line => line.state !== 'retired')
    const published = lines.filter(line => line.status === 'PUBLISHED').length
    const field = await frame.field(c)
    return frame.show(c, {
      title: `Vos offres – ${desk.partnerName(who.partner)}`,
      main: html`
<p class="lead">${lines.length === 0 ? 'Aucune offre de vous n’est connue pour l’instant.' : html`${frenchCount(lines.length, 'offre connue', 'offres connues')}, dont ${frenchCount(published, 'publiée', 'publiées')} dans DORA.`}</p>
${lines.length === 0 ? html`<p><a class="button" href="/declarer">Déclarer une offre</a></p>` : html`<p>Pour chacune&nbsp;: dites qu’elle est toujours exacte, ou ouvrez-la pour la corriger ou la retirer.</p>`}
<ul class="offers">${lines.map(line => {
        const at = confirmed.get(`${line.source}\n${line.key}`)
        return html`<li><h2><a href="${mine(line)}">${line.name}</a></h2>
<p>${inDora(line)} ${at ? html`<span class="quiet">Confirmée par vous le ${frenchDate(at)}.</span>` : ''}</p>
<div class="actions">${postForm(`${mine(line)}/confirmer`, field, html`<button>C’est toujours exact<span class="hidden">&nbsp;: ${line.name}</span></button>`, { class: 'inline' })} <a class="button second" href="${mine(line)}">Voir et corriger<span class="hidden">&nbsp;: ${line.name}</span></a></div></li>`
      })}</ul>${nextLink(page.next ? `/mes-offres?apres=${page.next}` : null)}
<h2>Vos demandes</h2>
${table({
  caption: 'Ce que vous avez dit, et la suite donnée',
  columns: ['Demande', 'Quand', 'Suite'],
  rows: statements.map(statement => [
    statement.title,
    frenchDate(statement.at),
    html`${state(STATEMENT_STATES[statement.state].word, STATEMENT_STATES[statement.state].tone)}${statement.reason ? html`<br>${statement.reason}` : ''}`,
  ]),
  empty: 'Aucune pour l’instant.',
})}`,
    })
  })

  async function offerPage(c: PortalContext, offer: KnownOffer) {
    const link = await desk.ledger.links.read(offer.source, offer.key)
    const live = link ? await desk.actions.shown(link.slug).catch(() => null) : null
    const statements = await desk.statements.list({ offer: { source: offer.source, key: offer.key }, limit: 20 })
    const field = await frame.field(c)
    const base = mine(offer)
    const { record } = offer
    return frame.show(c, {
      title: offer.name,
      trail: [{ href: '/mes-offres', label: 'Mes offres' }],
      main: html`
${referencedSentence({ slug: link?.slug ?? null, status: live?.fields.status ?? link?.status ?? null, state: offer.state, reason: offer.reason, lastSeen: offer.lastSeen, own: true })}
${offer.rejection ? html`<p class="notice bad"><strong>Ce qui bloque&nbsp;:</strong> ${offer.rejection.message} ${offer.rejection.whose === 'partenaire' ? 'C’est à vous d’agir : corrigez votre page, ou proposez la correction ici.'.replace(' :', '\u00A0:') : 'Vous n’avez rien à faire.'}</p>` : ''}
<div class="actions">${postForm(`${base}/confirmer`, field, html`<button>C’est toujours exact</button>`, { class: 'inline' })} <a class="button second" href="${base}/corriger">Corriger</a> <a class="button second" href="${base}/retirer">Retirer</a></div>
${record ? html`<h2>Ce que nous avons lu, envoyé, et ce que DORA montre</h2>${sideBySide(record, link, live)}<h2>Qualité de la fiche</h2>${scorePart(record.service, today())}` : ''}
${statements.length > 0 ? html`<h2>Ce que vous avez dit</h2>${statements.map((statement, at) => html`<h3>${statement.title}, le ${frenchDate(statement.at)}</h3>${statementPart(statement, at + 1)}`)}` : ''}`,
    })
  }
  app.get('/mes-offres/:source/:key', async c => {
    const offer = await ownOffer(c)
    return offer ? offerPage(c, offer) : frame.notFound(c)
  })
  app.post('/mes-offres/:source/:key/confirmer', async c => {
    const offer = await ownOffer(c)
    if (!offer) return frame.notFound(c)
    return frame.act(c, '/mes-offres', async () => {
      const who = partner(c)
      await say(c, offer, `Confirmation\u00A0: ${offer.name}`, { kind: 'confirmation' })
      const thanks = `Merci. «\u00A0${offer.name}\u00A0» est confirmée à la date du ${frenchDate(today())}.`
      const link = await desk.ledger.links.read(offer.source, offer.key)
      if (!link) return `${thanks} Elle n’est pas encore dans DORA.`
      return `${thanks} ${await desk.actions.confirm({ source: offer.source, key: offer.key, slug: link.slug }, actorOf(who))}`
    })
  })

  async function correctPage(c: PortalContext, offer: KnownOffer, values: Typed, errors?: FieldErrors, comment = '') {
    return frame.show(
      c,
      {
        title: `Corriger «\u00A0${offer.name}\u00A0»`,
        trail: [
          { href: '/mes-offres', label: 'Mes offres' },
          { href: mine(offer), label: offer.name },
        ],
        main: html`${errorSummary(errors)}
<p>Changez ce qui n’est plus exact, et laissez le reste. Le gestionnaire relit, puis DORA est mis à jour.</p>
${postForm(
  `${mine(offer)}/corriger`,
  await frame.field(c),
  html`${questionFields(CORRECTABLE, values, errors)}
${areaField({ name: 'commentaire', label: 'Un mot pour le gestionnaire', rows: 2, value: comment })}
<p><button>Proposer ces corrections</button></p>`,
)}`,
      },
      errors ? 422 : 200,
    )
  }
  app.get('/mes-offres/:source/:key/corriger', async c => {
    const offer = await ownOffer(c)
    return offer ? correctPage(c, offer, currentValues(offer)) : frame.notFound(c)
  })
  app.post('/mes-offres/:source/:key/corriger', async c => {
    const offer = await ownOffer(c)
    if (!offer) return frame.notFound(c)
    const form = c.get('form')
    const typed = typedOf(form)
    const before = currentValues(offer)
    const comment = text(form, 'commentaire')
    const checked = checkTyped(typed, CORRECTABLE)
    // What was already so on the page is not the person's mistake here.
    const errors = Object.fromEntries(
      Object.entries(checked.errors).filter(([name]) => (typed[name] ?? '') !== (before[name] ?? '')),
    )
    if (Object.keys(errors).length > 0) return correctPage(c, offer, typed, errors, comment)
    const fields = Object.fromEntries(
      CORRECTABLE.flatMap(({ field }) => {
        const after = checked.values[field] ?? ''
        return field in checked.errors || sameValue(after, before[field] ?? '')
          ? []
          : [[field, { before: before[field] ?? '', after }] as const]
      }),
    )
    if (Object.keys(fields).length === 0 && comment === '')
      return correctPage(c, offer, typed, {
        nom: 'Rien n’a changé\u00A0: modifiez une réponse, ou écrivez un mot au gestionnaire.',
      })
    return frame.act(c, mine(offer), async () => {
      await say(c, offer, `Correction\u00A0: ${offer.name}`, { kind: 'correction', fields, comment })
      return 'Merci. Vos corrections sont transmises au gestionnaire\u00A0; leur suite s’affichera ici.'
    })
  })

  app.get('/mes-offres/:source/:key/retirer', async c => {
    const offer = await ownOffer(c)
    if (!offer) return frame.notFound(c)
    return frame.show(c, {
      title: `Retirer «\u00A0${offer.name}\u00A0»`,
      trail: [
        { href: '/mes-offres', label: 'Mes offres' },
        { href: mine(offer), label: offer.name },
      ],
      main: html`<p>L’offre sera archivée dans DORA, pas effacée&nbsp;: elle peut revenir.</p>
${postForm(`${mine(offer)}/retirer`, await frame.field(c), html`${areaField({ name: 'raison', label: 'Pourquoi', hint: 'Par exemple : l’atelier s’est arrêté en juin.'.replace(' :', '\u00A0:'), rows: 2 })}<p class="actions"><button>Demander le retrait</button> <a href="${mine(offer)}">Annuler</a></p>`)}`,
    })
  })
  app.post('/mes-offres/:source/:key/retirer', async c => {
    const offer = await ownOffer(c)
    if (!offer) return frame.notFound(c)
    return frame.act(c, mine(offer), async () => {
      await say(c, offer, `Retrait\u00A0: ${offer.name}`, { kind: 'withdrawal', reason: text(c.get('form'), 'raison') })
      return 'Votre demande de retrait est transmise au gestionnaire.'
    })
  })

  const declarePage = async (c: PortalContext, values: Typed, errors?: FieldErrors) =>
    frame.show(
      c,
      {
        title: 'Déclarer une offre',
        main: html`${errorSummary(errors)}
<p>Pour une offre que votre site ne présente pas. Plusieurs offres&nbsp;? <a href="/tableur">Envoyez un tableur</a>.</p>
${postForm('/declarer', await frame.field(c), html`${questionFields(FORM_QUESTIONS, values, errors)}<p><button>Déclarer cette offre</button></p>`)}`,
      },
      errors ? 422 : 200,
    )
  app.get('/declarer', c => declarePage(c, { structure_nom: desk.partnerName(partner(c).partner) }))
  app.post('/declarer', async c => {
    const typed = typedOf(c.get('form'))
    const { values, errors } = checkTyped(typed, FORM_QUESTIONS)
    if (Object.keys(errors).length > 0) return declarePage(c, typed, errors)
    return frame.act(c, '/mes-offres', async () => {
      const id = `f${desk.clock.now().getTime().toString(36)}`
      await say(c, null, `Nouvelle offre\u00A0: ${values.nom}`, {
        kind: 'declaration',
        fields: { id, ...values, date_maj: today() },
        from: 'formulaire',
      })
      return 'Merci. L’offre est transmise au gestionnaire\u00A0; elle paraîtra dans DORA une fois acceptée.'
    })
  })

  const uploadPage = async (c: PortalContext, result: Html | '', errors?: FieldErrors, status: 200 | 422 = 200) =>
    frame.show(
      c,
      {
        title: 'Envoyer un tableur',
        main: html`${errorSummary(errors)}${result}
<ol><li>Téléchargez le modèle&nbsp;: <a href="/tableur/modele.xlsx">Excel</a> ou <a href="/tableur/modele.ods">OpenDocument</a>. Une ligne par offre.</li>
<li>Remplissez-le. La feuille «&nbsp;Valeurs acceptées&nbsp;» donne les mots attendus.</li>
<li>Envoyez-le ici. Chaque cellule à corriger vous est montrée&nbsp;; les lignes justes sont prises.</li></ol>
${postForm('/tableur', await frame.field(c), html`${fileField({ name: 'fichier', label: 'Votre fichier', hint: 'XLSX, ODS ou CSV, 3 Mo au plus.'.replace('3 ', '3\u00A0'), accept: '.xlsx,.ods,.csv', errors, required: true })}<p><button>Envoyer</button></p>`, { upload: true })}`,
      },
      status,
    )
  app.get('/tableur', c => uploadPage(c, ''))
  for (const [form, media] of [
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  ] as const)
    app.get(`/tableur/modele.${form}`, async c =>
      c.body(Buffer.from(await templateFile(form)), 200, {
        'content-type': media,
        'content-disposition': `attachment; filename="offres-a-declarer.${form}"`,
      }),
    )
  app.post('/tableur', async c => {
    const who = partner(c)
    if (!(await limits.upload.take(who.session)))
      return frame.refuse(c, 429, 'Trop d’envois', 'Vingt fichiers par heure au plus. Réessayez plus tard.')
    const file = c.get('form').get('fichier')
    if (!(file instanceof File) || file.size === 0) return uploadPage(c, '', { fichier: 'Choisissez un fichier.' }, 422)
    const reading = await readSpreadsheet(new Uint8Array(await file.arrayBuffer()))
    if (!reading.ok) return uploadPage(c, '', { fichier: reading.message }, 422)
    const known = new Set(
      (await desk.statements.list({ partner: who.partner, limit: 5000 }))
        .filter(statement => statement.state !== 'refused' && statement.body.kind === 'declaration')
        .map(statement => (statement.body.kind === 'declaration' ? JSON.stringify(sorted(statement.body.fields)) : '')),
    )
    const fresh = reading.offers.filter(offer => !known.has(JSON.stringify(sorted(offer.values))))
    for (const { values } of fresh)
      await desk.statements.add({
        partner: who.partner,
        offer: null,
        title: `Nouvelle offre\u00A0: ${values.nom}`,
        body: { kind: 'declaration', fields: values, from: 'tableur' },
        by: actorOf(who),
      })
    await desk.ledger.events.add({
      actor: actorOf(who),
      action: 'partenaire-tableur',
      source: null,
      key: null,
      detail: { lines: reading.lines, taken: fresh.length, errors: reading.errors.length },
    })
    await desk.campaigns.noteAnswer(who.id)
    const again = reading.offers.length - fresh.length
    const wrongLines = reading.lines - reading.offers.length
    const summary = html`<div class="notice ${wrongLines > 0 ? 'warn' : 'good'}" role="status"><p><strong>${frenchCount(fresh.length, 'offre transmise', 'offres transmises')}</strong> au gestionnaire${again > 0 ? html`, ${frenchCount(again, 'déjà connue', 'déjà connues')}` : ''}${wrongLines > 0 ? html`, <strong>${frenchCount(wrongLines, 'ligne à corriger', 'lignes à corriger')}</strong>` : ''}, sur ${frenchCount(reading.lines, 'ligne')}.</p></div>
${
  reading.errors.length > 0
    ? html`<p>Corrigez ces cellules dans votre fichier, puis renvoyez-le entier&nbsp;: les offres déjà prises ne seront pas comptées deux fois.</p>
${table({
  caption: 'Cellules à corriger',
  columns: ['Cellule', 'Colonne', 'Reçu', 'À corriger'],
  rows: reading.errors
    .slice(0, 300)
    .map(error => [error.cell ?? 'fichier', error.column, error.received || 'vide', error.message]),
  empty: '',
})}`
    : ''
}`
    return uploadPage(c, summary, undefined, wrongLines > 0 ? 422 : 200)
  })

  app.get('/arreter', async c =>
    frame.show(c, {
      title: 'Ne plus être lu par le robot',
      main: html`<p>Votre site ne sera plus lu. Vos offres déjà dans DORA y restent, sans être tenues à jour&nbsp;; pour les retirer, ouvrez-les dans <a href="/mes-offres">Mes offres</a>.</p>
${postForm('/arreter', await frame.field(c), html`${areaField({ name: 'raison', label: 'Pourquoi', rows: 2 })}<p><button>Demander l’arrêt</button></p>`)}`,
    }),
  )
  app.post('/arreter', c =>
    frame.act(c, '/mes-offres', async () => {
      const who = partner(c)
      const reason = text(c.get('form'), 'raison', 300)
      const statement = await say(c, null, 'Ne plus lire le site', { kind: 'stop', reason })
      // Asked is done: the sources stop now, and the gestionnaire is told.
      for (const source of desk.sourcesOf(who.partner)) {
        await desk.sourceSettings.pause(source.id, `à la demande du partenaire (${statement.id})`, actorOf(who))
        await desk.actions.reschedule(source.id, null)
      }
      return 'C’est fait\u00A0: votre site n’est plus lu. Le gestionnaire est prévenu.'
    }),
  )
  return app
}

function inDora(line: { slug: string | null; status: string | null; state: string }): Html {
  if (line.slug === null)
    return line.state === 'rejected' ? state('bloquée', 'bad') : state('pas encore dans DORA', 'warn')
  if (line.status === 'PUBLISHED') return state('publiée dans DORA', 'good')
  if (line.status === 'DRAFT') return state('en brouillon dans DORA', 'warn')
  if (line.status === 'ARCHIVED') return state('archivée', 'quiet')
  return state('proposée dans DORA', 'warn')
}

/** Every question, from a form: boxes of one question become a comma-separated list. */
function typedOf(form: FormData): Typed {
  return Object.fromEntries(
    FORM_QUESTIONS.map(question => [
      question.field,
      question.kind === 'list'
        ? form.getAll(question.field).map(String).join(',').slice(0, 5000)
        : text(form, question.field, 12_000),
    ]),
  )
}

function currentValues(offer: KnownOffer): Typed {
  const service = offer.record?.service as unknown as Record<string, unknown> | undefined
  return Object.fromEntries(
    CORRECTABLE.map(({ field }) => {
      const value = field === 'nom' ? (service?.nom ?? offer.name) : service?.[field]
      return [
        field,
        value === null || value === undefined ? '' : Array.isArray(value) ? value.join(',') : String(value),
      ]
    }),
  )
}

function sameValue(a: string, b: string): boolean {
  const canonical = (text: string) =>
    text.includes(',')
      ? text
          .split(',')
          .map(part => part.trim())
          .toSorted()
          .join(',')
      : text.replace(/\s+/g, ' ').trim()
  return canonical(a) === canonical(b)
}

function sorted(fields: Typed): [string, string][] {
  return Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
