import { frenchCount, frenchDate } from '../common/french.ts'
import type { AuditEvent, EventAction, EventDetails } from '../ledger/event.ts'
import { labelOfField, valueWords } from './words-of.ts'

interface Names {
  partner(id: string): string
}

/** Parts of a detail, for people; what only programs need (identifiers) is left out. */
type More<D> = (detail: Partial<D>, names: Names) => (string | null | undefined)[]

const counted = (count: number | undefined, one: string, many?: string) =>
  count ? frenchCount(count, one, many) : null
const ROLES: Record<string, string> = { gestionnaire: 'gestionnaire', ddets: 'DDETS', partenaire: 'partenaire' }
const roleWords = (role: string) => (Object.hasOwn(ROLES, role) ? ROLES[role] : role)

const answer: More<EventDetails['decision-use']> = ({ title, decision }) => [title, decision && answerWords(decision)]
const contact: More<EventDetails['contact-retire']> = ({ partner, email }, names) => [
  partner && names.partner(partner),
  email,
]
const gone: More<Record<string, number>> = detail => [
  counted(detail.pages, 'page lue', 'pages lues'),
  counted(detail.runs, 'passage'),
  counted(detail.plans, 'plan'),
  counted(detail.writes, 'écriture'),
  counted(detail.offers, 'offre'),
  counted(detail.statements, 'demande'),
  counted(detail.contacts, 'personne'),
  counted(detail.events, 'ligne du journal', 'lignes du journal'),
]

