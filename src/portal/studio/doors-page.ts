import { html } from 'hono/html'
import { GIVEN_KINDS } from '../../studio/given-file.ts'
import type { Html } from '../layout.ts'
import { areaField, errorSummary, type FieldErrors, fileField, inputField, postForm, selectField } from '../web/form.ts'
import { ADD_PATH } from './paths.ts'

export interface DoorsView {
  token: Html
  options: { value: string; label: string }[]
  /** The line that is asked for; empty: to choose. */
  line: string
  address: string
  errors: FieldErrors
  /** The source that is taught under its own id, with the field that was read wrong; null: a new one. */
  source: { id: string; file: string | null; key: string; field: string } | null
}

/** The three ways in: a page, a file, a telephone call. */
export function doorsPage({ token, options, line, address, errors, source }: DoorsView): Html {
  const who = (id: string) =>
    selectField({
      name: 'pour',
      id,
      label: 'Partenaire et action',
      required: true,
      value: line,
      errors: id === 'pour' ? errors : {},
      options: [{ value: '', label: 'à choisir' }, ...options],
    })
  const known =
    source === null
      ? ''
      : html`<input type="hidden" name="source" value="${source.id}"><input type="hidden" name="cle" value="${source.key}"><input type="hidden" name="champ" value="${source.field}">`
  return html`${errorSummary(errors)}
${source?.file ? html`<p class="notice">Cette source est décrite dans un fichier de la configuration. Une fois enregistré, ce que vous lui enseignez compte à la place de ce fichier ; sa page permet de revenir au fichier.</p>` : ''}
<p>Donnez une adresse ou un fichier : le robot regarde, dit ce qu’il a trouvé, et propose une réponse pour chaque champ. Vous corrigez en montrant. Rien n’est envoyé à DORA avant votre accord.</p>
<div class="doors">
<section aria-labelledby="une-page"><h2 id="une-page">Une page du site</h2>
${postForm(
  `${ADD_PATH}/page`,
  token,
  html`${known}${who('pour')}
${inputField({ name: 'adresse', label: 'Adresse de la page', type: 'url', value: address, errors, required: true, hint: 'Celle qui présente l’offre ou la liste des offres. Elle est lue poliment : le robot respecte ce que le site demande.' })}
<p><button>Regarder cette page</button></p>`,
)}</section>
<section aria-labelledby="un-fichier"><h2 id="un-fichier">Un fichier</h2>
${postForm(
  `${ADD_PATH}/fichier`,
  token,
  html`${known}${who('pour-fichier')}
${fileField({ name: 'fichier', label: 'Fichier', accept: GIVEN_KINDS.map(kind => `.${kind}`).join(','), hint: 'Choisissez-le ou glissez-le ici : XLSX, ODS, CSV, JSON, ICS, PDF ou DOCX, 20 Mo au plus.', errors })}
${areaField({ name: 'colle', label: 'Ou collez un tableau', rows: 4, hint: 'Des cellules copiées d’un tableur, avec leur ligne de titres.', errors })}
<p><button>Regarder ce fichier</button></p>`,
  { upload: true },
)}</section>
<section aria-labelledby="un-appel"><h2 id="un-appel">Un appel téléphonique</h2>
<p>Le partenaire ne publie rien : remplissez la déclaration avec lui, au téléphone. Ce que la convention dit de l’action y est déjà.</p>
<form method="get" action="${ADD_PATH}/telephone">${who('pour-appel')}<p><button>Remplir avec lui</button></p></form></section>
</div>`
}
