import type { OfferLine } from '../../ledger/offers-page.ts'

/** What can be done of several offers at once. */
export type BulkAction = 'confirmer' | 'publier' | 'archiver' | 'pause' | 'partenaire'

export interface BulkKind {
  label: string
  /** What it does, in a sentence, before it is done. */
  does: string
  /** Button that does it. */
  press: string
  /** What a person must say; null: nothing. */
  asks: { name: 'personne' | 'raison'; label: string; hint: string } | null
  /** Why it is not for this offer; null: it is. */
  leaves(line: Pick<OfferLine, 'state' | 'slug' | 'status'>): string | null
}

export const BULK: Record<BulkAction, BulkKind> = {
  confirmer: {
    label: 'Confirmer',
    does: 'Chaque offre est notée exacte aujourd’hui, dite par la personne que vous nommez, et DORA en est prévenu.',
    press: 'Confirmer',
    asks: {
      name: 'personne',
      label: 'À qui vous avez parlé',
      hint: 'La personne, chez le partenaire, qui dit que ces offres sont exactes.',
    },
    leaves: ({ state }) => (state === 'retired' ? 'déjà retirée' : state === 'rejected' ? 'rejetée' : null),
  },
  publier: {
    label: 'Publier',
    does: 'Chaque brouillon est publié dans DORA aussitôt, à votre nom : le public le verra.',
    press: 'Publier',
    asks: null,
    leaves: ({ status, slug }) => (slug === null ? 'pas dans DORA' : status === 'DRAFT' ? null : 'pas en brouillon'),
  },
  archiver: {
    label: 'Archiver',
    does: 'Chaque offre est archivée dans DORA : le public ne la verra plus. Elle peut revenir depuis sa page.',
    press: 'Archiver',
    asks: {
      name: 'raison',
      label: 'Raison',
      hint: 'Par exemple : session terminée. Elle reste dans l’histoire de l’offre.',
    },
    leaves: ({ state, status }) => (state === 'retired' || status === 'ARCHIVED' ? 'déjà archivée' : null),
  },
  pause: {
    label: 'Mettre leurs sources en pause',
    does: 'Les sources de ces offres ne sont plus lues d’elles-mêmes, avec toutes leurs offres, jusqu’à ce que vous les repreniez.',
    press: 'Mettre en pause',
    asks: { name: 'raison', label: 'Raison', hint: 'Par exemple : le partenaire refait son site.' },
    leaves: () => null,
  },
  partenaire: {
    label: 'Envoyer au partenaire',
    does: 'Chaque contact des partenaires concernés reçoit un message qui nomme ces offres, avec son lien personnel pour les confirmer ou les corriger. Ce lien remplace le précédent.',
    press: 'Envoyer les messages',
    asks: null,
    leaves: ({ state }) => (state === 'retired' ? 'déjà retirée' : null),
  },
}

export function isBulkAction(word: string): word is BulkAction {
  return Object.hasOwn(BULK, word)
}

/** An offer as a box of the list names it. */
export function choiceOf({ source, key }: { source: string; key: string }): string {
  return `${encodeURIComponent(source)}/${encodeURIComponent(key)}`
}

/** Null when it is none of ours. */
export function readChoice(text: string): { source: string; key: string } | null {
  const [, source, key] = /^([^/]{1,600})\/([^/]{1,2000})$/.exec(text) ?? []
  try {
    return source && key ? { source: decodeURIComponent(source), key: decodeURIComponent(key) } : null
  } catch {
    return null
  }
}
