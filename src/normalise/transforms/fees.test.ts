import { describe, expect, test } from 'vitest'
import { parseFees } from './fees.ts'

test.each([
  ['gratuit', 'gratuit'],
  ['gratuit pour tous', 'gratuit'],
  ['0 €', 'gratuit'],
  ['non payant', 'gratuit'],
  ['sans frais', 'gratuit'],
  ['adhésion gratuite', 'gratuit'],
  ['pris en charge à 100 %', 'gratuit'],
  ['20 €', 'payant'],
  ['pas gratuit', 'payant'],
  ['QF inférieur à 800', null],
])('%s: %s, and nothing is told', (words, value) => {
  expect(parseFees(words)).toEqual(
    value === null ? expect.objectContaining({ ok: false }) : { ok: true, values: [value] },
  )
})

test.each([
  ['bonjour', ''],
  ['', ''],
  ['le prix est bon', ''],
  ['prix libre', ' (ici : « prix libre »)'],
  ['participation libre et consciente', ' (ici : « participation libre et consciente »)'],
  ['rémunération de 600 €', ' (ici : « remuneration de 600 € » : ce que la personne reçoit)'],
  ['20 € non', ' (ici : « non » (négation))'],
  ['pris en charge à 100 %, 20 €', ' (ici : un prix, et une prise en charge totale)'],
  ['gratuit pour les adhérents', ' (ici : gratuit, mais « pour les adhérents » (condition))'],
  ['gratuit, sauf le repas', ' (ici : gratuit, mais « sauf le repas » (exception))'],
  ['gratuit la première séance', ' (ici : gratuit, mais « la première séance » (rang ou fréquence))'],
  ['gratuit en été', ' (ici : gratuit, mais « en été » (saison ou calendrier))'],
])('«%s» is refused%s', (words, because) => {
  expect(parseFees(words)).toEqual({
    ok: false,
    expected: `une indication de prix, par exemple gratuit ou 20 €${because}`,
  })
})

const bothWays = (words: string) => `« Gratuit » et un prix dans la même phrase (${words}) : compté payant. À vérifier.`
const noPrice = (words: string) => `« ${words} » n’est pas un prix : ce qui est reçu ou rendu. À vérifier.`
const star = '« gratuit » porte un renvoi (*) qui n’a pas été lu.'
const others = 'Seules les phrases qui parlent du prix ont été lues ici ; les autres ne l’ont pas été.'
test.each([
  ['Gratuit *', 'gratuit', 'lecture-partielle', 'info', star],
  ['gratuite*', 'gratuit', 'lecture-partielle', 'info', star],
  ['gratuit, 20 € d’adhésion', 'payant', 'prix-partiel', 'avertissement', bothWays('gratuit, 20 € d’adhésion')],
  ['rémunération de 600 €, gratuit', 'gratuit', 'prix-partiel', 'avertissement', noPrice('remuneration de 600 €')],
  ['chèque de caution, 10 €', 'payant', 'prix-partiel', 'avertissement', noPrice('cheque de caution')],
  ['Un bel atelier. Tarif : 5 €.', 'payant', 'reste-non-lu', 'info', others],
  [
    'gratuit pour les personnes accompagnées',
    'gratuit',
    'lecture-partielle',
    'avertissement',
    'Ces mots, à côté de la valeur gardée, n’ont pas été compris : « pour les personnes accompagnées » (condition). À vérifier.',
  ],
])('«%s» is %s, and it is told', (words, value, code, severity, message) => {
  expect(parseFees(words)).toEqual({ ok: true, values: [value], notes: [{ code, severity, message }] })
})

