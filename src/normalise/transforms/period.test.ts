import { expect, test } from 'vitest'
import { parsePeriod, period } from './period.ts'

const read = (text: string) => {
  const parsed = parsePeriod(text)
  return parsed.ok ? [parsed.values[0]?.start, parsed.values[0]?.end] : parsed.expected
}

test.each([
  ['4 déc. 2025 - 5 mars 2026', '2025-12-04', '2026-03-05'],
  ['du 4 mars au 28 juin 2026', '2026-03-04', '2026-06-28'],
  ['du 4 au 29 mars 2026', '2026-03-04', '2026-03-29'],
  ['du 1er au 5 mars 2026', '2026-03-01', '2026-03-05'],
  ['4 déc. au 5 mars 2026', '2025-12-04', '2026-03-05'],
  ['1er janvier 2024 — 31 décembre 2024.', '2024-01-01', '2024-12-31'],
  ['1°" janvier au 31 décembre 2024', '2024-01-01', '2024-12-31'],
  ['septembre à décembre 2024', '2024-09-01', '2024-12-31'],
  ['Avril 2024 — décembre 2024', '2024-04-01', '2024-12-31'],
  ['01/09/2026 au 30/06/2027', '2026-09-01', '2027-06-30'],
  ['jusqu’au 30 juin 2026', null, '2026-06-30'],
  ['L’action se prolongera jusqu’en 2027', null, '2027-12-31'],
  ['à partir du 3 juin 2024', '2024-06-03', null],
  ['le 3 juin 2024 de 9 h à 12 h', '2024-06-03', '2024-06-03'],
  ['mars 2026', '2026-03-01', '2026-03-31'],
])('%s', (text, start, end) => {
  expect(read(text)).toEqual([start, end])
})

test.each([
  ['toute l’année', 'une période, par'],
  ['4 mars', 'avec son année'],
  ['du 5 avril 2026 au 3 mars 2026', 'début précède la fin'],
])('«%s» is refused', (text, expected) => {
  expect(read(text)).toContain(expected)
})

test('one edge of a period', () => {
  const context = { today: '2026-01-01' }
  expect(period.apply('du 4 mars au 28 juin 2026', 'end', context)).toEqual({ ok: true, values: ['2026-06-28'] })
  expect(period.apply('à partir du 3 juin 2024', 'end', context)).toMatchObject({ ok: false })
})

const told = (text: string) => {
  const parsed = parsePeriod(text)
  return parsed.ok ? (parsed.notes ?? []).map(({ code, message }) => [code, message]) : parsed.expected
}

test.each([
  ['du lundi 4 mai au vendredi 8 mai 2026', '2026-05-04', '2026-05-08'],
  ['du lun. 4 au ven. 8 mai 2026', '2026-05-04', '2026-05-08'],
  ['entre le 4 mars et le 8 juin 2026', '2026-03-04', '2026-06-08'],
  ['du 4 mars au 4 mars 2026', '2026-03-04', '2026-03-04'],
  ['2026-03-04 / 2026-03-08', '2026-03-04', '2026-03-08'],
  ['du 4 au 8 mars 2026 de 9h à 12h', '2026-03-04', '2026-03-08'],
  ['jusqu’à la fin 2027', null, '2027-12-31'],
])('«%s»: nothing is to be told', (text, start, end) => {
  expect(read(text)).toEqual([start, end])
  expect(told(text)).toEqual([])
})

const other = (days: string) => [
  ['periode-autre-sujet', `${days} : date d’inscription ou d’information, qui n’est pas celle de la session.`],
]

test.each([
  ['Session du 4 avril au 5 mai 2026. Inscriptions avant le 3 mars 2026.', '« 3 mars 2026 »'],
  ['Inscriptions avant le 3 mars 2026. Session du 4 avril au 5 mai 2026', '« 3 mars 2026 »'],
  ['Réunion d’information le 3 mars 2026, session du 4 avril au 5 mai 2026', '« 3 mars 2026 »'],
  [
    'réunion d’information le 3 mars 2026 ; portes ouvertes le 5 mars 2026 ; session du 4 avril au 5 mai 2026',
    '« 3 mars 2026 », « 5 mars 2026 »',
  ],
])('the clause of another date is told, and only that: «%s»', (text, days) => {
  expect(read(text)).toEqual(['2026-04-04', '2026-05-05'])
  expect(told(text)).toEqual(other(days))
})

