import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import { TERMS } from '../terms.ts'

/** The glossary, and the five steps of a first visit. */
export function glossaryPage(): Html {
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
