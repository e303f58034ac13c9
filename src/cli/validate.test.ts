import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { afterAll, describe, expect, it } from 'vitest'
import type { Judgement } from '../reference/judge.ts'
import { validateCommand } from './validate.ts'

const folder = mkdtempSync(join(tmpdir(), 'validate-'))
afterAll(() => rmSync(folder, { recursive: true }))

function saved(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function run(args: string[], stdin: (string | Uint8Array)[] = []) {
  const texts = { stdout: '', stderr: '' }
  let code: number | null = null
  const into = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += String(chunk)
        done()
      },
    })
  const io = {
    stdin: Readable.from(stdin.map(chunk => Buffer.from(chunk as string))),
    stdout: into('stdout'),
    stderr: into('stderr'),
    now: () => new Date('2026-06-30T10:00:00Z'),
    exit: (given: number) => {
      code = given
    },
  }
  await validateCommand(io)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(['node', 'validate', ...args])
  const lines = () =>
    texts.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Judgement)
  return { ...texts, code, lines }
}

const structure = { source: 'cd35', id: 'cd35--s', nom: 'Association', date_maj: '2026-03-01', code_insee: '35238' }
const service = {
  source: 'cd35',
  structure_id: 'cd35--s',
  id: 'cd35--1',
  nom: 'Atelier',
  description: 'x'.repeat(300),
  date_maj: '2026-03-01',
  code_insee: '35238',
  publics: ['jeunes'],
}

