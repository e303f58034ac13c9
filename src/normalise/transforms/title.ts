import { z } from 'zod'
import { squeeze } from '../../common/text.ts'
import { limited } from './text.ts'
import type { Note, Transform } from './transform.ts'

/** An address, a phone, the name of the column, or the words of a link: no letter makes a name of it. */
const NO_NAME =
  /^(?:(?:lire la suite|(?:en )?savoir plus|voir plus|plus d['’]infos?|cliquez ici|mentions légales)[\s.…>→»]*|(?:https?:\/\/|www\.)\S+|[^\s@]+@[^\s@]+\.[^\s@]+|[^\p{L}]{5,}|(?:titre|intitulé|libellé)(?: (?:de l['’]|du |de la )(?:offre|action|service|formation|atelier))?|nom (?:de l['’]|du |de la )(?:offre|action|service|formation|atelier))$/iu

/** «ANNULÉ : …», «… (complet)», «… - reporté», «Inscriptions closes : …»: said of the offer, before or after its name. */
const ENDED = `(?:(?:offre )?(?:annul|report|supprim|termin|clôtur|archiv|expir)(?:ée?|e)s?|suspendue?s?|(?:offre |poste )?pourvue?s?|places? épuisées?|compl(?:et|ète)s?|inscriptions? (?:closes?|(?:termin|ferm|clôtur)ées?)|plus (?:de |aucune )places?(?: disponibles?)?)`
const around = (said: string) =>
  new RegExp(
    String.raw`^[[(]?${said}\s*[\])]?\s*[:–—!-]|^[[(]${said}[\])]|(?:\s[–—-]\s*|[[(]|:\s*)${said}\s*!*[\])]?$`,
    'iu',
  )
/** «L’action n’est plus proposée»: wherever it stands. */
const NO_MORE = String.raw`(?<!\p{L})n['’](?:est|a) plus (?:proposée?s?|disponibles?|d['’]actualité|lieu)(?!\p{L})`
const OVER = new RegExp(`${around(ENDED).source}|${NO_MORE}`, 'iu')
/** «Brouillon - …», «Copie de …», «NE PAS PUBLIER …»: what its author did not mean to show. */
const DRAFT = new RegExp(
  String.raw`^copie (?:de |d['’])|(?<!\p{L})(?:à )?ne pas (?:publier|diffuser)(?!\p{L})|${around('(?:brouillon|copie)').source}`,
  'iu',
)
const tellName = (words: string, question: string): Note => ({
  code: 'offre-a-verifier',
  severity: 'avertissement',
  message: `« ${words.replace(/^[\s:–—-]+|[\s:–—-]+$/g, '')} » dans l’intitulé : ${question} À vérifier.`,
})

const withoutFinalDot = (line: string) => line.replace(/(?<!etc)\.+$/, '').trim()

/** A name: one line, no final dot (the schema's rule), at most 150 characters. */
export const title: Transform = {
  name: 'title',
  purpose: 'intitulé sur une ligne, sans point final, 150 caractères au plus',
  options: z.null(),
  apply(words) {
    const line = withoutFinalDot(
      squeeze(words)
        .replace(/^[•·▪►➢✓→➜»*–—-]\s+(?!\d)/u, '')
        .replace(/\s*[,;:|]$|\s[–—-]$/u, ''),
    )
    if (line.length < 3 || NO_NAME.test(line)) return { ok: false, expected: 'un intitulé de 3 à 150 caractères' }
    const kept = limited(line, 150, true)
    // Cut at the end of a sentence, it has a dot again.
    if (!kept.ok) return kept
    const over = OVER.exec(line)?.[0]
    const draft = DRAFT.exec(line)?.[0]
    const notes = [
      ...(kept.notes ?? []),
      ...(over === undefined ? [] : [tellName(over, 'l’offre est-elle encore ouverte ?')]),
      ...(draft === undefined ? [] : [tellName(draft, 'est-ce une offre à publier ?')]),
    ]
    return { ok: true, values: kept.values.map(withoutFinalDot), ...(notes.length > 0 && { notes }) }
  },
}