test.each([
  ['Inscriptions jusqu’au 1er février 2026', '(ici, seulement une date d’inscription ou d’information)'],
  ['Session du 4 mars au 28 juin 2026 annulée', '(ici : « annulée »)'],
  ['toute l’année sauf août 2027', '(ici : une exception)'],
  ['du 4 mars au 8 juin', 'une période avec son année'],
  ['4 et 5 février', 'une période avec son année'],
  ['du 4 mars 2026 au 8 juin', 'une période dont la fin a son année'],
  ['le 4 mars 2026 et le 8 juin', 'une période dont la fin a son année'],
  ['4 mars 2026 puis 3 mars 2026', 'une période dont le début précède la fin'],
  ['à partir du 2 mai 2026 jusqu’au 5 avril 2026', 'une période dont le début précède la fin'],
])('«%s» is refused: %s', (text, expected) => {
  expect(read(text)).toContain(expected)
})

test.each<[text: string, start: string, end: string, spans: string]>([
  [
    'du 4 au 8 mars 2026. Du 1er juin au 5 juin 2026',
    '2026-03-04',
    '2026-06-05',
    '« 4 – 8 mars 2026 », « 1er juin – 5 juin 2026 »',
  ],
  ['du 4 au 8 et du 11 au 15 janvier 2027', '2027-01-04', '2027-01-15', '« 4 – 8 », « 11 – 15 janvier 2027 »'],
  [
    'du 4 au 8, du 11 au 15 et du 18 au 22 janvier 2027',
    '2027-01-04',
    '2027-01-22',
    '« 4 – 8 », « 11 – 15 », « 18 – 22 janvier 2027 »',
  ],
  [
    'du 4 au 8 puis du 11 au 15 puis du 18 au 22 janvier 2027',
    '2027-01-04',
    '2027-01-22',
    '« 4 – 8 », « 11 – 15 », « 18 – 22 janvier 2027 »',
  ],
  ['4-8 et 11-15 janvier 2027', '2027-01-04', '2027-01-15', '« 4 – 8 », « 11 – 15 janvier 2027 »'],
  [
    'du lundi 4 au vendredi 8 et du lundi 11 au vendredi 15 janvier 2027',
    '2027-01-04',
    '2027-01-15',
    '« 4 – 8 », « 11 – 15 janvier 2027 »',
  ],
  ['du 4 au 8/du 11 au 15 janvier 2027', '2027-01-04', '2027-01-15', '« 4 – 8 », « 11 – 15 janvier 2027 »'],
  [
    'formation du 4 au 8 et stage du 11 au 15 janvier 2027',
    '2027-01-04',
    '2027-01-15',
    '« 4 – 8 », « 11 – 15 janvier 2027 »',
  ],
  [
    'du 4 au 8 janvier\ndu 1er au 5 février\ndu 1er au 5 mars 2027',
    '2027-01-04',
    '2027-03-05',
    '« 4 – 8 janvier », « 1er – 5 février », « 1er – 5 mars 2027 »',
  ],
  [
    'du 5 au 9 janvier et du 12 au 16 janvier 2027',
    '2027-01-05',
    '2027-01-16',
    '« 5 – 9 janvier », « 12 – 16 janvier 2027 »',
  ],
  [
    'du 14 au 18 décembre et du 4 au 8 janvier 2027',
    '2026-12-14',
    '2027-01-08',
    '« 14 – 18 décembre », « 4 – 8 janvier 2027 »',
  ],
  ['2027 : du 4 au 8 janvier et du 1er au 5 mars', '2027-01-04', '2027-03-05', '« 4 – 8 janvier », « 1er – 5 mars »'],
  ['du 4 au 8 janvier / du 1er au 5 mars (2027)', '2027-01-04', '2027-03-05', '« 4 – 8 janvier », « 1er – 5 mars »'],
  [
    'du 4 au 8 janvier 2027 et du 1er au 5 mars',
    '2027-01-04',
    '2027-03-05',
    '« 4 – 8 janvier 2027 », « 1er – 5 mars »',
  ],
  [
    'du 1er au 5 mars 2027 et du 4 au 8 janvier 2027',
    '2027-01-04',
    '2027-03-05',
    '« 1er – 5 mars 2027 », « 4 – 8 janvier 2027 »',
  ],
  ['le 4 janvier et du 11 au 15 janvier 2027', '2027-01-04', '2027-01-15', '« 4 janvier », « 11 – 15 janvier 2027 »'],
  ['du 4 au 8 janvier et le 15 janvier 2027', '2027-01-04', '2027-01-15', '« 4 – 8 janvier », « 15 janvier 2027 »'],
  [
    'janvier à mars et septembre à novembre 2027',
    '2027-01-01',
    '2027-11-30',
    '« janvier – mars », « septembre – novembre 2027 »',
  ],
  [
    'entre le 4 et le 8 janvier et entre le 11 et le 15 janvier 2027',
    '2027-01-04',
    '2027-01-15',
    '« 4 – 8 janvier », « 11 – 15 janvier 2027 »',
  ],
  [
    'Session 1 : du 4 au 8 janvier 2027 ; session 2 : du 1er au 5 mars 2027',
    '2027-01-04',
    '2027-03-05',
    '« 4 – 8 janvier 2027 », « 1er – 5 mars 2027 »',
  ],
])('several periods are one, from the first day to the last, and it is told: «%s»', (text, start, end, spans) => {
  expect(read(text)).toEqual([start, end])
  expect(told(text)).toEqual([['periodes-reunies', `Plusieurs périodes (${spans}) : du premier jour au dernier.`]])
})

