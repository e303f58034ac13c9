import { type Expectation, type FetchedDocument, HarvestError } from '../connector.ts'
import { formOf } from '../forms.ts'

/** What may be a page: some begin with words, or are written as XML; and what search engines are told may be a document of its own, in JSON. */
const PAGES: ReadonlySet<string> = new Set(['une page web', 'un fichier XML', 'un fichier JSON', 'du texte'])

const fileOf = (document: Pick<FetchedDocument, 'body'>): string | null => {
  const form = formOf(document)
  return PAGES.has(form) ? null : form
}

/** The source answers a file where it published a page: it changed, and is not empty. Null: it may be a page. */
export function fileInstead(document: Pick<FetchedDocument, 'body' | 'address'>): Expectation | null {
  const seen = fileOf(document)
  if (seen === null) return null
  return {
    name: 'forme-du-document',
    expected: 'une page web',
    seen,
    message: `${document.address} répond ${seen}, alors qu’on attend une page web : rien n’en est lu, et rien n’est retiré. Si le partenaire publie désormais ses offres ainsi, enseigner de nouveau la source à partir de ce fichier ; sinon, corriger son adresse.`,
  }
}

/** The link of one offer leads to a file. Null: it may be a page. @param asked address before redirects */
export function fileOfOffer(document: Pick<FetchedDocument, 'body'>, asked: string): HarvestError | null {
  const seen = fileOf(document)
  if (seen === null) return null
  const message = `Le lien de cette offre mène à ${seen} et non à une page web : ce qu’il dit n’est pas lu, et l’offre attend. Au partenaire de l’écrire sur une page, ou de la donner par le formulaire.`
  return new HarvestError('document-inattendu', message, 'partenaire', asked)
}
