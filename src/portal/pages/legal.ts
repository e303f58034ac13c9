import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import { type Kept, RETENTION_DAYS } from '../../config/retention.ts'
import { LIVES } from '../access/access.ts'
import type { Html } from '../layout.ts'
import { table } from './table.ts'

/** Who answers for the site; what an installation did not say is written as such, never invented. */
export interface LegalFacts {
  /** Public body that publishes the portal. */
  publisher: string | null
  director: string | null
  host: string | null
  /** E-mail for every request. */
  contact: string
}

/** The very durations that the purge goes by. */
const days = (kept: Kept) => frenchCount(RETENTION_DAYS[kept], 'jour')

const unsaid = (value: string | null) => value ?? html`<span class="quiet">non renseigné par cette installation</span>`

export function legalPage(facts: LegalFacts): Html {
  return html`
<h2>Éditeur</h2>
<dl class="pairs">
<dt>Éditeur du site</dt><dd>${unsaid(facts.publisher)}</dd>
<dt>Direction de la publication</dt><dd>${unsaid(facts.director)}</dd>
<dt>Hébergement</dt><dd>${unsaid(facts.host)}</dd>
<dt>Contact</dt><dd><a href="mailto:${facts.contact}">${facts.contact}</a></dd>
</dl>
<h2>Contenu</h2>
<p>Les offres décrites ici viennent des partenaires de la convention et de l’annuaire DORA. Chacune garde l’adresse de la page où elle a été lue. Une erreur ? Le partenaire la corrige avec son lien personnel, ou écrit à l’adresse ci-dessus.</p>
<p>Le catalogue ouvert (<a href="/feed/structures.json">structures</a>, <a href="/feed/services.json">services</a>) suit le schéma data·inclusion.</p>
<h2>Logiciel</h2>
<p>dora-sync est un logiciel libre, sous licence MIT.</p>`
}

export function privacyPage(facts: LegalFacts): Html {
  return html`
<h2>Ce que nous gardons</h2>
${table({
  caption: 'Données personnelles, raison et durée',
  columns: ['Donnée', 'Pourquoi', 'Combien de temps'],
  rows: [
    [
      'Nom et adresse électronique des gestionnaires et des agents de la DDETS',
      'Ouvrir l’accès, et savoir qui a décidé quoi',
      html`Tant que l’accès existe, puis ${days('closedAccounts')} ; le nom reste dans le journal des décisions`,
    ],
    [
      'Recherches d’offres qu’un gestionnaire garde sous un nom',
      'Les lui rendre d’un appui',
      html`Jusqu’à ce qu’il les retire ; sinon tant que l’accès existe, puis ${days('closedAccounts')}`,
    ],
    [
      'Nom et adresse professionnelle des contacts chez les partenaires',
      'Envoyer le lien personnel et demander si les offres sont à jour',
      html`Jusqu’au retrait du contact, ses liens s’arrêtent aussitôt ; effacé ${days('removedContacts')} après`,
    ],
    [
      'Contact professionnel publié dans une offre',
      'Le reprendre dans DORA, quand l’offre le publie elle-même',
      html`Tant que l’offre est publiée, puis ${days('retiredOffers')}`,
    ],
    [
      'Pages et tableaux des partenaires, tels que lus',
      'Montrer d’où vient chaque valeur',
      html`${days('documents')} après la dernière lecture`,
    ],
    [
      'Ce qu’un partenaire nous a dit (confirmation, correction, retrait)',
      'Y donner suite',
      html`Tant que cela compte pour une offre, puis ${days('statements')} après la décision`,
    ],
    [
      'Journal des décisions et des écritures dans DORA',
      'Prouver qui a fait quoi, et pouvoir revenir en arrière',
      html`${days('history')}`,
    ],
    [
      'Liens personnels et de connexion (leur empreinte seulement)',
      'Entrer sans mot de passe',
      html`Lien personnel : ${frenchCount(LIVES.partnerLinkDays, 'jour')}, puis ${days('links')} sans rien ouvrir ; lien de connexion : ${frenchCount(LIVES.entryMinutes, 'minute')}`,
    ],
    [
      'Ce qui était tapé dans un formulaire quand la session s’est terminée',
      'Le rendre à la même personne',
      html`Jusqu’à l’envoi, ${days('drafts')} au plus`,
    ],
    ['Session (témoin de connexion)', 'Rester connecté', html`${frenchCount(LIVES.sessionHours, 'heure')}`],
    ['Adresse IP de qui se connecte ou interroge l’API', 'Limiter les essais', 'Un quart d’heure au plus, en mémoire'],
  ],
})}
<p>Responsable : ${unsaid(facts.publisher)}. Base légale : mission d’intérêt public (animation de l’offre d’insertion du département). Ce logiciel ne demande et ne cherche aucune donnée sur les personnes accompagnées.</p>
<h2>Qui les reçoit</h2>
<p>Le gestionnaire. L’annuaire DORA et les lecteurs du catalogue ouvert, pour le contact professionnel d’une offre. La DDETS lit les chiffres et les offres, pas les comptes ni les contacts des partenaires.</p>
<h2>Témoins de connexion</h2>
<p>Des témoins techniques seulement, posés par ce site : la session, celle du lien d’un partenaire, qui était connecté (trente jours, pour rendre ce qui était tapé quand la session se termine ; n’ouvre rien), la protection des formulaires, le message qui suit une action (une minute) et, avec un compte professionnel, l’aller-retour de connexion (dix minutes). Aucune mesure d’audience, aucun tiers ; il n’y a donc rien à accepter.</p>
<h2>Vos droits</h2>
<p>Accès, rectification, effacement, opposition : écrivez à <a href="mailto:${facts.contact}">${facts.contact}</a>. Vous pouvez aussi saisir la <a href="https://www.cnil.fr/">CNIL</a>.</p>`
}

