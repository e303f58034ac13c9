import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importConventionCommand } from '../../src/cli/import-convention.ts'
import { YamlFileError } from '../../src/config/yaml-file.ts'
import { fundings } from '../../src/convention/fundings.ts'
import { proposeConvention } from '../../src/convention-reader/propose.ts'
import { proposalYaml } from '../../src/convention-reader/yaml-proposal.ts'
import { parseConvention } from './parse-convention.ts'

const path = new URL('./petite-convention.txt', import.meta.url).pathname
const text = readFileSync(path, 'utf8')
const proposal = proposeConvention(text)
const said = (outcome: string) =>
  proposal.checks.filter(check => check.outcome === outcome).map(check => `${check.subject}: ${check.message}`)
const lineOf = (words: string) => text.split('\n').findIndex(line => line.includes(words)) + 1

test('fiches, titles and totals are read with the line they came from', () => {
  expect(proposal.fiches.map(fiche => [fiche.number, fiche.title?.value])).toEqual([
    [1, 'Jardins partagés pour le retour a l’emploi'],
    [2, 'Appui psychologique aux personnes éloignées de l’emploi'],
    [3, 'Animation du référencement'],
  ])
  expect(proposal.totals.stateVolet2).toEqual({
    value: 51_500,
    line: lineOf('51 500 €'),
    words: expect.stringContaining('cinquante et un mille'),
  })
  expect(proposal.totals.ceilingVolet2?.value).toBe(52_000)
})

test('volets are read whether numbered or in a sentence, with their carriers', () => {
  const [first, second] = proposal.fiches
  expect(first?.volets.map(volet => [volet.name.value, volet.carriers])).toEqual([
    ['Ateliers de jardinage (JARDI)', ['Coopérative du Potager', 'Terre Neuve']],
    ['bilan', ['Compas']],
    ['Aide au matériel', ['Outil’Partage']],
  ])
  expect(second?.volets.map(volet => volet.name.value)).toEqual(['écoute individuelle', 'groupes de parole'])
})

test('amounts go to their payees and volets, a split one keeps its parts', () => {
  const items = proposal.fiches[0]?.state.items ?? []
  expect(items.map(item => [item.amount.value, item.payee, item.volet, item.signed])).toEqual([
    [18_000, null, 1, true],
    [9_000, 'Compas', 2, false],
    [2_000, 'Outil’Partage', 3, true],
  ])
  expect(items[0]?.parts.map(part => [part.amount.value, part.payee, part.amount.line])).toEqual([
    [10_000, 'Coopérative du Potager', lineOf('10 O00€')],
    [8_000, 'Terre Neuve', lineOf('(8 000€)')],
  ])
  expect(proposal.fiches[2]?.state.items.map(item => [item.payee, item.nature])).toEqual([[null, 'poste']])
})

test('what does not add up is shown, not hidden', () => {
  expect(said('écart')).toEqual([
    expect.stringMatching(
      /^fiche 1, part de l’État: la somme des montants.: 29.000.€, attendu 30.000.€, écart -1.000.€$/,
    ),
    expect.stringMatching(/^fiche 1, par volet: /),
    expect.stringMatching(/^fiche 3, parité: .*5.000.€, attendu 6.000.€/),
  ])
  expect(said('douteux').join('\n')).toMatch(/9.000.€ est écrit sans le signe €/)
  expect(said('douteux').join('\n')).toMatch(/cent fois 102.000.€, la virgule des centimes/)
  expect(said('douteux').join('\n')).toMatch(/annexe 2, fiche 2: .*31.000.€/)
  expect(said('douteux').join('\n')).toMatch(/fiche 2, période: Va jusqu’au 30.juin 2032, au-delà/)
  expect(said('juste').join('\n')).toMatch(/montant écrit en lettres \(ligne \d+\).: 51.500.€/)
})

test('headings of the financing plan are added up too', () => {
  expect(said('juste')).toContainEqual(
    expect.stringMatching(/^annexe 2, rubriques: la somme des rubriques.: 102.000.€$/),
  )
  const misread = proposeConvention(text.replace('Total 42000', 'Total 42004'))
  expect(misread.checks.find(check => check.subject === 'annexe 2, rubriques')).toMatchObject({
    outcome: 'écart',
    expected: 102_000,
    found: 102_004,
    lines: [lineOf('Total 60 000'), lineOf('Total 42000')],
  })
})