test('what is said otherwise between two periods keeps them apart', () => {
  expect(read('du 4 au 29 janvier 2027 (interruption du 18 au 22 janvier)')).toEqual(['2027-01-04', '2027-01-29'])
  expect(read('du 4 janvier au 30 juin 2027 sauf du 15 au 28 février')).toEqual(['2027-01-04', '2027-06-30'])
  expect(told('du 4 au 29 janvier 2027 (stage du 18 au 22 janvier)')).toEqual([
    [
      'periode-a-verifier',
      'Plusieurs périodes : celle de « 4 – 29 janvier 2027 » est gardée, pas « 18 », « 22 janvier ».',
    ],
  ])
  expect(read('du 5 au 9 mars et du 12 au 16 janvier 2027')).toContain('avec son année')
  expect(read('du 8 au 4 janvier 2027 et du 11 au 15 janvier 2027')).toContain('le début précède la fin')
  expect(read('un groupe de 8 et du 11 au 15 janvier 2027')).toEqual(['2027-01-11', '2027-01-15'])
})

test('the weeks of several dates have a beginning and no end', () => {
  expect(read('les semaines du 4 et du 11 janvier 2027')).toEqual(['2027-01-04', null])
})

test('a single day and a whole month are two periods', () => {
  expect(told('4 mars 2026 et avril 2026')).toEqual([
    ['periode-a-verifier', 'Plusieurs périodes : celle de « 4 mars 2026 » est gardée, pas « avril 2026 ».'],
  ])
})

test.each([
  ['4 et 5 février 2026', '2026-02-04', '2026-02-05', '4, 5 février 2026'],
  ['lundi 4, mardi 5 et mercredi 6 mai 2026', '2026-05-04', '2026-05-06', '4, 5, 6 mai 2026'],
  ['4 mars, 5 avril et 6 mai 2026', '2026-03-04', '2026-05-06', '4 mars, 5 avril, 6 mai 2026'],
])('«%s» goes from the first day to the last, and is told', (text, start, end, days) => {
  expect(read(text)).toEqual([start, end])
  expect(told(text)).toEqual([['periode-a-verifier', `Plusieurs jours (${days}) : du premier au dernier.`]])
})

