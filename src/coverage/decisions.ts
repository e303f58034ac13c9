import { frenchCount, frenchEuros } from '../common/french.ts'
import type { CoverageReport } from './report-contract.ts'
import type { Desert } from './territory-contract.ts'

/** One thing that somebody with authority can decide: what it is about, then a sentence that stands after a colon. */
export interface Decision {
  subject: string
  sentence: string
  /** Part of the report that says more. */
  part: string
}

/** Five at the most, what brings the most of the State's euros to light first. @param bilan the sentence on the final account, when one is due */
export function decisions(report: CoverageReport, bilan: string | null): Decision[] {
  return [
    ...lines(report),
    ...deserts(report),
    ...late(report),
    ...confirmations(report),
    ...(bilan === null ? [] : [{ subject: 'Bilan final', sentence: bilan, part: 'bilan' }]),
    ...structures(report),
  ].slice(0, 5)
}

/** The two that most euros wait for; the second also says how many others wait, so that two are not taken for all. */
function lines(report: CoverageReport): Decision[] {
  const waiting = report.lines
    .filter(line => line.offer && line.state !== 'referenced')
    .toSorted((a, b) => b.counted_euros - a.counted_euros)
  const [shown, rest] = [waiting.slice(0, 2), waiting.slice(2)]
  return shown.map((line, at) => ({
    subject: line.title,
    sentence: `${line.counted_euros > 0 ? `${frenchEuros(line.counted_euros)} de l’État. ` : ''}${line.reason}${at === 1 && rest.length > 0 ? ` ${others(rest)}` : ''}`,
    part: 'actions',
  }))
}

function others(rest: CoverageReport['lines']): string {
  const euros = rest.reduce((sum, line) => sum + line.counted_euros, 0)
  const count = frenchCount(rest.length, 'autre action attend', 'autres actions attendent')
  return `Avec elles, ${count}${euros > 0 ? ` : ${frenchEuros(euros)} de l’État` : ''}.`
}

/** The thématique that some territories lack though most have it: where a decision can close a gap. */
function deserts({ deserts: all, areas, catalogue }: CoverageReport): Decision[] {
  const epci = areas.filter(area => area.kind === 'epci').length
  const lacking = [...Map.groupBy(all, desert => desert.category).values()]
    .filter(list => list.length < epci / 2)
    .toSorted((a, b) => people(b) - people(a))
  const [worst] = lacking
  const [one] = worst ?? []
  if (worst === undefined || one === undefined) return []
  const names = worst.map(desert => desert.area_name)
  const shown =
    names.length <= 3
      ? names.join(', ')
      : `${names.slice(0, 3).join(', ')} et ${frenchCount(names.length - 3, 'autre')}`
  return [
    {
      subject: shown,
      sentence: `aucun service sur place${amongWhich(catalogue)} pour « ${one.category_name.toLowerCase()} ».`,
      part: 'territoires',
    },
  ]
}

/** What is not known of is not said to be nothing. */
function amongWhich(catalogue: CoverageReport['catalogue']): string {
  if (catalogue === null) return ', parmi ceux qui sont suivis,'
  return catalogue.services > catalogue.read ? ', parmi ceux qui ont été lus en entier,' : ''
}

const people = (list: readonly Desert[]) => list.reduce((sum, desert) => sum + desert.population, 0)

function late({ sources }: CoverageReport): Decision[] {
  const found = sources.filter(source => source.late)
  return found.length === 0
    ? []
    : [
        {
          subject: frenchCount(found.length, 'source en retard', 'sources en retard'),
          sentence: `ce qu’${found.length < 2 ? 'elle dit' : 'elles disent'} n’est plus relu.`,
          part: 'lectures',
        },
      ]
}

function confirmations({ indicators }: CoverageReport): Decision[] {
  const found = indicators.find(one => one.id === 'fraicheur')
  const old = (found?.of ?? 0) - (found?.value ?? 0)
  return old <= 0
    ? []
    : [
        {
          subject: frenchCount(old, 'service publié', 'services publiés'),
          sentence: `personne ne ${old < 2 ? 'l’a confirmé' : 'les a confirmés'} depuis six mois, et les partenaires peuvent le faire d’un geste.`,
          part: 'services',
        },
      ]
}

function structures({ structures: all }: CoverageReport): Decision[] {
  const none = all.filter(structure => structure.published === 0)
  return none.length === 0
    ? []
    : [
        {
          subject: frenchCount(none.length, 'structure'),
          sentence: `aucun service publié chez ${none
            .slice(0, 3)
            .map(each => each.name)
            .join(', ')}${none.length > 3 ? '…' : '.'}`,
          part: 'structures',
        },
      ]
}