test('dates, figures and what the text rules out', () => {
  const [first, second, third] = proposal.fiches
  expect(first?.periods.map(period => [period.start?.value, period.end?.value])).toEqual([['2031-03-01', '2031-11-30']])
  expect(first?.figures.map(figure => [figure.kind, figure.min, figure.unit])).toEqual([
    ['effectif', 12, 'personnes'],
    ['durée', 3.5, 'mois'],
    ['rythme', 3, 'heures par jour'],
    ['rythme', 2, 'jours par semaine'],
  ])
  expect(second?.figures.map(figure => [figure.min, figure.max])).toEqual([[8, 10]])
  expect(first?.excluded.map(name => name.value)).toEqual(['Ruche Verte'])
  expect(third?.excluded.map(name => name.value)).toEqual(['Catalogue'])
})

test('the YAML proposal loads once the gestionnaire has mended the amount that does not add up', () => {
  const loading = (source: string) => parseConvention(proposalYaml(proposeConvention(source), '35'), 'proposition')
  expect(() => loading(text)).toThrow(YamlFileError)
  const convention = loading(
    text
      .replace('- 2 000€', '- 3 000€')
      .replace('PART DEPARTEMENT : 5 000€', 'PART DEPARTEMENT : 6 000€')
      .replace('le CD 50500', 'le CD 51500'),
  )
  expect(fundings(convention).reduce((sum, funding) => sum + funding.state, 0)).toBe(51_500)
  expect(convention.fiches[1]?.shared.map(shared => shared.amounts?.state)).toEqual([15_500])
  expect(convention.fiches[2]?.lines.map(line => line.offer)).toEqual([false])
})

