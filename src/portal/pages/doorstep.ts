import { html } from 'hono/html'
import type { Html } from '../layout.ts'

/** First page for somebody who is not signed in: what this is, and which door is theirs. */
export function doorstepPage(): Html {
  return html`
<p class="lead">Les offres d’insertion des partenaires, lues chez eux et tenues à jour dans DORA, l’annuaire national des services d’insertion.</p>
<ul class="doors">
<li><h2>Vous proposez des offres</h2><p>Ouvrez le lien personnel reçu par message : vos offres, ce que DORA affiche, et de quoi corriger. Lien perdu ? <a href="/connexion">Demandez-en un autre</a>.</p></li>
<li><h2>Vous tenez l’annuaire, ou vous suivez la convention</h2><p><a href="/connexion">Connectez-vous</a> avec votre adresse professionnelle : un lien vous est envoyé, sans mot de passe.</p></li>
<li><h2>Vous passez par là</h2><p><a href="/stats">Les chiffres publics</a> disent ce qui est référencé, où et pour qui. <a href="/robot">Le robot</a> se présente.</p></li>
</ul>`
}
