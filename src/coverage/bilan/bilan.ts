import { monthsAfter } from '../../common/months-after.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Convention } from '../../convention/convention.ts'
import type { CoverageReport } from '../report-contract.ts'
import { LINE_STATES } from '../words.ts'
import type { Bilan, BilanAnswer, Expense, ExpenseGroup, ParcoursTold, Told } from './bilan-contract.ts'
import { type BilanBox, bilanBoxes } from './boxes.ts'
import { periodWords } from './period-words.ts'

/**
 * The account as far as it is known on a day. Pure.
 * @param report whose lines, amounts and parcours are of that convention
 * @param answers of that convention, in any order
 */
export function bilanOf(
  convention: Convention & { id: string },
  report: CoverageReport,
  answers: readonly BilanAnswer[],
): Bilan {
  const { end, start } = convention.period
  const last = new Map<string, BilanAnswer>()
  for (const answer of answers) {
    const known = last.get(answer.box)
    if (known === undefined || known.at <= answer.at) last.set(answer.box, answer)
  }
  const boxes = bilanBoxes(convention, report).map(box => {
    const answer = last.get(box.id) ?? null
    // What was said while the convention ran may have moved since: asked again once it is over.
    const again = answer !== null && parisDay(new Date(answer.at)) <= end && report.date > end
    return { ...box, answer, again }
  })
  const said = <T>(box: string, read: (value: string) => T | null): Told<T> => {
    const answer = last.get(box)
    const value = answer === undefined ? null : read(answer.value)
    return answer === undefined || value === null ? NOTHING : { value, from: 'personne', by: answer.by, at: answer.at }
  }
  const due = dueDay(end)
  const required = boxes.filter(box => box.required)
  return {
    schema: 'dora-sync/bilan/1',
    convention: { id: convention.id, title: convention.title, start, end },
    territory: report.territory,
    date: report.date,
    due,
    left: Math.round((Date.parse(due) - Date.parse(report.date)) / 86_400_000),
    volet1: groups(
      convention.volet1.map(line => ({
        group: line.nature,
        id: line.id,
        object: line.object,
        unit: line.unit,
        planned: line.state,
        plannedState: line.state,
        plannedUnits: line.units,
        period: periodWords(start, end),
      })),
      said,
    ),
    volet2: groups(
      report.bilan.map(row => ({
        group: row.heading || 'Actions du volet 2',
        id: row.line,
        object: row.nature === 'Action' ? row.object : `${row.nature} : ${row.object}`,
        unit: row.unit,
        planned: row.planned_total,
        plannedState: row.planned_state,
        plannedUnits: row.units,
        period: row.period,
      })),
      said,
    ),
    pilotage: labelled(boxes, 'Annexe 4, § 1', said),
    parcours: report.parcours.map(row => parcoursTold(row, report, said)),
    orientation: labelled(boxes, 'Annexe 4, § 2-b', said),
    implementation: report.lines.map(line => ({
      fiche: line.fiche,
      title: report.fiches.find(fiche => fiche.number === line.fiche)?.title ?? '',
      action: line.title,
      carriers: line.partners.map(partner => partner.name).join(', '),
      period: report.bilan.find(row => row.line.split(' + ').includes(line.id))?.period ?? '',
      state: line.offer ? LINE_STATES[line.state].word : 'sans offre à référencer',
      services: line.services.filter(service => service.published).length,
      done: said(`mise-en-oeuvre:${line.fiche}`, words),
    })),
    boxes,
    missing: required.filter(box => box.answer === null || box.again).length,
    required: required.length,
  }
}

const NOTHING = { value: null, from: null } as const
type Said = <T>(box: string, read: (value: string) => T | null) => Told<T>

/** Three months after the end of the convention (article 3.2): the 31 March of a convention that ends with its year. */
export function dueDay(end: string): string {
  const [year = 0, month = 0, day = 0] = end.split('-').map(Number)
  const lastOf = (months: number) => new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10)
  // The last day of a month leads to the last of another, whichever is longer; any other day to its like.
  return day === Number(lastOf(0).slice(8)) ? lastOf(3) : (monthsAfter(end, 3) ?? lastOf(3))
}

interface Planned extends Omit<Expense, 'units' | 'unitCost' | 'spent'> {
  group: string
  plannedUnits: number | null
}

function groups(lines: readonly Planned[], said: Said): ExpenseGroup[] {
  return [...Map.groupBy(lines, line => line.group)].map(([title, list]) => {
    const expenses = list.map(({ group, plannedUnits, ...line }): Expense => {
      const spent = said(`depense:${line.id}`, readFigure)
      const counted = said(`unites:${line.id}`, readFigure)
      const units: Told<number> =
        counted.value !== null ? counted : { value: plannedUnits, from: plannedUnits === null ? null : 'convention' }
      return { ...line, spent, units, unitCost: perUnit(spent.value ?? line.planned, units.value) }
    })
    const sum = (pick: (expense: Expense) => number) => expenses.reduce((total, expense) => total + pick(expense), 0)
    return {
      title,
      lines: expenses,
      planned: sum(line => line.planned),
      plannedState: sum(line => line.plannedState),
      spent: sum(line => line.spent.value ?? 0),
    }
  })
}

const perUnit = (euros: number, units: number | null): Told<number> =>
  units === null || units === 0 ? NOTHING : { value: Math.round((euros / units) * 100) / 100, from: 'calcul' }

function labelled(boxes: readonly BilanBox[], asked: string, said: Said): Bilan['pilotage'] {
  return boxes.filter(box => box.asked === asked).map(({ id, label }) => ({ box: id, label, told: said(id, words) }))
}

function parcoursTold(row: CoverageReport['parcours'][number], report: CoverageReport, said: Said): ParcoursTold {
  const or = <T>(known: { value: T | null; from: Told<T>['from'] }, told: Told<T>): Told<T> =>
    known.value === null ? told : known
  const places = or(row.places, said(`places:${row.line}`, readFigure))
  const expense = report.bilan.find(each => each.line === row.line)
  const unitCost =
    row.unit_cost.value === null && expense ? perUnit(expense.planned_total, places.value) : row.unit_cost
  return {
    line: row.line,
    name: row.name,
    partner: row.partner,
    duration: or(row.duration, said(`duree:${row.line}`, words)),
    content: row.content,
    hours: or(row.weekly_hours, said(`heures:${row.line}`, readFigure)),
    modes: or(row.modes, said(`modes:${row.line}`, words)),
    public: row.public,
    unitCost,
    places,
    also: [
      row.rhythm,
      row.places.value === null ? row.places_text : null,
      row.cofunders.length > 0 ? `Co-financeurs : ${row.cofunders.join(', ')}` : null,
    ]
      .filter(each => each !== null)
      .join(' ; '),
  }
}

const words = (value: string) => (value.trim() === '' ? null : value.trim())

/** «12 500,50», «12500.5», «3 €» → a number; null when it is none, or may be two («12.500»). */
export function readFigure(value: string): number | null {
  const plain = value.replace(/[\s€]/g, '').replace(',', '.')
  return /^(?:\d+(?:\.\d{1,2})?|0\.\d+)$/.test(plain) ? Number(plain) : null
}
