import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import type { StoredChoice } from '../../ledger/choices.ts'
import { ActionRefused } from '../actions.ts'
import { ruleSentence } from '../desk/rules.ts'
import type { Html } from '../layout.ts'
import { statementPart } from '../pages/statement.ts'
import { table } from '../pages/table.ts'
import { postForm } from '../web/form.ts'
import { text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { offerPath, sourcePath } from './paths.ts'

/** Decisions looked at; a département makes a few hundred a year. */
const MOST = 2000

/** Everything that people decided for later, in one place, each with a way back. */
export function ruleRoutes({ app, desk, frame }: Pages): void {
  app.get('/regles', async c => {
    const only = c.req.query('source') ?? ''
    const field = await frame.field(c)
    const [choices, settings, statements] = await Promise.all([
      desk.ledger.choices.latest(MOST),
      desk.ledger.sourceSettings.list(),
      desk.ledger.statements.list({ state: 'accepted', limit: MOST }),
    ])
    const shown = choices.filter(choice => only === '' || choice.source === only)
    const stopped = settings.filter(each => each.paused !== null && (only === '' || each.source === only))
    const pinned = statements.filter(
      each => each.body.kind === 'correction' && (only === '' || each.offer?.source === only),
    )
    const names = await offerNames(shown)
    return frame.show(c, {
      title: only === '' ? 'Mes règles' : `Mes règles pour ${desk.sourceName(only)}`,
      ...(only === '' ? {} : { trail: [{ href: '/regles', label: 'Mes règles' }] }),
      main: html`<p>Ce que des personnes ont décidé pour la suite. Chaque règle peut être révoquée : le robot repose alors la question, ou reprend son cours, au prochain passage.</p>
${table({
  caption: 'Décisions',
  columns: ['Règle', 'Où elle joue', 'Décidée par', 'Le', 'Revenir dessus'],
  rows: shown.map(choice => [
    ruleSentence(choice),
    placeOf(choice, names),
    personName(choice.decidedBy),
    frenchDate(choice.decided),
    postForm(
      '/regles/revoquer',
      field,
      html`<input type="hidden" name="source" value="${choice.source}"><input type="hidden" name="cle" value="${choice.key}"><input type="hidden" name="sujet" value="${choice.topic}"><button class="second small">Révoquer<span class="hidden"> : ${ruleSentence(choice)}</span></button>`,
    ),
  ]),
  empty: 'Aucune décision pour l’instant : elles viennent des réponses que vous donnez.',
})}
${table({
  caption: 'Sources arrêtées ou en pause',
  columns: ['Source', 'Raison', 'Décidée par', 'Depuis'],
  rows: stopped.map(each => [
    html`<a href="${sourcePath(each.source)}">${desk.sourceName(each.source)}</a>`,
    each.pauseReason ?? '',
    personName(each.by),
    frenchDate(each.paused ?? each.at),
  ]),
  empty: 'Aucune source n’est en pause.',
})}
${
  pinned.length === 0
    ? html`<p>Aucune correction de partenaire n’est tenue.</p>`
    : html`<h2>Corrections tenues</h2><p>Elles passent avant ce que dit la page du partenaire.</p>${pinned.map(
        (
          statement,
          at,
        ) => html`<section class="operation"><h3>${statement.title}</h3><p class="quiet">${personName(statement.by)}, le ${frenchDate(statement.at)}${statement.offer ? html`, <a href="${offerPath(statement.offer)}">voir l’offre</a>` : ''}</p>${statementPart(statement, at + 1)}
${postForm(`/demandes/${statement.id}/revoquer`, field, html`<p><button class="second small">Révoquer<span class="hidden"> : ${statement.title}</span></button></p>`)}</section>`,
      )}`
}`,
    })
  })

  app.post('/regles/revoquer', async c => {
    const form = c.get('form')
    const [source, key, topic] = [text(form, 'source'), text(form, 'cle'), text(form, 'sujet')]
    return frame.act(c, '/regles', async by => {
      const choice = (await desk.ledger.choices.of(source, key)).find(each => each.topic === topic)
      if (!choice) throw new ActionRefused('Cette décision n’est plus là : quelqu’un l’a déjà révoquée.')
      await desk.ledger.transaction(async shelves => {
        await shelves.choices.forget(source, key, choice.topic)
        await shelves.events.add({
          actor: by,
          action: 'regle-revoquee',
          source,
          key,
          detail: { topic, was: ruleSentence(choice), decidedBy: choice.decidedBy },
        })
      })
      return `Révoquée : ${ruleSentence(choice)}`
    })
  })

  app.post('/demandes/:id/revoquer', async c => {
    const statement = await desk.ledger.statements.read(c.req.param('id'))
    if (!statement) return frame.notFound(c)
    return frame.act(c, '/regles', async by => {
      if (!(await desk.ledger.statements.revoke(statement.id, by)))
        throw new ActionRefused('Cette demande n’est pas tenue : rien à révoquer.')
      await desk.ledger.events.add({
        actor: by,
        action: 'regle-revoquee',
        ...statement.offer,
        detail: { statement: statement.id, was: statement.title },
      })
      return `Révoquée : ${statement.title}. Ce que dit la page compte de nouveau au prochain passage.`
    })
  })

  /** Names of the offers that decisions are about, by `source\nkey`. */
  async function offerNames(choices: readonly StoredChoice[]): Promise<Map<string, string>> {
    const names = new Map<string, string>()
    for (const [source, group] of Map.groupBy(choices, choice => choice.source)) {
      const keys = [...new Set(group.map(choice => choice.key))]
      for (const line of await desk.ledger.offers.lines(source, keys)) names.set(`${source}\n${line.key}`, line.name)
    }
    return names
  }

  function placeOf({ source, key }: StoredChoice, names: ReadonlyMap<string, string>): Html {
    const name = names.get(`${source}\n${key}`)
    const where = html`<a href="${sourcePath(source)}">${desk.sourceName(source)}</a>`
    return name === undefined ? where : html`<a href="${offerPath({ source, key })}">${name}</a><br>${where}`
  }
}