test('words between a start and its end are told, the start and the end are not', () => {
  const left =
    'Ces mots, à côté de la valeur gardée, n’ont pas été compris : « pour les jeunes » (condition). À vérifier.'
  expect(read('à partir du 2 mars pour les jeunes jusqu’au 5 mai 2027')).toEqual(['2027-03-02', '2027-05-05'])
  expect(told('à partir du 2 mars pour les jeunes jusqu’au 5 mai 2027')).toEqual([['lecture-partielle', left]])
  expect(read('à partir du 2 juin pour les jeunes jusqu’au 5 mai 2026')).toEqual(['2025-06-02', '2026-05-05'])
  expect(told('jusqu’en 2027, non reconductible')).toEqual([
    ['lecture-partielle', expect.stringContaining('« non reconductible » (négation)')],
  ])
})

test('what follows a day that is none is told', () => {
  expect(read('du 40 au 8 mars 2026')).toEqual(['2026-03-08', '2026-03-08'])
  expect(told('du 40 au 8 mars 2026')).toEqual([['lecture-partielle', expect.stringContaining('« du 40 au »')]])
})

test.each([
  ['12→16 janvier 2027', '2027-01-12', '2027-01-16'],
  ['12 > 16 janvier 2027', '2027-01-12', '2027-01-16'],
  ['12.01.27-05.03.27', '2027-01-12', '2027-03-05'],
  ['12/01/2027–05/03/2027', '2027-01-12', '2027-03-05'],
  ['Fin : 05/03/2027 Début : 12/01/2027', '2027-01-12', '2027-03-05'],
  ['pas avant le 12 janvier 2027', '2027-01-12', null],
  ['année 2027', '2027-01-01', '2027-12-31'],
  ['toute l’année 2027', '2027-01-01', '2027-12-31'],
])('%s: read whole, and nothing is to be told', (text, start, end) => {
  expect(parsePeriod(text)).toEqual({ ok: true, values: [{ start, end }] })
})

test('a year at school, or two years, is no year', () => {
  expect(read('année scolaire 2027')).toContain('une période')
  expect(read('année 2026-2027')).toContain('une période')
  expect(read('fin : 12 janvier 2027, début : 5 mars 2027')).toContain('le début précède la fin')
})

test('the middle of a month is told, and a length is not its end', () => {
  expect(parsePeriod('mi-janvier 2027')).toMatchObject({
    values: [{ start: '2027-01-01', end: '2027-01-31' }],
    notes: [{ code: 'lecture-partielle', message: expect.stringContaining('« mi »') }],
  })
  expect(read('du 12 janvier 2027 pour 8 semaines')).toEqual(['2027-01-12', null])
  expect(read('le 12 janvier 2027, pendant deux mois')).toEqual(['2027-01-12', null])
})

test('what brackets say of registrations is theirs', () => {
  expect(read('formation du 12 janvier au 5 mars 2027 (réunion d’information le 5 janvier 2027)')).toEqual([
    '2027-01-12',
    '2027-03-05',
  ])
  expect(read('du 12 janvier 2027 (inscription avant le 2 janvier 2027) au 5 mars 2027')[0]).toBe('2027-01-12')
})

test.each([
  ['1er semestre 2027', '2027-01-01', '2027-06-30'],
  ['2ème semestre 2026', '2026-07-01', '2026-12-31'],
  ['second semestre de l’année 2027', '2027-07-01', '2027-12-31'],
  ['premier trimestre 2027', '2027-01-01', '2027-03-31'],
  ['3e trimestre 2027', '2027-07-01', '2027-09-30'],
  ['dernier trimestre 2027', '2027-10-01', '2027-12-31'],
  ['1er et 2e trimestres 2027', '2027-01-01', '2027-06-30'],
  ['du 2e au 3e trimestre 2027', '2027-04-01', '2027-09-30'],
  ['T1 2027', '2027-01-01', '2027-03-31'],
  ['T4-2027', '2027-10-01', '2027-12-31'],
  ['S2 2026', '2026-07-01', '2026-12-31'],
  ['à partir du 2e trimestre 2027', '2027-04-01', null],
  ['jusqu’au 1er semestre 2027', null, '2027-06-30'],
  ['2027', '2027-01-01', '2027-12-31'],
  ['en 2027.', '2027-01-01', '2027-12-31'],
  ['exercice 2027', '2027-01-01', '2027-12-31'],
  ['2026-1-5 au 2026-2-6', '2026-01-05', '2026-02-06'],
  ['sept. 26 à juin 27', '2026-09-01', '2027-06-30'],
  ['du 1er/03/2027 au 5/04/2027', '2027-03-01', '2027-04-05'],
])('a part of a year, or a short form, is whole: «%s»', (text, start, end) => {
  expect(parsePeriod(text)).toEqual({ ok: true, values: [{ start, end }] })
})

