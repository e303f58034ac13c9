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
}

/** «a tranché le conflit»; an action without words of its own is quoted, never hidden. */
export function saidAction(action: string): string {
  return ACTIONS[action] ?? `\u00A0: ${action.replaceAll('-', ' ')}`
}
