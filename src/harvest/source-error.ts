import { type Rejection, rejectionAt } from '../common/rejection.ts'
import type { Expectation } from './connector.ts'

/** Words by which a source says that there is no error. */
const NONE = /^(?:|0|200|false|faux|non|no|none|ok|null|aucune?|success)$/i

/** Whether what stands where errors are told tells one. */
export const tellsError = (words: string): boolean => !NONE.test(words.trim())

/** A source that says an error and gives nothing is no empty list. */
export const errorInstead = (address: string, error: string): Expectation => ({
  name: 'erreur-de-la-source',
  expected: 'des offres',
  seen: `l’erreur « ${error.slice(0, 180)} »`,
  message: `${address} répond une erreur et aucune offre (« ${error.slice(0, 120)} ») : ce n’est pas une liste vide, et rien n’est retiré. Vérifier l’adresse et ce qu’elle demande, ou voir avec qui tient la source.`,
})

/** One that says an error and gives something may have kept the rest. */
export const errorBeside = (address: string, error: string): Rejection =>
  rejectionAt('erreur-de-la-source', address, {
    received: error.slice(0, 200),
    expected: 'des offres, sans erreur',
    message: `La source dit une erreur à côté de ses offres (« ${error.slice(0, 120)} ») : ce qu’elle donne est lu, mais peut être incomplet, et rien n’est retiré d’après cette lecture.`,
    whose: 'partenaire',
  })