test.each([
  ['5e trimestre 2027', 'une période, par'],
  ['3e semestre 2027', 'une période, par'],
  ['S3 2027', 'une période, par'],
  ['3e au 2e trimestre 2027', 'une période, par'],
  ['1er trimestre scolaire 2027', 'une période, par'],
  ['1er semestre 2026-2027', 'une période, par'],
  ['sauf 2e trimestre 2027', '(ici : une exception)'],
  ['2027 stagiaires', 'une période, par'],
  ['2026-2027', 'une période, par'],
  ['du 5 au 9 mars et du 12 au 16 janvier 2027', 'avec son année'],
])('«%s» is refused: %s', (text, expected) => {
  expect(read(text)).toContain(expected)
})

test('of several parts of a year the first is kept, and told', () => {
  expect(read('1er semestre 2027 et 1er semestre 2028')).toEqual(['2027-01-01', '2027-06-30'])
  expect(told('T2 2027 ; 4e trimestre 2027')).toEqual([
    ['periode-a-verifier', 'Plusieurs périodes : « T2 2027 » est gardée, pas « 4e trimestre 2027 ».'],
  ])
  expect(told('1er semestre 2027, sous réserve')).toEqual([['lecture-partielle', expect.stringContaining('réserve')]])
})

test('a part of a month, and a list of months, are told', () => {
  const whole = (part: string, month: string) => [
    'periode-a-verifier',
    `« ${part} » d’un mois : « ${month} » est compté en entier.`,
  ]
  expect(read('fin décembre 2027')).toEqual(['2027-12-01', '2027-12-31'])
  expect(told('fin décembre 2027')).toEqual([whole('fin', 'décembre 2027')])
  expect(read('début mars à fin mai 2027')).toEqual(['2027-03-01', '2027-05-31'])
  expect(told('début mars à fin mai 2027')).toEqual([whole('debut', 'mars')])
  expect(read('à partir de fin mars 2027')).toEqual(['2027-03-01', null])
  expect(read('janvier, février et mars 2027')).toEqual(['2027-01-01', '2027-03-31'])
  expect(told('janvier et mars 2027')).toEqual([
    ['periode-a-verifier', 'Plusieurs mois (janvier, mars 2027) : du premier au dernier.'],
  ])
  expect(read('4 janvier 2027 et mars 2027')).toEqual(['2027-01-04', '2027-01-04'])
})

test.each<[string, string | null, string | null]>([
  ['clôture le 15/12/2026 – formation du 12/01/2027 au 26/03/2027', '2027-01-12', '2027-03-26'],
  ['clôture le 15/12/2026', null, '2026-12-15'],
  ['début le 12/01/2027, clôture le 26/03/2027', '2027-01-12', '2027-03-26'],
  ['ancienne date : 12/01/2027, nouvelle date : 02/03/2027', '2027-03-02', '2027-03-02'],
  ['semaine du 12 janvier 2027', '2027-01-12', null],
  ['du 12 janvier au 26 mars 2027 (fermé du 15 au 20 février 2027)', '2027-01-12', '2027-03-26'],
])('a closing day, a day that another replaces, a week, a closure: «%s»', (words, start, end) => {
  expect(parsePeriod(words)).toMatchObject({ ok: true, values: [{ start, end }] })
})

