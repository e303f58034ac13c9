import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import type { Provenance } from '../../normalise/normalised-offer.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import type { Html } from '../layout.ts'
import { personName } from '../words.ts'

/** Letters of a quotation beyond which it is cut: the stored copy shows the rest. */
const MOST = 140

export interface OriginContext {
  /** What was said of the offer, to name who said it. */
  statements: readonly Statement[]
  /** Address of the page that shows the stored copy with a field's words highlighted. */
  copy: string
}

/** Where a value comes from, in one line: the page with its words, the convention, the partner or a person, the configuration. */
export function originWords(name: string, origins: readonly Provenance[], context: OriginContext): Html[] {
  const apart = new Map(origins.map(each => [`${each.document} ${each.where} ${each.words}`, each]))
  return [...apart.values()].slice(0, 4).map(each => oneOrigin(name, each, context))
}

function oneOrigin(name: string, { document, where, words, address }: Provenance, context: OriginContext): Html {
  switch (document) {
    case 'convention':
      return html`convention, ${where}`
    case 'declaration': {
      const id = address.replace(/^demande /, '')
      const said = context.statements.find(each => each.id === id)
      return said
        ? html`<a href="/demandes/${id}">dit par ${personName(said.by)}</a> le ${frenchDate(said.at)}`
        : html`dit par le partenaire`
    }
    case 'default':
      return html`${where}`
    default: {
      const said = words.replace(/\b(\d{4}-\d\d-\d\d)T[\d:.]+Z?/g, (_, day: string) => frenchDate(day))
      const cut = said.length > MOST ? `${said.slice(0, MOST)}…` : said
      return html`« <mark>${cut}</mark> », <a href="${context.copy}?champ=${name}#lu">page lue<span class="hidden">, mots surlignés</span></a>, ${where}`
    }
  }
}
