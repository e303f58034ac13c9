import type { NextStep } from '../../census/structure-rows.ts'
import { frenchCount } from '../../common/french.ts'

/** What to do first for a structure, in a word and in a sentence. */
export const NEXT_STEPS: Record<NextStep, { word: string; said: (services: number) => string }> = {
  inviter: {
    word: 'inviter un membre',
    said: n =>
      `Sans membre dans DORA : ${frenchCount(n, 'service publié', 'services publiés')} que le public ne voit pas. Inviter une personne suffit.`,
  },
  dora: {
    word: 'écrire à DORA',
    said: n => `Marquée obsolète : ${frenchCount(n, 'service')} que le public ne voit pas.`,
  },
  dates: {
    word: 'demander les dates',
    said: n => `${frenchCount(n, 'service publié', 'services publiés')} dont la date de fin est passée.`,
  },
  publier: {
    word: 'faire publier',
    said: n => `${frenchCount(n, 'service')} en brouillon, ou en attente de la structure.`,
  },
  completer: {
    word: 'faire compléter',
    said: n =>
      `${frenchCount(n, 'service publié', 'services publiés')} à compléter : qualité sous 80 %, ou aucun contact.`,
  },
  'mettre-a-jour': { word: 'faire mettre à jour', said: n => `${frenchCount(n, 'service')} à mettre à jour.` },
}