test('a day that another replaces is told as such', () => {
  const parsed = parsePeriod('ancienne date : 12/01/2027, nouvelle date : 02/03/2027')
  expect(parsed.ok && parsed.notes?.[0]?.message).toBe(
    '« 12/01/2027 » : date remplacée, d’inscription ou d’information, qui n’est pas celle de la session.',
  )
})

test.each([
  ['du 29 février 2027 au 15 mars 2027', '29 fevrier 2027'],
  ['du 15 février 2027 au 30 février 2027', '30 fevrier 2027'],
  ['du 31/04/2027 au 15/05/2027', '31/04/2027'],
])('a period that begins or ends on a day that is none is refused whole: «%s»', (words, day) => {
  const parsed = parsePeriod(words)
  expect(parsed.ok ? parsed.values : parsed.expected).toContain(`« ${day} » n’existe pas`)
})

test.each(['fermé du 20 décembre 2026 au 4 janvier 2027', 'fermeture annuelle : du 1er au 15 août 2027'])(
  'when it is closed is no period: «%s»',
  words => {
    expect(parsePeriod(words).ok).toBe(false)
  },
)

test.each([
  [
    'du 4 au 8 janvier 2027 (complet), du 8 au 12 mars 2027',
    '2027-03-08',
    '2027-03-12',
    ['4 au 8 janvier 2027 (complet)'],
  ],
  ['du 4 au 8 janvier (complète) et du 8 au 12 mars 2027', '2027-03-08', '2027-03-12', ['4 au 8 janvier (complète)']],
  ['du 4 au 8 janvier 2027 (complet), du 8 au 12 mars', '2027-03-08', '2027-03-12', ['4 au 8 janvier 2027 (complet)']],
  ['12 décembre 2026 (complet) ; 9 janvier', '2027-01-09', '2027-01-09', ['12 décembre 2026 (complet)']],
  [
    'du 4 au 8 janvier 2027\ndu 8 au 12 mars 2027 – COMPLET',
    '2027-01-04',
    '2027-01-08',
    ['8 au 12 mars 2027 – COMPLET'],
  ],
  ['12 janvier 2027 annulé, 19 janvier 2027', '2027-01-19', '2027-01-19', ['12 janvier 2027 annulé']],
  ['janvier 2027 : complet ! mars 2027', null, null, null],
  ['janvier 2027 (complet), mars 2027', '2027-03-01', '2027-03-31', ['janvier 2027 (complet)']],
  [
    '4 janvier 2027 (complet), 11 janvier 2027 (déjà complet), 18 janvier 2027',
    '2027-01-18',
    '2027-01-18',
    ['4 janvier 2027 (complet)', '11 janvier 2027 (déjà complet)'],
  ],
  // Said of all, or of nobody knows which.
  ['du 4 au 8 janvier et du 8 au 12 mars 2027 (complet)', null, null, null],
  ['12 janvier 2027 (complet) et 19 janvier 2027 (complet)', null, null, null],
  ['COMPLET : du 4 au 8 janvier 2027 ; du 8 au 12 mars 2027', null, null, null],
  ['le 12 janvier reporté au 19 janvier 2027', null, null, null],
  ['du 8 au 12 mars 2027, groupe complet de 12 personnes', null, null, null],
])('of «%s» the sessions that take nobody any more are left out, and told', (text, start, end, closed) => {
  const parsed = parsePeriod(text)
  expect(parsed.ok ? [parsed.values[0]?.start, parsed.values[0]?.end] : [null, null]).toEqual([start, end])
  const told = parsed.ok ? (parsed.notes ?? []).filter(({ code }) => code === 'session-close') : []
  const words = closed?.map(session => `« ${session} »`).join(', ')
  const plural = (closed ?? []).length > 1
  expect(told.map(({ message }) => message)).toEqual(
    closed === null
      ? []
      : [
          `${words} : ${plural ? 'sessions qui n’accueillent plus, laissées' : 'session qui n’accueille plus, laissée'} de côté.`,
        ],
  )
})
