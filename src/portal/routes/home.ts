import { html } from 'hono/html'
import { frenchDate, frenchDateTime } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import { inboxTitle } from '../../ledger/inbox-title.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { alerts } from '../desk/alerts.ts'
import { endingOffers } from '../desk/ending.ts'
import { robotSentence, weekOf, weekTitle } from '../desk/week.ts'
import type { Html } from '../layout.ts'
import { appearancePage } from '../pages/appearance.ts'
import { KEYS_SCRIPT } from '../pages/keys-part.ts'
import { weekPage } from '../pages/week.ts'
import { TERMS } from '../terms.ts'
import type { Pages } from '../web/pages.ts'
import { homeOf } from './access.ts'

const WEEK_MS = 7 * 86_400_000

/** The first page: the doors for a stranger, what the week asks for the gestionnaire, their own page for the others. */
export function homeRoutes({ app, desk, data, reports, frame }: Pages): void {
  app.get('/', async c => {
    const visitor = c.get('visitor')
    switch (visitor.role) {
      case 'public':
        return frame.show(c, { title: 'Référencement de l’offre d’insertion', main: doorstepPage() })
      case 'partenaire':
      case 'ddets':
        return c.redirect(homeOf(visitor.role), 303)
      case 'gestionnaire': {
        const now = desk.clock.now()
        const [found, { items, answers, statements, runs, ends, drafts }] = await Promise.all([
          alerts(desk),
          whatWaits(desk.ledger, now),
        ])
        const week = weekOf({
          alerts: found,
          items: items.map(item => ({ ...item, title: inboxTitle(item) })),
          answers,
          asked: statements,
          sources: desk.sources(),
          convention: { ...desk.convention(), partners: [...desk.partners()] },
          drafts,
          ending: ends.length,
        })
        const since = new Date(now.getTime() - WEEK_MS).toISOString()
        const dates = await desk.nextRunOfEach(desk.sources())
        const [next] = [...dates.values()].toSorted((one, other) => one.getTime() - other.getTime())
        return frame.show(c, {
          title: weekTitle(week.tasks.length, week.minutes),
          scripts: [KEYS_SCRIPT],
          main: weekPage({
            today: frenchDate(now),
            tasks: week.tasks,
            robot: robotSentence(
              runs
                .filter(run => run.started >= since)
                .map(run => ({ source: run.source, counts: run.counts, failed: run.state === 'failed' })),
            ),
            next: next ? frenchDateTime(next) : null,
            standing: await reports.latest(),
            ending: ends.filter(({ kind }) => kind === 'soon').slice(0, 3),
            sandboxUrl: data.sandbox?.url ?? null,
          }),
        })
      }
    }
  })
  app.get('/glossaire', c =>
    frame.show(c, {
      title: 'Aide et glossaire',
      purpose: 'Par où commencer, et ce que veulent dire les mots de ces pages.',
      main: glossaryPage(),
    }),
  )
  app.get('/apparence', c =>
    frame.show(c, {
      title: 'Apparence des pages',
      purpose:
        'Ce dont toutes les pages sont faites : couleurs, caractères, boutons, états, tableaux, formulaires, graphiques.',
      trail: [{ href: '/glossaire', label: 'Aide et glossaire' }],
      main: appearancePage(),
    }),
  )
}

/** What people are asked and what the robot did lately; read once for as long as the ledger stands still, that day. */
function whatWaits(ledger: Ledger, now: Date) {
  return ledger.whileStill(`what waits on ${parisDay(now)}`, async () => {
    const [items, statements, runs, ends, drafts] = await Promise.all([
      ledger.openInbox(),
      ledger.statements.list({ state: 'open' }),
      ledger.runs.heads(200),
      endingOffers(ledger, now),
      ledger.offers.drafts(),
    ])
    const answers = await ledger.offers.actionsOf([...new Set(items.map(({ source }) => source))])
    return { items, answers, statements, runs, ends, drafts }
  })
}

/** The glossary, and the five steps of a first visit. */
function glossaryPage(): Html {
  return html`<section class="card" aria-labelledby="cinq-pas"><h2 id="cinq-pas">Cinq pas pour commencer</h2>
<ol><li><a href="/">Ma semaine</a> dit ce qui attend, le plus utile d’abord, et ce qui vient ensuite.</li>
<li><a href="/a-traiter">À traiter</a> pose une question à la fois ; rien n’est écrit sans réponse.</li>
<li><a href="/offres">Offres</a> cherche dans tout ce qu’elles disent. Un nom ouvre l’offre à côté : sous chaque valeur, pourquoi elle est écrite.</li>
<li><a href="/sources">Sources</a> lance un passage, une pause, un horaire, pour une ou plusieurs.</li>
<li><a href="/rapport">Rapport</a> dit quelles actions de la convention sont référencées, et pour quels euros.</li></ol></section>
<h2>Les mots de ces pages</h2>
<dl class="glossary">${TERMS.map(({ id, word, says }) => html`<div id="${id}"><dt>${word}</dt><dd>${says}</dd></div>`)}</dl>
<p><a href="/apparence">Apparence des pages</a> : couleurs, états, boutons et tableaux, montrés une fois.</p>`
}

/** First page for somebody who is not signed in: what this is, and which door is theirs. */
function doorstepPage(): Html {
  return html`
<p class="lead">Les offres d’insertion des partenaires, lues chez eux et tenues à jour dans DORA, l’annuaire national des services d’insertion.</p>
<ul class="doors">
<li><h2>Vous proposez des offres</h2><p>Ouvrez le lien personnel reçu par message : vos offres, ce que DORA affiche, et de quoi corriger. Lien perdu ? <a href="/connexion">Demandez-en un autre</a>.</p></li>
<li><h2>Vous tenez l’annuaire, ou vous suivez la convention</h2><p><a href="/connexion">Connectez-vous</a> avec votre adresse professionnelle : un lien vous est envoyé, sans mot de passe.</p></li>
<li><h2>Vous passez par là</h2><p><a href="/stats">Les chiffres publics</a> disent ce qui est référencé, où et pour qui. <a href="/robot">Le robot</a> se présente.</p></li>
</ul>`
}
