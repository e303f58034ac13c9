import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SourceConfig } from '../../src/config/source.ts'
import type { Convention } from '../../src/convention/convention.ts'
import { Convention as ConventionSchema } from '../../src/convention/convention.ts'
import type { RawOffer } from '../../src/harvest/connector.ts'
import { loadMapping, type Mapping } from '../../src/normalise/mapping/load-mapping.ts'

/** For tests: a mapping written in place, with an optional lexicon beside it. */
export function mappingOf(yaml: string, lexicon?: string): Mapping {
  const folder = mkdtempSync(join(tmpdir(), 'mapping-'))
  try {
    mkdirSync(join(folder, 'essai'))
    writeFileSync(join(folder, 'essai', 'mapping.yaml'), yaml)
    if (lexicon !== undefined) writeFileSync(join(folder, 'lexique.yaml'), lexicon)
    return loadMapping(join(folder, 'essai', 'mapping.yaml'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** For tests: a record whose fields are words, or HTML when they start with `<`. */
export function rawOffer(fields: Record<string, string | string[]>, key = 'offre'): RawOffer {
  return {
    key,
    address: 'https://partenaire.example.org/offre',
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, values]) => [
        name,
        [values].flat().map((value, index) => ({
          words: value.replace(/<[^>]+>/g, ' ').trim(),
          ...(value.startsWith('<') && { html: value }),
          origin: {
            document: 'd'.repeat(64),
            address: 'https://partenaire.example.org/offre',
            where: `.${name} (${index + 1})`,
          },
        })),
      ]),
    ),
  }
}

export const testSource: SourceConfig = SourceConfig.parse({
  id: 'essai',
  name: 'Source d’essai',
  partner: 'essai',
  address: 'https://partenaire.example.org/offre',
})

/** For tests: a convention of one fiche with one line; what is given replaces what the line says. */
export function conventionOf(line: Partial<Convention['fiches'][number]['lines'][number]> = {}): Convention {
  return ConventionSchema.parse({
    title: 'Convention d’essai',
    department: '35',
    period: { start: '2024-01-01', end: '2024-12-31' },
    totals: { stateVolet1: 0, stateVolet2: 100, departmentVolet2: 100, state: 100 },
    partners: [{ id: 'essai', name: 'Essai' }],
    fiches: [
      {
        number: 1,
        title: 'Fiche',
        state: 100,
        department: 100,
        lines: [
          {
            id: '1/essai',
            volet: null,
            title: 'Une action d’essai',
            partners: ['essai'],
            amounts: { state: 100, department: 100 },
            publics: ['femmes'],
            publicsText: 'Des femmes',
            places: 14,
            placesText: '14 places',
            hoursPerWeek: 20,
            weeks: 10,
            hoursText: '20 h sur 10 semaines',
            start: '2024-09-01',
            end: '2024-12-31',
            zone: ['35'],
            zoneText: 'Le département',
            offer: true,
            ...line,
          },
        ],
      },
    ],
    excluded: [{ name: 'Jardin Moderne', fiche: 1, reason: 'ne souhaite pas participer' }],
  })
}