test('an amount whose payee cannot be read is said, and its partner is left for a person, not given to the Département', () => {
  const nameless = text.replace(
    '- 9000 au titre d’une participation versée au Compas',
    '- 9000 au titre d’une participation',
  )
  expect(nameless).not.toBe(text)
  const read = proposeConvention(nameless)
  expect(read.fiches[0]?.state.items[1]?.payee).toBeNull()
  expect(read.checks.filter(check => check.outcome === 'douteux').map(check => check.message)).toContainEqual(
    expect.stringMatching(/^9.000.€ : à qui ils vont n’a pas été lu ; à remplir avant de garder$/),
  )
  const yaml = proposalYaml(read, '35')
  expect(yaml).toMatch(/partners:\s+\[\]\s+# ligne \d+, bénéficiaire non lu, à remplir/)
  expect(() => parseConvention(yaml, 'proposition')).toThrow(/partners/)
  // Nobody is named for a post: the Département is supposed, and that is said.
  expect(proposalYaml(proposal, '35')).toMatch(
    /- departement # poste dont personne n’est dit payé : Département supposé/,
  )
})

test('each proposed value carries its line and words', () => {
  expect(proposalYaml(proposal, '35')).toMatch(new RegExp(`state: 8000 # ligne ${lineOf('(8 000€)')} : \\(8 000€\\) ;`))
})

test('an id of an earlier convention is not given to another action: its euros and its offers would be taken for its own', () => {
  const [first] = proposal.fiches
  const id = /id: (1\/[\w-]+)/.exec(proposalYaml(proposal, '35'))?.[1] ?? ''
  const known = (title: string) => [
    {
      id: '2030',
      period: { start: '2030-01-01' },
      partners: [],
      fiches: [{ title, lines: [{ id, title, partners: ['autre'] }] }],
    },
  ]
  expect(first?.number).toBe(1)
  const again = proposalYaml(proposal, '35', known('Tout autre chose'))
  expect(again).not.toMatch(new RegExp(`id: ${id}$`, 'm'))
  expect(again).toMatch(new RegExp(`id: ${id}-2$`, 'm'))
})

test.each([
  ['du 1er janvier au 31 décembre 2031', '2031-01-01', '2031-12-31'],
  ['allant du 01/07/2031 au 30/06/2032', '2031-07-01', '2032-06-30'],
  ['du premier juillet deux mille trente et un au trente juin deux mille trente-deux', '2031-07-01', '2032-06-30'],
])('a period written «%s» is read', (words, start, end) => {
  const read = proposeConvention(text.replace(/du 1°" mars 2031 et jusqu'au 31 décembre 2031/, words))
  expect([read.totals.period?.start?.value, read.totals.period?.end?.value]).toEqual([start, end])
  expect(read.checks.map(({ subject }) => subject)).not.toContain('période')
})

test('a period that is not read is said, and no other is put in its place in silence', () => {
  const read = proposeConvention(text.replace(/du 1°" mars 2031 et jusqu'au 31 décembre 2031/, 'de deux exercices'))
  expect(read.checks.find(({ subject }) => subject === 'période')?.message).toMatch(/n’a pas été lu/)
})

test('hours by the thousand, and the cents of the plan, are read whole', () => {
  const read = proposeConvention(text.replace('Le groupe réunira 12 personnes', 'Le groupe suivra 1 200 heures'))
  expect(read.fiches[0]?.figures[0]).toMatchObject({ min: 1200, max: 1200, unit: 'heures' })
})

test('Windows line ends, page breaks and other bullets change nothing', () => {
  const altered = text.replaceAll('\n', '\r\n').replaceAll('\r\n- ', '\r\n• ').replace('ANNEXE 1', '\fANNEXE 1')
  const again = proposeConvention(altered)
  expect(again.fiches.map(fiche => fiche.state)).toEqual(
    proposal.fiches.map(fiche => JSON.parse(JSON.stringify(fiche.state).replaceAll('"words":"- ', '"words":"• '))),
  )
})

test('another département’s wording: «Fiche-action n° 1», «Part de l’État»', () => {
  const other = text
    .replace('FlCHE ACTION 1', 'Fiche-action n° 1')
    .replace('FICHE ACTION 2', 'FICHE N°2')
    .replaceAll('PART ETAT', 'Part de l’État')
    .replaceAll('PART DEPARTEMENT', 'Part du Département')
  const read = proposeConvention(other)
  expect(read.fiches.map(fiche => [fiche.number, fiche.state.total?.value, fiche.department.total?.value])).toEqual([
    [1, 30_000, 30_000],
    [2, 15_500, 15_500],
    [3, 6_000, 5_000],
  ])
  expect(read.totals.planFiches).toHaveLength(2)
})

test('spoilt headings are still headings', () => {
  const spoilt = text
    .replaceAll('Partenaires et co-financeurs', 'Partenaircs et co-financeurs')
    .replaceAll('Budget prévisionnel', 'Budqet prévislonnel')
    .replaceAll('Intitulé de', 'lntitulè de')
  expect(
    proposeConvention(spoilt).fiches.map(fiche => [
      fiche.title?.value,
      fiche.state.total?.value,
      fiche.partners.length,
    ]),
  ).toEqual(proposal.fiches.map(fiche => [fiche.title?.value, fiche.state.total?.value, fiche.partners.length]))
})

test('a missing budget, a missing fiche and an unknown text are said', () => {
  const noBudget = proposeConvention(text.replace('PART ETAT : 15 500€', 'PART : néant'))
  expect(noBudget.checks.map(check => check.message)).toContain('Montant total introuvable')
  expect(noBudget.checks.some(check => check.outcome === 'écart' && check.subject === 'total, volet 2')).toBe(true)
  const noSecond = proposeConvention(text.replace(/FICHE ACTION 2[\s\S]*?(?=FICHE ACTION 3)/, ''))
  expect(noSecond.checks[0]?.message).toMatch(/Numéros de fiches lus.: 1, 3/)
  expect(proposeConvention('').checks[0]?.message).toMatch(/Aucune fiche action/)
})

test('no damage to the text makes it fail', () => {
  const lines = text.split('\n')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(lines.length - 1), fc.nat(80), fc.string({ maxLength: 4 })), { maxLength: 30 }),
      damages => {
        const damaged = [...lines]
        for (const [line, at, noise] of damages) damaged[line] = (damaged[line] ?? '').slice(0, at) + noise
        const read = proposeConvention(damaged.join('\n'))
        proposalYaml(read, '35')
        expect(read.checks.length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 60 },
  )
})

test('the command prints text, JSON or YAML, and says plainly that a file is missing', () => {
  const runOn = (file: string, ...options: string[]) => {
    let printed = ''
    importConventionCommand({
      out: chunk => {
        printed += chunk
      },
    })
      .exitOverride()
      .configureOutput({ writeErr: () => {} })
      .parse([file, ...options], { from: 'user' })
    return printed
  }
  const run = (...options: string[]) => runOn(path, ...options)
  expect(run()).toMatch(/^3.fiches lues, part de l’État 51.500.€/)
  expect(JSON.parse(run('--json'))).toEqual(JSON.parse(JSON.stringify(proposal)))
  expect(run('--yaml')).toContain('department: "35"')
  const old = join(mkdtempSync(join(tmpdir(), 'convention-')), 'ancien.txt')
  writeFileSync(old, Buffer.from(text.replaceAll('’', "'").replaceAll('—', '-').replaceAll('€', '\u0080'), 'latin1'))
  expect(runOn(old)).toMatch(/^3.fiches lues, part de l’État 51.500.€/)
  rmSync(dirname(old), { recursive: true })
  const missing = importConventionCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  expect(() => missing.parse(['absent.txt'], { from: 'user' })).toThrow(/introuvable ou illisible/)
})
