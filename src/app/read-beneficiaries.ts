import { parse } from 'csv-parse/sync'
import { frenchCount } from '../common/french.ts'
import { fold } from '../common/text.ts'

/** Lines told one by one; the rest is counted. */
const MOST_TOLD = 20

/**
 * Numbers of people by EPCI from a CSV: a line of titles with `epci` and `beneficiaires`, separated by semicolons or commas. Lines of communes add up
 * to their EPCI. A line that cannot be used is told, and the others serve.
 * @param epciOf EPCI of a code, null when it is none of the territory
 * @returns problems as French sentences
 */
export function readBeneficiaries(
  text: string,
  epciOf: (code: string) => string | null,
): { byEpci: Record<string, number>; problems: string[] } {
  const plain = text.replace(/^\uFEFF/, '')
  const [first = ''] = plain.split('\n')
  let rows: { record: string[]; info: { lines: number } }[]
  try {
    rows = parse(plain, {
      delimiter: first.includes(';') ? ';' : ',',
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof rows
  } catch {
    return { byEpci: {}, problems: ['attendu un tableau CSV, reçu un texte qui n’en est pas un'] }
  }
  const [titles = [], ...lines] = rows.map(({ record }) => record)
  const column = (...names: string[]) => titles.findIndex(title => names.includes(fold(title)))
  const code = column('epci', 'code', 'siren', 'commune', 'code epci', 'code commune')
  const people = column('beneficiaires', 'allocataires', 'beneficiaires du rsa')
  if (code < 0 || people < 0)
    return {
      byEpci: {},
      problems: [
        `attendu les colonnes « epci » et « beneficiaires », reçu : ${titles.join(', ').slice(0, 100) || 'rien'}`,
      ],
    }
  const byEpci: Record<string, number> = {}
  const problems: string[] = []
  for (const [at, cells] of lines.entries()) {
    const line = rows[at + 1]?.info.lines
    const epci = epciOf(cells[code] ?? '')
    const number = (cells[people] ?? '').replace(/\s/g, '')
    if (epci === null)
      problems.push(
        `ligne ${line} : « ${cells[code] ?? ''} » n’est le code d’aucun EPCI ni d’aucune commune du département`,
      )
    else if (!/^\d{1,9}$/.test(number))
      problems.push(`ligne ${line} : attendu un nombre de personnes, reçu « ${cells[people] ?? ''} »`)
    else byEpci[epci] = (byEpci[epci] ?? 0) + Number(number)
  }
  const rest = problems.length - MOST_TOLD
  return {
    byEpci,
    problems:
      rest > 0
        ? [...problems.slice(0, MOST_TOLD), `et ${frenchCount(rest, 'autre ligne', 'autres lignes')} du même genre`]
        : problems,
  }
}
