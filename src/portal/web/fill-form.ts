import { load } from '../../common/markup.ts'
import type { Draft } from '../../ledger/drafts.ts'

/**
 * The page with its form filled with what was typed before the session ended, and a word about it. A page without that form is given back as it is.
 * Of several forms that post to one address, it is the one that asks the same: its hidden fields say what was sent.
 */
export function fillForm(page: string, draft: Pick<Draft, 'action' | 'fields'>): string {
  const $ = load(page)
  const typed = Map.groupBy(draft.fields, ([name]) => name)
  const forms = $('form[method="post"]').filter((_at, each) => $(each).attr('action') === draft.action)
  const asks = (form: (typeof forms)[number]): boolean =>
    $(form)
      .find('input[type="hidden"]')
      .toArray()
      .map(each => [$(each).attr('name') ?? '', $(each).attr('value') ?? ''] as const)
      .every(([name, value]) => name === '_jeton' || typed.get(name)?.some(([, sent]) => sent === value))
  const same = forms.filter((_at, each) => asks(each))
  const first = (same.length > 0 ? same : forms).first()
  if (first.length === 0) return page
  for (const control of first.find('input, textarea, select').toArray()) {
    const name = $(control).attr('name') ?? ''
    const type = $(control).attr('type') ?? ''
    const values = (typed.get(name) ?? []).map(([, value]) => value)
    if (name === '_jeton' || type === 'file' || type === 'hidden') continue
    if (type === 'checkbox' || type === 'radio') {
      if (values.includes($(control).attr('value') ?? 'on')) $(control).attr('checked', '')
      else $(control).removeAttr('checked')
    } else if (values[0] === undefined) continue
    else if (control.tagName === 'textarea') $(control).text(values[0])
    else if (control.tagName === 'select') {
      for (const option of $(control).find('option').toArray())
        if ($(option).attr('value') === values[0]) $(option).attr('selected', '')
        else $(option).removeAttr('selected')
    } else $(control).attr('value', values[0])
    if (values[0]) $(control).parents('details').attr('open', '')
  }
  first.before(
    '<p class="notice" role="status">Votre session s’était terminée : ce que vous aviez tapé est revenu. Vérifiez, puis envoyez.</p>',
  )
  return $.html()
}
