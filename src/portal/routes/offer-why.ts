import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import { isServiceField } from '../../dora/service-fields.ts'
import type { LastSeen } from '../../harvest/document-store.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { Provenance } from '../../normalise/normalised-offer.ts'
import { ActionRefused } from '../actions.ts'
import { ruleSentence } from '../desk/rules.ts'
import type { Html } from '../layout.ts'
import { copyLines, marked, nearMarks } from '../offer/copy-lines.ts'
import { offerLabel } from '../offer-label.ts'
import { placeLink } from '../pages/place-link.ts'
import { text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { labelOfField } from '../words-of.ts'
import { ABOVE, offerPath } from './paths.ts'

const GIVEN = new Set(['convention', 'declaration', 'default'])

/** Why a value is written: the stored copy with the words that were read; and which side holds, decided for good. */
export function offerWhyRoutes({ app, desk, frame }: Pages): void {
  app.get('/offres/:source/:key/copie', async c => {
    const { source, key } = c.req.param()
    const offer = await desk.ledger.offers.read(source, key)
    const name = c.req.query('champ') ?? ''
    const provenance = offer?.record?.provenance ?? {}
    const read = Object.hasOwn(provenance, name) ? (provenance[name] ?? []) : []
    const origins = read.filter(({ document }) => !GIVEN.has(document))
    const [first] = origins
    if (!offer || !first) return frame.notFound(c)
    const seen = await desk.ledger.documents.lastSeen(source, first.address)
    const words = origins.filter(({ document }) => document === first.document)
    return frame.show(c, {
      title: `Ce qui a été lu : ${labelOfField(name)}`,
      trail: [ABOVE.offers, { href: offerPath(offer), label: offerLabel(offer) }],
      main: html`${await copyPart(first, words, seen?.hash === first.document ? seen : null)}<p class="actions"><a class="button second" href="${offerPath(offer)}">Revenir à l’offre</a> <a href="${offerPath(offer)}/corriger?champ=${name}">Corriger ce champ</a></p>`,
    })
  })

  async function copyPart(first: Provenance, origins: readonly Provenance[], seen: LastSeen | null): Promise<Html> {
    const body = await desk.ledger.documents.get(first.document)
    const quotes = html`<p>Mots lus, ${placeLink(first.address)}, ${first.where} :</p><ul>${[...new Set(origins.map(({ words }) => words))].map(words => html`<li>« <mark>${words}</mark> »</li>`)}</ul>`
    if (body === null)
      return html`${quotes}<p class="notice">La copie de cette page n’est plus gardée : le prochain passage la relira.</p>`
    const lines = copyLines(body, seen?.headers['content-type'])
    if (lines === null)
      return html`${quotes}<p class="notice">Ce document est un fichier (PDF, tableur, image) : il ne se montre pas ici. Ouvrez-le à l’endroit dit ci-dessus.</p>`
    const shown = marked(
      lines,
      origins.map(({ words }) => words),
    )
    // The first mark is where the link to this page leads.
    let at = 0
    const here = () => (at++ === 0 ? html` id="lu"` : '')
    const found = shown.some(line => line.some(({ read }) => read))
    return html`<p>${seen ? `Copie gardée le ${frenchDateTime(seen.fetchedAt)}` : 'Copie gardée d’une lecture d’avant'} : ${placeLink(first.address)}. ${found ? 'Les mots lus sont surlignés ; les noms de personnes sont masqués.' : ''}</p>
${found ? '' : html`${quotes}<p>Ces mots ne se retrouvent pas tels quels dans le texte de la page : ils viennent d’une partie qui ne se voit pas, ou ont été mis en forme.</p>`}
<div class="copy" data-verbatim tabindex="0" role="region" aria-label="Copie gardée">${nearMarks(shown).map(line => (line === null ? html`<p class="quiet">…</p>` : html`<p>${line.map(({ text: words, read }) => (read ? html`<mark${here()}>${words}</mark>` : words))}</p>`))}</div>`
  }

  app.post('/offres/:source/:key/epingler', async c => {
    const { source, key } = c.req.param()
    const offer = await desk.ledger.offers.read(source, key)
    if (!offer) return frame.notFound(c)
    const [field = '', side = ''] = text(c.get('form'), 'choix').split(' ')
    return frame.act(c, offerPath(offer), by => pin(offer, field, side, by))
  })

  async function pin(offer: KnownOffer, field: string, side: string, by: string): Promise<string> {
    if (!isServiceField(field) || !['ours', 'theirs', 'aucun'].includes(side))
      throw new ActionRefused('Ce champ n’est pas de ceux qui s’épinglent : rien n’a changé.')
    const { source, key } = offer
    const topic = `field:${field}` as const
    return desk.ledger.transaction(async ({ choices, events }) => {
      if (side === 'aucun') {
        const known = (await choices.of(source, key)).find(each => each.topic === topic)
        if (!known) throw new ActionRefused('Ce champ n’est plus épinglé : rien n’a changé.')
        await choices.forget(source, key, topic)
        const detail = { topic, was: ruleSentence(known), decidedBy: known.decidedBy }
        await events.add({ actor: by, action: 'regle-revoquee', source, key, detail })
        return `${labelOfField(field)} n’est plus épinglé : le robot reprend son cours au prochain passage.`
      }
      const kept = side === 'ours' ? 'ours' : 'theirs'
      await choices.set(source, key, { topic, value: { side: kept, once: false } }, by)
      await events.add({ actor: by, action: 'champ-epingle', source, key, detail: { field, side: kept } })
      return kept === 'theirs'
        ? `${labelOfField(field)} est épinglé : ce que montre DORA est gardé, quoi que dise le partenaire.`
        : `${labelOfField(field)} est épinglé : ce que dit le partenaire sera écrit au prochain passage, et toujours.`
    })
  }
}
