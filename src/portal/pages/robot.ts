import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import { RETENTION_DAYS } from '../../config/retention.ts'
import type { Html } from '../layout.ts'

/** Who the robot is, for the webmaster who met it in a log. */
export interface RobotFacts {
  /** Token that robots.txt rules name. */
  productToken: string
  userAgent: string
  contact: string
}

/** `/robot`: what it does, why, how to be left alone. */
export function robotPage(facts: RobotFacts): Html {
  return html`
<p class="lead">Vous avez vu passer <strong>${facts.productToken}</strong> dans les journaux de votre site. Voici qui il est et comment l’arrêter.</p>
<h2>Ce qu’il fait</h2>
<p>Ce robot lit les pages où les partenaires de l’insertion présentent leurs offres (accompagnement, formation, ateliers…), pour qu’elles soient
référencées dans DORA, l’annuaire national des services d’insertion. Il ne lit que les sites des partenaires connus, dont la liste est tenue à la main.</p>
<h2>Comment il se tient</h2>
<ul>
<li>Il se présente toujours ainsi : <code>${facts.userAgent}</code></li>
<li>Il respecte <code>robots.txt</code>, y compris <code>Crawl-delay</code> jusqu’à cinq minutes : à qui demande davantage, il ne lit rien. Un <code>robots.txt</code> qui ne répond pas vaut interdiction.</li>
<li>Une seule connexion par site, une pause entre deux pages (d’ordinaire une seconde), et d’ordinaire la nuit.</li>
<li>Il ne redemande pas une page qui n’a pas changé, s’arrête quand le site répond mal, et ne remplit aucun formulaire.</li>
<li>Des personnes, il ne reporte dans DORA que le contact professionnel que l’offre publie elle-même. La copie de la page lue, qui prouve d’où vient chaque valeur, est effacée ${frenchCount(RETENTION_DAYS.documents, 'jour')} après la dernière lecture.</li>
</ul>
<h2>Comment l’arrêter</h2>
<p>Ajoutez ces deux lignes à votre fichier <code>robots.txt</code> ; il les relit chaque jour où il passe :</p>
<pre><code>User-agent: ${facts.productToken}
Disallow: /</code></pre>
<p>Ou écrivez à <a href="mailto:${facts.contact}">${facts.contact}</a> : votre site sera retiré de la liste, et ce qui y a été lu sera effacé. Partenaire ? La page « Ne plus être lu » de votre lien personnel l’arrête tout de suite.</p>`
}
