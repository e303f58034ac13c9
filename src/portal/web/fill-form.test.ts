import { expect, test } from 'vitest'
import { load } from '../../common/markup.ts'
import { fillForm } from './fill-form.ts'

const form = (action: string, kind: string, body: string) =>
  `<form method="post" action="${action}"><input type="hidden" name="_jeton" value="neuf"><input type="hidden" name="action" value="${kind}"><details>${body}</details></form>`
const PAGE = `<main>${form('/a', 'prolonger', '<input name="fin">')}${form('/a', 'session', '<input name="debut"><textarea name="note"></textarea>')}${form('/b', 'session', '<input name="debut">')}</main>`

test('of several forms that post to one address, the one that was sent is filled and opened', () => {
  const fields: [string, string][] = [
    ['_jeton', 'vieux'],
    ['action', 'session'],
    ['debut', '05/01/2027'],
    ['note', 'un <b>'],
  ]
  const $ = load(fillForm(PAGE, { action: '/a', fields }))
  expect([$('form').eq(1).find('[name=debut]').val(), $('[name=note]').val()]).toEqual(['05/01/2027', 'un <b>'])
  expect($('form').eq(2).find('[name=debut]').val()).toBeUndefined()
  expect($('details[open]').length).toBe(1)
  expect($('form').eq(1).prev().attr('role')).toBe('status')
  expect($('form').eq(1).find('[name=_jeton]').val()).toBe('neuf')
})

test('a form whose hidden fields moved meanwhile is still that of its address; without one, the page stays as it is', () => {
  const moved = load(
    fillForm(PAGE, {
      action: '/b',
      fields: [
        ['action', 'autre'],
        ['debut', 'x'],
      ],
    }),
  )
  expect(moved('form').eq(2).find('[name=debut]').val()).toBe('x')
  expect(fillForm(PAGE, { action: '/c', fields: [['debut', 'x']] })).toBe(PAGE)
})