describe('prices written shortly, and what is free beside the offer', () => {
  const read = (words: string) => {
    const parsed = parseFees(words)
    return parsed.ok ? parsed.values[0] : parsed.expected
  }
  const told = (words: string) => {
    const parsed = parseFees(words)
    return parsed.ok ? (parsed.notes ?? []).map(({ severity, message }) => `${severity} ${message}`) : []
  }
  test.each([
    ['offert', 'gratuit'],
    ['les ateliers sont offerts', 'gratuit'],
    ['gratis', 'gratuit'],
    ['gratuit : oui', 'gratuit'],
    ['gratuit : non', 'payant'],
    ['payant : non', 'gratuit'],
    ['dix euros', 'payant'],
    ['vingt-cinq euros l’année', 'payant'],
    ['zéro euro', 'gratuit'],
  ])('%s: %s, and nothing is told', (words, value) => {
    expect(parseFees(words)).toEqual({ ok: true, values: [value] })
  })
  test.each([
    ['0', 'gratuit', 'info « 0 » est compris en euros.'],
    ['0,00', 'gratuit', 'info « 0,00 » est compris en euros.'],
    ['Coût : 0', 'gratuit', 'info « 0 » est compris en euros.'],
    ['10', 'payant', 'avertissement « 10 » est compris en euros. À vérifier.'],
    ['Tarif : 12,50', 'payant', 'avertissement « 12,50 » est compris en euros. À vérifier.'],
    ['0,5', 'payant', 'avertissement « 0,5 » est compris en euros. À vérifier.'],
  ])('a bare number is in euros: %s', (words, value, message) => {
    expect([read(words), told(words)]).toEqual([value, [message]])
  })
  test.each(['2027', '1999', '35000', '02 99 00 00 00', '5 tickets', 'offre 10'])('no price: %s', words => {
    expect(read(words)).toContain('une indication de prix')
  })
  test.each([
    'Le parking est gratuit',
    'Parking gratuit',
    'Café offert',
    'Wifi et café gratuits',
    'le parking, le wifi sont gratuits',
    'Accès gratuit au parking',
    'Appel gratuit depuis un poste fixe',
    'Repas offert',
    'garde d’enfants gratuite',
  ])('«%s» is not the price of the offer', words => {
    expect(read(words)).toContain('autre chose que l’offre')
  })
  test('beside a price, or beside «gratuit», it is told', () => {
    expect([read('Parking gratuit, atelier gratuit'), told('Parking gratuit, atelier gratuit')]).toEqual([
      'gratuit',
      ['info « Parking gratuit » : autre chose que l’offre.'],
    ])
    expect([read('Café offert, 5 € par an'), told('Café offert, 5 € par an')]).toEqual([
      'payant',
      ['info « Café offert » : autre chose que l’offre.'],
    ])
    expect(read('Le café des parents est gratuit')).toBe('gratuit')
  })
  test('a deposit comes back', () => {
    expect(read('caution 50 €')).toContain('« caution 50 € » : ce qui est rendu')
    expect(read('chèque de caution : 100 euros')).toContain('ce qui est rendu')
    expect(read('gratuit, caution de 50 €')).toBe('gratuit')
    expect(told('gratuit, caution de 50 €')).toEqual([expect.stringContaining('« caution de 50 € » n’est pas un prix')])
    expect(read('20 €, caution 50 €')).toBe('payant')
  })
  test('an age beside «gratuit» is a condition', () => {
    expect(read('gratuit - 26 ans')).toContain('gratuit, mais « 26 ans »')
    expect(read('aucune participation demandée')).toBe('gratuit')
  })
})

test('«gratuit ?» is told; what a person is paid is no price', () => {
  const asked = [
    { code: 'prix-partiel', severity: 'avertissement', message: '« gratuit ? » est une question. À vérifier.' },
  ]
  expect(parseFees('Gratuit ?')).toEqual({ ok: true, values: ['gratuit'], notes: asked })
  expect(parseFees('Gratuit ? Oui')).toEqual({ ok: true, values: ['gratuit'] })
  expect(parseFees('Gratuit ? Non')).toEqual({ ok: true, values: ['payant'] })
  for (const words of ['Indemnisé 9,76 €/h', 'stage rémunéré : 700 € par mois']) {
    const parsed = parseFees(words)
    expect(parsed.ok ? parsed.values : parsed.expected).toContain('ce que la personne reçoit')
  }
})

test.each(['tarif réduit', 'selon le quotient familial', 'selon les ressources', 'selon vos revenus'])(
  '%s: charged, and what it depends on is told',
  words => {
    const read = parseFees(words)
    expect(read).toMatchObject({ ok: true, values: ['payant'], notes: [{ code: 'prix-variable', severity: 'info' }] })
    expect(read.ok && read.notes?.[0]?.message).toContain(`« ${words} »`)
  },
)