/** The declaration says what was checked and how; the details are in `docs/accessibilite.md`. */
export function accessibilityPage(facts: LegalFacts): Html {
  return html`
<p>Ce site vise le référentiel général d’amélioration de l’accessibilité (RGAA, version 4.1).</p>
<h2>État de conformité</h2>
<p>Ce site est <strong>partiellement conforme</strong> : il a été contrôlé par son équipe, outils et mains, mais aucun audit indépendant n’a été fait.</p>
<h2>Ce qui a été contrôlé</h2>
<ul>
<li>Chaque page avec un contrôleur automatique (axe), en clair et en sombre, sans aucune alerte ; au clavier seul ; agrandie à 200 et à 400 % ; avec des espacements de texte élargis.</li>
<li>Les raccourcis d’une lettre se coupent dans la page même, et ne font que déplacer le curseur : rien n’est décidé sans un second appui.</li>
<li>À la main, par l’équipe qui écrit ce site : titres, ordre de lecture, libellés et erreurs des formulaires, messages d’état, tableaux, liens, couleurs forcées, écran étroit, parcours sans JavaScript.</li>
</ul>
<h2>Ce qui ne l’est pas encore</h2>
<ul>
<li>Aucun essai avec des personnes qui utilisent un lecteur d’écran au quotidien.</li>
<li>Les tableurs exportés ont des en-têtes, mais leur accessibilité n’a pas été contrôlée.</li>
</ul>
<h2>Signaler un obstacle</h2>
<p>Écrivez à <a href="mailto:${facts.contact}">${facts.contact}</a> : vous aurez une réponse et, s’il le faut, le contenu sous une autre forme. Sans réponse satisfaisante, vous pouvez saisir le <a href="https://formulaire.defenseurdesdroits.fr/">Défenseur des droits</a>.</p>
<p class="quiet">Déclaration établie le 24 novembre 2026.</p>`
}
