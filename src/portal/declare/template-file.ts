import type { WriteOptions } from 'hucre/xlsx'
import { frenchCount } from '../../common/french.ts'
import { optionsOf, QUESTIONS } from './questions.ts'
import { MOST_ROWS } from './spreadsheet-rows.ts'

/** The spreadsheet to fill in: header, a line of help, a sheet with every accepted value, and «Lisez-moi». */
export async function templateFile(form: 'xlsx' | 'ods'): Promise<Uint8Array> {
  const lists = QUESTIONS.flatMap(question => (question.kind === 'one' || question.kind === 'list' ? [question] : []))
  const longest = Math.max(...lists.map(question => optionsOf(question.referentiel).length))
  const workbook: WriteOptions = {
    sheets: [
      {
        name: 'Offres',
        columns: QUESTIONS.map(question => ({
          width: question.kind === 'long' ? 50 : 24,
          style: { numFmt: '@', alignment: { wrapText: true, vertical: 'top' } },
        })),
        rows: [QUESTIONS.map(question => question.label), QUESTIONS.map(question => `${question.hint}`)],
        freezePane: { rows: 2 },
      },
      {
        name: 'Valeurs acceptées',
        columns: lists.map(() => ({ width: 44 })),
        rows: [
          lists.map(question => question.label),
          ...Array.from({ length: longest }, (_, at) =>
            lists.map(question => optionsOf(question.referentiel)[at]?.label ?? null),
          ),
        ],
        freezePane: { rows: 1 },
      },
      {
        name: 'Lisez-moi',
        columns: [{ width: 100 }],
        rows: [
          ['Une ligne par offre, sous les deux premières lignes, qui restent en place.'],
          [
            `Colonnes nécessaires : ${QUESTIONS.filter(question => question.required)
              .map(question => question.label)
              .join(', ')}.`,
          ],
          [
            'Plusieurs valeurs dans une cellule : les séparer par des virgules. Les valeurs acceptées sont sur la feuille voisine.',
          ],
          [`${frenchCount(MOST_ROWS, 'offre')} au plus par fichier.`],
          ['Ne donnez que des contacts professionnels.'],
        ],
      },
    ],
    properties: { title: 'Déclarer des offres d’insertion', creator: 'dora-sync' },
  }
  return form === 'xlsx'
    ? (await import('hucre/xlsx')).writeXlsx(workbook)
    : (await import('hucre/ods')).writeOds(workbook)
}
