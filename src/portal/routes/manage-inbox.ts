import { html } from 'hono/html'
import { frenchCount, frenchDate, frenchDateTime } from '../../common/french.ts'
import { isSetAside } from '../../coverage/set-aside.ts'
import type { Decision } from '../../ledger/decision.ts'
import type { InboxItem } from '../../ledger/inbox.ts'
import type { InboxKind } from '../../ledger/inbox-question.ts'
import { inboxTitle } from '../../ledger/inbox-title.ts'
import type { RefusedOffer } from '../../ledger/refused-offers.ts'
import { DecisionRefused, decide } from '../../sync/decide.ts'
import { reopen } from '../../sync/reopen.ts'
import { answerWords } from '../desk/answer-words.ts'
import { checkTarget } from '../desk/check-target.ts'
import { checkDepsOf, inboxView } from '../desk/inbox-view.ts'
import { lastAnswers } from '../desk/last-answers.ts'
import { searchInDora } from '../desk/search-dora.ts'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { draftPart } from '../pages/draft.ts'
import { inboxItemPage } from '../pages/inbox-item.ts'
import { KEYS_SCRIPT, keysPart } from '../pages/keys-part.ts'
import { lostPart } from '../pages/lost-records.ts'
import { table } from '../pages/table.ts'
import { statementTitle } from '../statement-title.ts'
import { about } from '../web/about.ts'
import { type FieldErrors, postForm } from '../web/form.ts'
import { actor, type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { INBOX_WORDS, WHOSE_TURN } from '../words-of.ts'
import { ABOVE, inboxPath, offerPath } from './paths.ts'

/** Everything that waits for the gestionnaire. */
export function inboxRoutes({ app, desk, frame }: Pages): void {
  const anItem = about({ app, frame }, c => desk.ledger.inbox.read(c.req.param('id') ?? ''))

  app.get('/a-traiter', async c => {
    const [items, statements, rejections, lost, drafts, answers] = await Promise.all([
      desk.ledger.openInbox(),
      desk.ledger.statements.list({ state: 'open' }),
      desk.ledger.offers.refused(),
      desk.ledger.lostRecords(desk.sources().map(({ id }) => id)),
      desk.ledger.offers.drafts(),
      lastAnswers(desk.ledger),
    ])
    const field = await frame.field(c)
    const { tout } = c.req.query()
    const kinds = Object.keys(INBOX_WORDS).filter(kind => kind !== 'rejection') as InboxKind[]
    const byKind = Map.groupBy(items, item => item.kind)
    const [aside, refused] = [rejections.list.filter(isSetAside), rejections.list.filter(each => !isSetAside(each))]
    const total = items.filter(item => item.kind !== 'rejection').length + statements.length + drafts.length
    return frame.show(c, {
      title: 'À traiter',
      purpose: 'Une question à la fois : rien n’est écrit dans DORA sans votre réponse.',
      scripts: [KEYS_SCRIPT],
      main: html`
<p>${total === 0 ? 'Aucune question ne vous attend.' : `${frenchCount(total, 'question attend', 'questions attendent')} votre réponse.`}</p>
${total === 0 ? '' : keysPart('main ul.cards > li > a')}
${contents([
  ['partenaires', 'Demandes des partenaires', statements.length],
  ...kinds.map(kind => [kind, INBOX_WORDS[kind]?.many ?? kind, byKind.get(kind)?.length ?? 0] as const),
  ['brouillons', 'Brouillons à publier', drafts.length],
  ['rejets', 'Rejets', refused.length],
  ['illisibles', 'Lignes sans offre', lost.total],
  ['ecartees', 'Pages écartées', aside.length],
  ['reponses', 'Dernières réponses', answers.length],
])}
${
  statements.length > 0
    ? html`<h2 id="partenaires">Demandes des partenaires <span class="quiet">(${statements.length})</span></h2>
<p>Ce que les partenaires ont demandé depuis leur page.</p>
<ul class="cards">${statements.map(statement => html`<li><a href="/demandes/${statement.id}">${statementTitle(statement)}</a><br><span class="quiet">${desk.partnerName(statement.partner)}, le ${frenchDate(statement.at)}</span></li>`)}</ul>`
    : ''
}
${kinds.map(kind => {
  const list = byKind.get(kind) ?? []
  const words = INBOX_WORDS[kind]
  return list.length === 0 || !words
    ? ''
    : html`<h2 id="${kind}">${words.many} <span class="quiet">(${list.length})</span></h2><p>${words.lead}</p>
<ul class="cards">${list.slice(0, tout === kind ? list.length : SHOWN).map(item => html`<li><a href="${inboxPath(item.id)}">${inboxTitle(item)}</a>${item.kept ? html` <span class="state warn">réponse à vérifier</span>` : ''}<br><span class="quiet">${desk.sourceName(item.source)}, depuis le ${frenchDate(item.opened)}</span></li>`)}</ul>
${list.length > SHOWN && tout !== kind ? html`<p><a href="/a-traiter?tout=${kind}#${kind}">Les voir toutes (${list.length})</a></p>` : ''}`
})}
${
  drafts.length > 0
    ? html`<h2 id="brouillons">Brouillons à publier <span class="quiet">(${drafts.length})</span></h2>
<p>DORA a ces offres, mais le public ne les voit pas.</p>
<ul class="cards">${drafts.slice(0, tout === 'brouillons' ? drafts.length : SHOWN).map(draft => html`<li><a href="${offerPath(draft)}">${offerLabel({ ...draft, rejection: null })}</a><br><span class="quiet">${desk.sourceName(draft.source)}</span>${draftPart(draft, field)}</li>`)}</ul>
${drafts.length > SHOWN && tout !== 'brouillons' ? html`<p><a href="/a-traiter?tout=brouillons#brouillons">Les voir tous (${drafts.length})</a></p>` : ''}`
    : ''
}
<h2 id="rejets">Rejets, par cause <span class="quiet">(${refused.length})</span></h2>
<p>Une offre rejetée n’arrête pas les autres. Elle repart d’elle-même quand sa page ou la correspondance change.</p>
${causesTable(refused, 'Ce qui n’est pas passé, par cause', 'Aucun rejet.')}
${lostPart(lost, desk)}
${
  aside.length > 0
    ? html`<h2 id="ecartees">Pages écartées exprès <span class="quiet">(${aside.length})</span></h2>
<p>Homonymes, autre département, pages sans offre. Rien à faire, sauf si vous voyez une erreur.</p>
<details><summary>Les voir</summary>${causesTable(aside, 'Ce qui est écarté, par cause', '')}</details>`
    : ''
}
${
  answers.length > 0
    ? html`<h2 id="reponses">Dernières réponses</h2>
<p>Ce que vous et vos collègues avez répondu. « Annuler » rouvre la demande.</p>
<ul class="cards">${answers.map(answer => html`<li><a href="${answer.path}">${answer.title}</a><br><span class="quiet">${answer.answer === null ? '' : `${answer.answer}. `}${answer.by}, le ${frenchDateTime(answer.at)}</span>${answer.undo === null ? '' : html`<br><a href="${answer.undo}">Annuler<span class="hidden"> ce que le robot a écrit : ${answer.title}</span></a>`}${answer.reopen === null ? '' : postForm(answer.reopen, field, html`<button class="second small">Annuler<span class="hidden"> la réponse : ${answer.title}</span></button>`, { class: 'inline' })}</li>`)}</ul>`
    : ''
}`,
    })
  })

  /** Rejections with the same cause, the most frequent first. */
  function causesTable(list: readonly RefusedOffer[], caption: string, empty: string): Html {
    const causes = [
      ...Map.groupBy(list, each => `${each.whose}\n${each.code}\n${each.field ?? ''}\n${each.message}`).values(),
    ]
      .flatMap(group => (group[0] ? [{ first: group[0], group }] : []))
      .sort((a, b) => b.group.length - a.group.length)
    return table({
      scrolls: true,
      caption,
      columns: ['Cause', 'À qui d’agir', { label: 'Offres', number: true }, 'Exemple'],
      rows: causes
        .slice(0, 100)
        .map(({ first, group }) => [
          first.message,
          isSetAside(first) ? 'à personne' : WHOSE_TURN[first.whose],
          group.length,
          html`<a href="${offerPath(first)}">${offerLabel({ ...first, rejection: first })}</a>, ${desk.sourceName(first.source)}${first.received ? html`<br><span class="quiet">reçu : ${first.received.slice(0, 120)}</span>` : ''}`,
        ]),
      empty,
    })
  }

  anItem.get('/a-traiter/:id', (c, item) => itemPage(c, item))

  /** @param tried what was pointed at and why it cannot be taken */
  async function itemPage(
    c: PortalContext,
    item: InboxItem,
    tried?: { pointer: string; errors: FieldErrors },
  ): Promise<Response> {
    const { rattacher = '', chercher = '' } = tried ? {} : c.req.query()
    const view = await inboxView(desk, item, { pointer: rattacher.slice(0, 500), words: chercher })
    return frame.show(c, {
      title: inboxTitle(item),
      trail: [ABOVE.inbox],
      errors: tried?.errors,
      main: inboxItemPage({ ...view, ...(tried && { tried }), field: await frame.field(c) }),
    })
  }
  anItem.post('/a-traiter/:id', async (c, item) => {
    const form = c.get('form')
    const path = inboxPath(item.id)
    const pointer = readPointed(form)
    if (pointer !== null) return point(c, item, pointer, isShown(form))
    const decisions = readDecisions(form)
    if (decisions.length === 0) return frame.back(c, path, 'Rien n’est choisi : rien n’a changé.', 'bad')
    return frame.act(c, path, async by => {
      const said: { sentence: string; field: string | undefined }[] = []
      const late: { sentence: string; field: undefined }[] = []
      for (const decision of decisions) {
        const field = decision.action === 'keep' ? decision.field : undefined
        try {
          said.push({ sentence: await decide(desk.ledger, item.id, decision, by), field })
        } catch (error) {
          // Somebody settled that field meanwhile: the others are settled all the same.
          if (!(error instanceof DecisionRefused)) throw error
          late.push({ sentence: error.message, field: undefined })
        }
      }
      if (said.length === 0) throw new DecisionRefused(answerWords(late))
      return answerWords([...said, ...late])
    })
  })

  anItem.post('/a-traiter/:id/rouvrir', async (c, item) => {
    return frame.act(c, inboxPath(item.id), by => reopen(desk.ledger, item.id, by))
  })

  /** A service or a structure of DORA was pointed at: looked at first, shown, and decided only once the person has seen it. */
  async function point(c: PortalContext, item: InboxItem, pointer: string, confirmed: boolean): Promise<Response> {
    const path = inboxPath(item.id)
    if (item.closed !== null) return frame.back(c, path, 'Cette demande est déjà close.', 'bad')
    if (pointer === '')
      return itemPage(c, item, {
        pointer,
        errors: {
          slug: 'Dites laquelle : son nom, son SIRET, sa commune, son adresse ou le lien de sa page. Rien n’a changé.',
        },
      })
    const checked = await checkTarget(pointer, item, checkDepsOf(desk))
    const by = actor(c)
    switch (checked.kind) {
      case 'refused': {
        const words = checked.absent && !confirmed ? await searchInDora(pointer, desk.actions) : null
        if (words === null || words.kind === 'away')
          return itemPage(c, item, { pointer, errors: { slug: checked.message } })
        if (words.hits.length + words.near.length === 0)
          return itemPage(c, item, { pointer, errors: { slug: `DORA ne connaît pas « ${words.words} ».` } })
        return c.redirect(`${path}?chercher=${encodeURIComponent(words.words)}`, 303)
      }
      case 'away': {
        const detail = { item: item.id, title: inboxTitle(item), slug: checked.slug }
        await desk.ledger.inbox.keep(item.id, checked.slug, by)
        await desk.ledger.events.add({
          actor: by,
          action: 'reponse-a-verifier',
          source: item.source,
          key: item.key,
          detail,
        })
        return frame.back(
          c,
          path,
          'DORA ne répond pas en ce moment : votre réponse est gardée, à vérifier. Rouvrez cette page plus tard pour voir ce que c’est et confirmer.',
          'bad',
        )
      }
      case 'found': {
        if (!confirmed) return c.redirect(`${path}?rattacher=${encodeURIComponent(checked.slug)}`, 303)
        return frame.act(c, path, async () => {
          await decide(desk.ledger, item.id, { action: 'use', slug: checked.slug }, by)
          return checked.target === 'structure'
            ? `C’est noté : ses offres iront à la structure « ${checked.name} » au prochain passage.`
            : `C’est noté : l’offre suit le service « ${checked.name} », dès le prochain passage.`
        })
      }
    }
  }
}

/** Items of a kind shown at once. */
const SHOWN = 50

/** Where to go on a long page. */
function contents(parts: readonly (readonly [string, string, number])[]): Html | '' {
  const some = parts.filter(([, , count]) => count > 0)
  return some.length < 2
    ? ''
    : html`<nav aria-label="Sur cette page"><ul class="jump">${some.map(([id, label, count]) => html`<li><a href="#${id}">${label}</a> <span class="quiet">(${count})</span></li>`)}</ul></nav>`
}

/** What the form points at in DORA; null when its answer is another. */
function readPointed(form: FormData): string | null {
  const action = text(form, 'action')
  if (action === 'use') return text(form, 'slug', 500)
  if (action !== 'structure') return null
  const choice = text(form, 'structure', 200)
  if (choice === 'creer') return null
  return choice === 'autre' || choice === '' ? text(form, 'slug', 500) : choice
}

/** Whether the person has seen what it is: it was one of those the page names. */
function isShown(form: FormData): boolean {
  const choice = text(form, 'structure', 200)
  return text(form, 'confirme') === '1' || (choice !== '' && choice !== 'autre')
}

const SIDES = ['theirs', 'ours', 'always-theirs', 'always-ours'] as const

/** What the form says: one answer, or one choice per field in conflict. Anything else is no answer. */
function readDecisions(form: FormData): Decision[] {
  const action = text(form, 'action')
  if (action === 'create' || action === 'dismiss') return [{ action }]
  if (action === 'structure') return text(form, 'structure') === 'creer' ? [{ action: 'create' }] : []
  const value = text(form, 'valeur', 200)
  if (action === 'map') return value === '' ? [] : [{ action, value }]
  return [...form.keys()].flatMap(name => {
    const field = /^choix-(\w{1,60})$/.exec(name)?.[1]
    const side = SIDES.find(each => each === text(form, name))
    return field && side ? [{ action: 'keep' as const, side, field }] : []
  })
}
