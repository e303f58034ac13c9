import type { Decision } from './decision.ts'

/** An answer to a question of the inbox. */
interface Answered {
  item: string
  title: string
  decision: Decision
}

/** A call, as it was noted. */
interface Called {
  statement: string
  day: string
  person: string
  note: string
}

interface Contacted {
  partner: string
  /** Its address, or its name where it has none. */
  email: string
}

interface AbandonedWork {
  plan: string | null
  /** Absent where a plan was sent again. */
  travail?: string
  raison?: string
}

type NoDetail = Record<never, never>

/** What each kind of event keeps, beside who, when, and on which source and offer. */
export type EventDetails = Record<`decision-${Decision['action']}`, Answered> & {
  'plan-approuve': { plan: string; note: string | null }
  'plan-refuse': { plan: string; reason: string | null }
  'annulation-preparee': { plan: string }
  'valeur-refusee': { plan: string; field: string | null; reason: string }
  'travail-relance': AbandonedWork
  'travail-classe': AbandonedWork
  'reponse-a-verifier': { item: string; title: string; slug: string }
  /** Of a question of the inbox, or of a partner's request. */
  'demande-rouverte': { item?: string; statement?: string; title: string; decidedBy: string | null }
  'demande-acceptee': { statement: string; title?: string }
  'demande-refusee': { statement: string; reason: string }
  'regle-revoquee': { topic?: string; statement?: string; was: string; decidedBy?: string }
  'champ-epingle': { field: string; side: 'ours' | 'theirs' }
  'offre-corrigee': { statement: string; fields: string[] }
  'offre-publiee': { slug: string | null }
  'offre-laissee': { slug: string }
  'offre-remise': { statement: string }
  'offre-declaree-au-telephone': Called
  'appel-note': Called
  'membre-invite': { name: string }
  'invitation-incertaine': { name: string }
  'structure-note': { name: string; title: string; note: string }
  'passage-demande': NoDetail
  'simulation-demandee': NoDetail
  'source-en-pause': { reason: string }
  'source-reprise': NoDetail
  'horaire-change': { cron: string }
  'source-enseignee': { name: string; from: string | null }
  'source-version': { version: number }
  'source-revenue-au-fichier': NoDetail
  'source-retiree': NoDetail
  'arret-leve': { partner: string; agreement: string | null }
  'contact-ajoute': { partner: string; email: string | null; name: string; phone?: string | null }
  'contact-retire': Contacted
  'lien-partenaire-cree': Contacted & { expires: string }
  'lien-partenaire-retire': Contacted
  'campagne-lancee': { campaign: string; contacts: number }
  'campagne-close': { campaign: string }
  'rappels-envoyes': { sent: number }
  'rappel-refuse': { campaign: string; contact: string; name: string }
  'partenaire-confirmation': { statement: string }
  'partenaire-correction': { statement: string }
  'partenaire-declaration': { statement: string }
  'partenaire-withdrawal': { statement: string }
  'partenaire-return': { statement: string }
  'partenaire-stop': { statement: string }
  'partenaire-annulation': { title: string }
  'partenaire-tableur': { lines: number; taken: number; errors: number }
  /** What was forgotten, by kind. */
  'partenaire-oublie': Record<'pages' | 'offers' | 'plans' | 'writes' | 'statements' | 'contacts', number>
  'rapport-fige': { fresh: boolean }
  'rapport-envoye': { to: string[]; subject: string; text: string; version: string }
  'bilan-rempli': { convention: string; part: string; boxes: number }
  'bilan-fige': { convention: string; kept: string }
  'convention-importee': { convention: string; version: number }
  'convention-retiree': { convention: string; version: number }
  'lettre-mensuelle': { date: string; since: string | null; sent: number; failed: number }
  'acces-ouvert': { email: string; role: string }
  'acces-ferme': { email: string }
  'acces-rouvert': { email: string }
  connexion: { role: string; lien: string | null }
  deconnexion: NoDetail
  /** How the subject stands, in a stable word. */
  alerte: { standing: string; message: string; at?: string }
  /** What went, by kind. */
  purge: Record<string, number>
}

export type EventAction = keyof EventDetails

interface Happened {
  /** Name of a person, or `robot`. */
  actor: string
  source: string | null
  key: string | null
}

/** To be written down. Absent `source` and `key`: about no source; absent `detail`: nothing more to say. */
export type NewEvent = {
  [A in EventAction]: Partial<Happened> & { actor: string; action: A } & (NoDetail extends EventDetails[A]
      ? { detail?: EventDetails[A] }
      : { detail: EventDetails[A] })
}[EventAction]

/** Who did what: decisions, approvals, pauses, plans applied. A detail may lack what an earlier version did not note. */
export type AuditEvent = {
  [A in EventAction]: Happened & { id: string; at: string; action: A; detail: Partial<EventDetails[A]> }
}[EventAction]