/** Of each kind of event: what the person did, after their name, and what more there is to say. */
const SAID: { [A in EventAction]: [did: string, more?: More<EventDetails[A]>] } = {
  'decision-approve': ['a approuvé', answer],
  'decision-refuse': ['a refusé', answer],
  'decision-use': ['a désigné le service ou la structure', answer],
  'decision-create': ['a demandé d’en créer un nouveau', answer],
  'decision-map': ['a dit ce que le mot veut dire', answer],
  'decision-keep': ['a tranché le conflit', answer],
  'decision-dismiss': ['a classé la demande', answer],
  'plan-approuve': ['a approuvé le plan', ({ note }) => [note && `note : ${note}`]],
  'plan-refuse': ['a refusé le plan', ({ reason }) => [reason && `raison : ${reason}`]],
  'annulation-preparee': ['a préparé une annulation'],
  'valeur-refusee': ['a refusé une valeur', ({ reason }) => [reason && `raison : ${reason}`]],
  'travail-relance': ['a relancé un travail abandonné', ({ raison }) => [raison && `raison : ${raison}`]],
  'travail-classe': ['a classé un travail abandonné', ({ raison }) => [raison && `raison : ${raison}`]],
  'reponse-a-verifier': ['a répondu pendant que DORA était absent', ({ title }) => [title]],
  'demande-rouverte': ['a rouvert une demande', ({ title }) => [title]],
  'demande-acceptee': ['a accepté la demande du partenaire', ({ title }) => [title]],
  'demande-refusee': ['a refusé la demande du partenaire', ({ reason }) => [reason && `raison : ${reason}`]],
  'regle-revoquee': ['est revenu sur une décision'],
  'champ-epingle': ['a épinglé une valeur'],
  'offre-corrigee': ['a corrigé la lecture d’une offre'],
  'offre-publiee': ['a publié un brouillon'],
  'offre-laissee': ['a laissé une offre en brouillon'],
  'offre-remise': ['a remis une offre en ligne'],
  'offre-declaree-au-telephone': [
    'a déclaré une offre avec le partenaire, au téléphone',
    ({ note }) => [note && `note : ${note}`],
  ],
  'appel-note': ['a noté un appel du partenaire', ({ note }) => [note && `note : ${note}`]],
  'membre-invite': ['a invité une personne dans DORA', ({ name }) => [name]],
  'invitation-incertaine': ['a invité une personne dans DORA, qui n’a pas répondu', ({ name }) => [name]],
  'structure-note': [
    'a noté ce qui a été fait auprès d’une structure',
    ({ name, title, note }) => [name, title, note && `note : ${note}`],
  ],
  'passage-demande': ['a demandé un passage'],
  'simulation-demandee': ['a demandé une simulation'],
  'source-en-pause': ['a mis la source en pause', ({ reason }) => [reason && `raison : ${reason}`]],
  'source-reprise': ['a remis la source en marche'],
  'horaire-change': ['a changé l’horaire'],
  'source-enseignee': ['a enseigné la source', ({ name }) => [name]],
  'source-version': ['est revenu à une version de la source'],
  'source-revenue-au-fichier': ['est revenu au fichier de la source'],
  'source-retiree': ['a retiré la source enseignée'],
  'arret-leve': [
    'a levé l’arrêt demandé par le partenaire',
    ({ partner }, names) => [partner && names.partner(partner)],
  ],
  'contact-ajoute': [
    'a ajouté un contact',
    ({ partner, email, name }, names) => [partner && names.partner(partner), email, name],
  ],
  'contact-retire': ['a retiré un contact', contact],
  'lien-partenaire-cree': [
    'a créé un lien de partenaire',
    (detail, names) => [...contact(detail, names), detail.expires && `jusqu’au ${frenchDate(detail.expires)}`],
  ],
  'lien-partenaire-retire': ['a retiré un lien de partenaire', contact],
  'campagne-lancee': ['a lancé une campagne', ({ contacts }) => [counted(contacts, 'personne')]],
  'campagne-close': ['a clos une campagne'],
  'rappels-envoyes': ['a envoyé les rappels', ({ sent = 0 }) => [frenchCount(sent, 'rappel')]],
  'rappel-refuse': ['n’a pas pu remettre un rappel : le serveur de messagerie l’a refusé', ({ name }) => [name]],
  'partenaire-confirmation': ['a confirmé une offre'],
  'partenaire-correction': ['a demandé une correction'],
  'partenaire-declaration': ['a déclaré une offre'],
  'partenaire-withdrawal': ['a demandé un retrait'],
  'partenaire-return': ['a demandé une remise en ligne'],
  'partenaire-stop': ['a demandé de ne plus être lu'],
  'partenaire-annulation': ['a annulé sa demande', ({ title }) => [title]],
  'partenaire-tableur': [
    'a envoyé un tableur',
    ({ lines = 0, taken = 0, errors }) => [
      frenchCount(lines, 'ligne'),
      frenchCount(taken, 'offre retenue', 'offres retenues'),
      counted(errors, 'erreur'),
    ],
  ],
  'partenaire-oublie': ['a fait oublier une source', gone],
  'rapport-fige': ['a figé le rapport'],
  'rapport-envoye': ['a envoyé le rapport à la DDETS'],
  'bilan-rempli': ['a rempli des cases du bilan'],
  'bilan-fige': ['a figé le bilan'],
  'convention-importee': ['a importé une convention'],
  'convention-retiree': ['a retiré une convention importée', ({ convention }) => [convention]],
  'lettre-mensuelle': [
    'a envoyé la lettre du mois',
    ({ date, sent }) => [date && frenchDate(date), counted(sent, 'lettre')],
  ],
  'acces-ouvert': ['a ouvert un accès', ({ email, role }) => [email, role && roleWords(role)]],
  'acces-ferme': ['a fermé un accès', ({ email }) => [email]],
  'acces-rouvert': ['a rouvert un accès', ({ email }) => [email]],
  connexion: ['a ouvert une session', ({ role }) => [role && roleWords(role)]],
  deconnexion: ['a fermé sa session'],
  alerte: ['a signalé', ({ message }) => [message]],
  purge: ['a effacé ce qui n’a plus à être gardé', gone],
}

/** «a tranché le conflit»; what an older version wrote, and nobody knows any more, is quoted, never hidden. */
export function saidAction(action: string): string {
  return isKnown(action) ? SAID[action][0] : ` : ${action.replaceAll('-', ' ')}`
}

/** The detail of an event of the ledger in words; empty when there is nothing for people in it. */
export function saidDetail(event: AuditEvent, names: Names): string {
  const more = isKnown(event.action) ? (SAID[event.action][1] as More<unknown> | undefined) : undefined
  return (more?.(event.detail as Partial<unknown>, names) ?? []).filter(Boolean).join(' ; ').slice(0, 400)
}

const isKnown = (action: string): action is EventAction => Object.hasOwn(SAID, action)

function answerWords(decision: EventDetails['decision-use']['decision']): string | null {
  switch (decision.action) {
    case 'map':
      return `« ${valueWords(decision.value)} »`
    case 'keep': {
      const side = decision.side.endsWith('theirs') ? 'DORA gardé' : 'valeur du partenaire'
      return `${decision.field ? `${labelOfField(decision.field)} : ` : ''}${side}${decision.side.startsWith('always') ? ', toujours' : ''}`
    }
    default:
      return null
  }
}
