/** What a person did, after their name: the action of an event of the ledger. */
const ACTIONS: Record<string, string> = {
  'decision-approve': 'a approuvé',
  'decision-refuse': 'a refusé',
  'decision-use': 'a désigné le service ou la structure',
  'decision-create': 'a demandé d’en créer un nouveau',
  'decision-map': 'a dit ce que le mot veut dire',
  'decision-keep': 'a tranché le conflit',
  'decision-dismiss': 'a classé la demande',
  'plan-approuve': 'a approuvé le plan',
  'plan-refuse': 'a refusé le plan',
  'demande-acceptee': 'a accepté la demande du partenaire',
  'demande-refusee': 'a refusé la demande du partenaire',
  'rapport-fige': 'a figé le rapport',
  'passage-demande': 'a demandé un passage',
  'simulation-demandee': 'a demandé une simulation',
  'source-en-pause': 'a mis la source en pause',
  'source-reprise': 'a remis la source en marche',
  'horaire-change': 'a changé l’horaire',
  'contact-ajoute': 'a ajouté un contact',
  'contact-retire': 'a retiré un contact',
  'lien-partenaire-cree': 'a créé un lien de partenaire',
  'lien-partenaire-retire': 'a retiré un lien de partenaire',
  'acces-ouvert': 'a ouvert un accès',
  'acces-rouvert': 'a rouvert un accès',
  'campagne-lancee': 'a lancé une campagne',
  'campagne-close': 'a clos une campagne',
  'rappels-envoyes': 'a envoyé les rappels',
  'partenaire-tableur': 'a envoyé un tableur',
  'partenaire-declaration': 'a déclaré une offre',
  connexion: 'a ouvert une session',
  deconnexion: 'a fermé sa session',
}

/** «a tranché le conflit»; an action without words of its own is quoted, never hidden. */
export function saidAction(action: string): string {
  return ACTIONS[action] ?? `\u00A0: ${action.replaceAll('-', ' ')}`
}
