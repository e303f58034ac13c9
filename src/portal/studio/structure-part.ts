import { html } from 'hono/html'
import type { DoraHit } from '../../dora/search.ts'
import { isPossibleSiret } from '../../reference/siret.ts'
import type { StructureChoice } from '../../studio/structure-choice.ts'
import type { Desk } from '../desk/desk.ts'
import type { Html } from '../layout.ts'
import { type FieldErrors, inputField } from '../web/form.ts'
import { text } from '../web/frame.ts'

/** Structures shown to choose from. */
const MOST = 6

/** Structures of DORA that bear a partner's name; none when DORA is away. */
export async function structuresFor(desk: Pick<Desk, 'actions'>, name: string): Promise<DoraHit[]> {
  const found = await desk.actions.search(name).catch(() => ({ hits: [], near: [] }))
  const list = found.hits.length > 0 ? found.hits : found.near
  return list.filter(({ target }) => target === 'structure').slice(0, MOST)
}

/** Which structure of DORA carries the offers. The only one of that name is ticked already. */
export function structurePart(
  hits: readonly DoraHit[],
  { chosen, errors }: { chosen: StructureChoice | null; errors?: FieldErrors | undefined },
): Html {
  const ticked = chosen?.slug ?? (hits.length === 1 ? hits[0]?.slug : undefined)
  const box = (value: string, label: Html, on: boolean) =>
    html`<div class="box"><input type="radio" name="structure" id="structure-${value || 'plus-tard'}" value="${value}"${on ? html` checked` : ''}><label for="structure-${value || 'plus-tard'}">${label}</label></div>`
  return html`<fieldset id="structure"${errors?.structure ? html` class="wrong"` : ''}><legend>La structure qui porte ces offres dans DORA</legend>
${errors?.structure ? html`<p class="error">Erreur : ${errors.structure}</p>` : ''}
${hits.map(({ slug, name, siret, place }) => box(slug, html`${name}${place ? html`, ${place}` : ''}${siret ? html` <span class="quiet">SIRET ${siret}</span>` : ''}`, slug === ticked))}
${box('nouvelle', html`Elle n’est pas dans DORA : la créer, avec ce SIRET`, chosen !== null && chosen.slug === null)}
${inputField({ name: 'siret', label: 'SIRET de la structure à créer', value: chosen !== null && chosen.slug === null ? chosen.siret : '', errors, inputmode: 'numeric' })}
${box('', html`Me le demander plus tard`, ticked === undefined && chosen === null)}
</fieldset>`
}

/** What was answered; null: later. */
export function readStructure(
  form: FormData,
  hits: readonly DoraHit[],
): { structure: StructureChoice | null } | { errors: FieldErrors } {
  const answer = text(form, 'structure', 200)
  if (answer === 'nouvelle') {
    const siret = text(form, 'siret', 40).replace(/\s/g, '')
    if (!isPossibleSiret(siret))
      return {
        errors: { siret: 'SIRET de la structure à créer : 14 chiffres attendus, et ceux-ci n’en forment pas un.' },
      }
    return { structure: { slug: null, siret } }
  }
  const hit = hits.find(({ slug }) => slug === answer)
  return { structure: hit === undefined ? null : { slug: hit.slug, siret: hit.siret } }
}