describe('dora-sync validate --json', () => {
  it.each([
    ['names that field in a text', { presentation: 'le champ "structure_id": {…}' }],
    ['holds that field in an object', { extra: { structure_id: 'x' } }],
  ])('knows a structure that %s, and comes after its services', async (_, also) => {
    const known = { ...structure, ...also }
    const text = [service, { ...service, id: 'cd35--2' }, known, service].map(each => JSON.stringify(each)).join('\n')
    const { lines } = await run(['--json', saved('quoted.jsonl', text)])
    expect(lines()[1]?.findings).toEqual([])
    expect(lines()[2]?.kind).toBe('structure')
  })

  it('prints one line per record of a JSON array, in the promised shape', async () => {
    const text = JSON.stringify(
      [service, { ...service, id: 'cd35--2', nom: 'Atelier.', structure_id: 'cd35--x' }, structure],
      null,
      2,
    )
    const { lines, code } = await run(['--json', saved('array.json', text)])
    const [first, second, third] = lines()
    expect(Object.keys(first ?? {})).toEqual([
      'id',
      'kind',
      'valid',
      'errors',
      'warnings',
      'score',
      'criteria',
      'findings',
    ])
    expect(first).toMatchObject({
      id: 'cd35--1',
      kind: 'service',
      valid: true,
      errors: [],
      warnings: [],
      score: 0.43,
      findings: [],
    })
    expect(second?.warnings.map(one => one.type)).toEqual(['avertissement'])
    expect(second?.findings.map(one => one.code)).toEqual(['structure-inconnue'])
    expect(third).toMatchObject({ kind: 'structure', valid: true, score: null, criteria: null })
    expect(code).toBe(0)
  })

  it('reads an array cut anywhere into chunks', async () => {
    const text = JSON.stringify([{ ...service, nom: 'A "quoted" [name], with \\ and {braces}' }, service])
    const { lines, code } = await run(['--json', '-'], [...text])
    expect(lines().map(line => line.valid)).toEqual([true, true])
    expect(lines()[1]?.findings.map(one => one.code)).toEqual(['identifiant-en-double'])
    expect(code).toBe(0)
  })

  it('goes on after a broken line, and says where it is', async () => {
    const text = `${JSON.stringify(service)}\n{"id": \n\n${JSON.stringify({ ...service, id: 'cd35--3', frais: 'gratuitt' })}`
    const { lines, code } = await run(['--json', '-'], [text])
    expect(lines().map(line => [line.id, line.valid, line.errors.map(error => error.type)])).toEqual([
      ['cd35--1', true, []],
      [null, false, ['json_invalid']],
      ['cd35--3', false, ['enum']],
    ])
    expect(lines()[1]?.errors[0]?.message).toContain('ligne 2')
    expect(lines()[2]?.errors[0]?.message).toContain('Vouliez-vous dire « gratuit »')
    expect(code).toBe(1)
  })

  it('says that an array is cut, after the records that could be read', async () => {
    const { lines, code } = await run(['--json', '-'], [JSON.stringify([service]).slice(0, -1), ',{"id"'])
    expect(lines().map(line => line.valid)).toEqual([true, false])
    expect(lines()[1]?.errors[0]?.message).toContain('coupé')
    expect(code).toBe(1)
  })

  it('reads one document with both lists, structures first', async () => {
    const { lines } = await run([
      '--json',
      saved('both.json', JSON.stringify({ services: [service], structures: [structure] }, null, 1)),
    ])
    expect(lines().map(line => [line.kind, line.valid, line.findings.length])).toEqual([
      ['structure', true, 0],
      ['service', true, 0],
    ])
  })

  it('makes an avertissement an error in strict mode', async () => {
    const { lines, code } = await run(['--json', '--strict', '-'], [JSON.stringify({ ...service, nom: 'Atelier.' })])
    expect(lines()[0]?.errors.map(one => one.type)).toEqual(['avertissement'])
    expect(code).toBe(1)
  })

  it('moves a v0 record to v1 and tells what was lost', async () => {
    const { nom, description, ...rest } = service
    const old = {
      ...rest,
      nom,
      presentation_detail: description,
      profils: ['adultes', 'jeunes-16-26'],
      types: ['accueil'],
    }
    const { lines } = await run(['--json', '-'], [JSON.stringify(old)])
    expect(lines()[0]?.valid).toBe(true)
    expect(
      lines()[0]
        ?.migration?.filter(step => step.lossy)
        .map(step => step.from),
    ).toEqual(['types', 'profils', 'profils'])
  })

  it('reads an Excel CSV: semicolons, Windows-1252, lists with commas, an ignored line', async () => {
    const csv =
      '__ignore__;structure_id;id;nom;description;date_maj;code_insee;publics;frais;inconnue\r\n' +
      'oui;indice;;;;;;;;\r\n' +
      ';s;a;Été à Rennes;Une description assez longue pour passer;2026-03-01;35238;jeunes, femmes;;x\r\n' +
      ';s;b;;Une description assez longue pour passer;01/03/2026;35238;jeunes;gratuit;x\r\n'
    const { lines, stderr, code } = await run(['--json', saved('excel.csv', Buffer.from(csv, 'latin1'))])
    expect(lines().map(line => [line.id, line.errors.map(error => `${error.type} ${error.loc}`)])).toEqual([
      ['a', []],
      ['b', ['string_type nom', 'date_from_datetime_parsing date_maj']],
    ])
    expect(stderr).toContain('Windows-1252')
    expect(stderr).toContain('«\u00A0inconnue\u00A0» n’est pas un champ du schéma')
    expect(code).toBe(1)
  })

  const sheets = [
    {
      name: 'Services',
      rows: [
        [
          '__ignore__',
          'structure_id',
          'id',
          'date_maj',
          'nom',
          'description',
          'thematiques',
          'code_insee',
          'code_postal',
          'zone_eligibilite',
          'nombre_semaines',
          'lien_source',
          'lien_source',
        ],
        [true, 'Indice.', 'Indice.', null, 'Indice.', 'Indice.', null, null, null, null, null, null, null],
        [
          null,
          's1',
          'v1',
          new Date('2026-03-01T00:00:00Z'),
          'Atelier',
          'Une description.',
          'sante--addictions, sante--sante-mentale',
          1004,
          1500,
          1,
          3,
          'https://exemple.fr',
          'autre',
        ],
        [
          null,
          's2',
          'v2',
          new Date('2026-03-01T00:00:00Z'),
          'Atelier',
          'Une description.',
          'sante--addiction',
          35238,
          35000,
          35,
          'beaucoup',
          null,
          null,
        ],
        [null, null, null, null, null, null, null, null, null, null, null, null, null],
      ],
    },
    {
      name: 'Structures',
      rows: [
        ['__ignore__', 'id', new Date('2026-02-23T00:00:00Z'), 'nom', 'siret', 'code_insee', 'colonne en trop'],
        [null, 's1', null, 'Association', 13003013300016, 35238, 'x'],
      ],
    },
  ]

  it('reads the template: hints skipped, numbers as codes, zeros put back, odd columns told', async () => {
    const { lines, stderr, code } = await run(['--json', saved('template.xlsx', await writeXlsx({ sheets }))])
    expect(lines().map(line => [line.id, line.errors.map(error => `${error.type} ${error.loc}`)])).toEqual([
      ['s1', ['missing date_maj']],
      ['v1', []],
      ['v2', ['enum thematiques,0', 'int_parsing nombre_semaines']],
    ])
    expect(lines()[1]?.findings.map(one => `${one.code} ${one.loc}`)).toEqual([
      'zero-initial code_insee',
      'zero-initial code_postal',
      'zero-initial zone_eligibilite,0',
      'publics-par-omission publics',
    ])
    expect(lines()[2]?.findings.map(one => one.code)).toContain('structure-inconnue')
    expect(stderr).toContain('feuille Structures, colonne C')
    expect(stderr).toContain('C’est sans doute date_maj')
    expect(stderr).toContain('feuille Services, colonne M')
    expect(code).toBe(1)
  })

  it('reads the same from an ODS', async () => {
    const { lines } = await run(['--json', saved('template.ods', await writeOds({ sheets }))])
    expect(lines().map(line => [line.id, line.valid])).toEqual([
      ['s1', false],
      ['v1', true],
      ['v2', false],
    ])
  })

  it.each<[string, string | Uint8Array, string]>([
    ['empty.json', '', 'vide'],
    ['zip.xlsx', Buffer.from('PK\u0003\u0004 nothing'), 'ne s’ouvre pas'],
    ['words.txt', 'bonjour\nmonsieur\n', 'aucun nom de colonne'],
  ])('says that %s cannot be read, exit code 2', async (name, content, words) => {
    const { lines, code } = await run(['--json', saved(name, content)])
    expect(
      lines()
        .map(line => line.errors[0]?.message)
        .join(),
    ).toContain(words)
    expect(code).toBe(2)
  })
})

describe('dora-sync validate for a person', () => {
  it('says what, where, what came, what is accepted, and sums up', async () => {
    const { stdout } = await run(
      ['--conseils', '-'],
      [
        JSON.stringify([
          { ...service, frais: 'gratuitt' },
          { ...service, id: 'cd35--2' },
        ]),
      ],
    )
    expect(stdout).toContain('service cd35--1 (ligne 1)\u00A0: à corriger')
    expect(stdout).toContain('Frais (frais)\u00A0: valeur inconnue. Reçu\u00A0: «\u00A0gratuitt\u00A0».')
    expect(stdout).toContain('conseil        Choisir la thématique')
    expect(stdout).toContain(
      '2\u00A0fiches, 1\u00A0valide, 1 à corriger. Score moyen des services valides\u00A0: 0,43.',
    )
  })

  it('refuses a missing file', async () => {
    await expect(run([join(folder, 'nowhere.json')])).rejects.toThrow('introuvable')
  })

  it('prints the JSON Schema', async () => {
    const { stdout } = await run(['--schema', 'service'])
    expect(JSON.parse(stdout)).toMatchObject({
      title: 'Service, schéma data·inclusion v1',
      required: expect.arrayContaining(['structure_id']),
    })
  })
})
