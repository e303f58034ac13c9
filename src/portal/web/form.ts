import { html } from 'hono/html'
import type { Html } from '../layout.ts'

/** What was wrong, in French, by the id of the control: the field's name, unless the page has several of that name. */
export type FieldErrors = Record<string, string>

interface FieldParts {
  name: string
  /** Of the control, when a page has several of that name. Default: its name. */
  id?: string
  label: string
  value?: string | undefined
  hint?: string | undefined
  errors?: FieldErrors | undefined
  required?: boolean
  /** Characters that are kept: what is longer cannot be typed, instead of being cut off unseen. */
  most?: number
  /** In a search nothing is asked for, so nothing is «facultatif». */
  search?: boolean
  /** One of several that the words say: none is «facultatif» by itself. */
  either?: boolean
  /** May be left empty, but DORA asks it before the public sees the offer. */
  published?: boolean
}

/** After the name of a control, when nothing obliges to fill it in. */
export function unforced({ required, search, either, published }: Partial<FieldParts>): Html | '' {
  if (required || search || either) return ''
  return html` <span class="quiet">(${published ? 'demandé par DORA' : 'facultatif'})</span>`
}

/** The message under a label does not begin with that label again; in the summary above, it must. */
export function ownError(id: string, label: string, errors: FieldErrors | undefined): string | undefined {
  const error = errors?.[id]
  const again = `${label} : `
  return error?.startsWith(again) ? error.slice(again.length) : error
}

function wrap(parts: FieldParts, control: (attributes: Html) => Html): Html {
  const id = parts.id ?? parts.name
  const error = ownError(id, parts.label, parts.errors)
  const described = [parts.hint && `${id}-aide`, error && `${id}-erreur`].filter(Boolean).join(' ')
  const attributes = html`id="${id}" name="${parts.name}"${parts.required ? html` required` : ''}${parts.most ? html` maxlength="${parts.most}"` : ''}${described ? html` aria-describedby="${described}"` : ''}${error ? html` aria-invalid="true"` : ''}`
  return html`<div class="field${error ? ' wrong' : ''}">
<label for="${id}">${parts.label}${unforced(parts)}</label>
${parts.hint ? html`<p class="hint" id="${id}-aide">${parts.hint}</p>` : ''}
${error ? html`<p class="error" id="${id}-erreur">Erreur : ${error}</p>` : ''}
${control(attributes)}
</div>`
}

export function inputField(
  parts: FieldParts & { type?: string; autocomplete?: string; inputmode?: string; list?: string },
): Html {
  return wrap(
    parts,
    attributes =>
      html`<input type="${parts.type ?? 'text'}" ${attributes} value="${parts.value ?? ''}"${parts.autocomplete ? html` autocomplete="${parts.autocomplete}"` : ''}${parts.inputmode ? html` inputmode="${parts.inputmode}"` : ''}>`,
  )
}

export function areaField(parts: FieldParts & { rows?: number }): Html {
  return wrap(
    parts,
    attributes => html`<textarea ${attributes} rows="${parts.rows ?? 4}">${parts.value ?? ''}</textarea>`,
  )
}

export function selectField(parts: FieldParts & { options: { value: string; label: string }[] }): Html {
  return wrap(
    parts,
    attributes =>
      html`<select ${attributes}>${parts.options.map(option => html`<option value="${option.value}"${option.value === parts.value ? html` selected` : ''}>${option.label}</option>`)}</select>`,
  )
}

export function fileField(parts: FieldParts & { accept: string }): Html {
  return wrap(parts, attributes => html`<input type="file" ${attributes} accept="${parts.accept}">`)
}

/** Several answers, as boxes under one legend. */
export function boxesField(parts: {
  name: string
  legend: string
  options: { value: string; label: string }[]
  values: readonly string[]
  required?: boolean
  published?: boolean
  hint?: string
  errors?: FieldErrors | undefined
}): Html {
  const error = ownError(parts.name, parts.legend, parts.errors)
  const described = [parts.hint && `${parts.name}-aide`, error && `${parts.name}-erreur`].filter(Boolean).join(' ')
  return html`<fieldset id="${parts.name}" tabindex="-1"${described ? html` aria-describedby="${described}"` : ''} class="${error ? 'wrong' : ''}">
<legend>${parts.legend}${unforced(parts)}</legend>
${parts.hint ? html`<p class="hint" id="${parts.name}-aide">${parts.hint}</p>` : ''}
${error ? html`<p class="error" id="${parts.name}-erreur">Erreur : ${error}</p>` : ''}
${parts.options.map(
  (
    option,
    index,
  ) => html`<div class="box"><input type="checkbox" id="${parts.name}-${index}" name="${parts.name}" value="${option.value}"${parts.values.includes(option.value) ? html` checked` : ''}>
<label for="${parts.name}-${index}">${option.label}</label></div>`,
)}
</fieldset>`
}

/** Summary above a form that was refused; each line leads to its field. Nothing when all is well. */
export function errorSummary(errors: FieldErrors | undefined): Html | '' {
  const entries = Object.entries(errors ?? {})
  if (entries.length === 0) return ''
  return html`<div class="notice bad" role="alert" tabindex="-1" id="erreurs">
<h2>${entries.length === 1 ? 'Une chose est à corriger' : `${entries.length} choses sont à corriger`}</h2>
<ul>${entries.map(([name, message]) => html`<li><a href="#${name}">${message}</a></li>`)}</ul></div>`
}

/** What says that a form which takes long was sent. */
export const WAITING_SCRIPT = '/assets/waiting.js'

/** A form that posts; `field` is the hidden token, `waiting` what is said once it is sent (`WAITING_SCRIPT`). */
export function postForm(
  action: string,
  field: Html,
  body: Html | Html[],
  options: { upload?: boolean; class?: string; id?: string; waiting?: string } = {},
): Html {
  return html`<form method="post" action="${action}"${options.waiting ? html` data-waiting="${options.waiting}"` : ''}${options.upload ? html` enctype="multipart/form-data"` : ''}${options.class ? html` class="${options.class}"` : ''}${options.id ? html` id="${options.id}"` : ''}>${field}${body}${options.waiting ? html`<p class="waiting" role="status" data-waiting-note></p>` : ''}</form>`
}
