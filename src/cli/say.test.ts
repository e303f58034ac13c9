import { expect, test } from 'vitest'
import { say, sayAside } from './say.ts'

test.each([say, sayAside])('what a partner wrote cannot command the terminal', speak => {
  let written = ''
  speak('Offre « \u001B[2J\u009B31m\u202Epris\u0007 »\n', text => {
    written += text
  })
  expect(written).toBe('Offre «\u00A0�[2J�31m�pris�\u00A0»\n')
})
