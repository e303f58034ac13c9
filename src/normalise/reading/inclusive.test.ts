import { expect, test } from 'vitest'
import { withoutInclusive } from './inclusive.ts'

test.each([
  ['salarié·e·s', 'salariés'],
  ['salarié.e.s et retraité.e.s.', 'salariés et retraités.'],
  ['salarié(e)s', 'salariés'],
  ['demandeur·euse·s d’emploi', 'demandeurs d’emploi'],
  ['demandeur(se)s d’emploi', 'demandeurs d’emploi'],
  ['demandeurs/euses d’emploi', 'demandeurs d’emploi'],
  ['demandeurs/ses d’emploi', 'demandeurs d’emploi'],
  ['demandeurs(ses) d’emploi', 'demandeurs d’emploi'],
  ['étudiant-e-s', 'étudiants'],
  ['bénéficiaire·s du RSA', 'bénéficiaires du RSA'],
  ['exilé·es', 'exilés'],
  ['un(e) habitant(e)', 'un(e) habitant'],
  ['jeune(s)', 'jeunes'],
  ['travailleur•euses', 'travailleurs'],
])('«%s» → «%s»', (written, read) => expect(withoutInclusive(written)).toBe(read))

test.each([
  'R.S.A.',
  'et/ou',
  'jeunes/seniors',
  'sans rendez-vous',
  'Vitré. Les jeunes',
  'jeunes (16-25 ans)',
  'peut-être',
])('«%s» is left as it is', text => expect(withoutInclusive(text)).toBe(text))
