import type { CoverageReport, LineState } from './report-contract.ts'

/** What moved between two reports of the same territory. */
export interface Comparison {
  from: string
  to: string
  /** What the two do not count alike, French sentences: what follows from it is no change. */
  notes: string[]
  indicators: {
    id: string
    title: string
    before: number | null
    after: number | null
    change: number | null
    /** How much the share moved, in [-1, 1], between the whole percents that are shown; null: not a share, or not measured on one side. */
    share_change: number | null
    unit: CoverageReport['indicators'][number]['unit']
    before_display: string
    after_display: string
  }[]
  lines: { id: string; title: string; before: LineState | null; after: LineState | null }[]
  /** Pairs EPCI × category, as names, where the public finds a service that it did not: on the spot, or within reach where there was nothing. */
  deserts_filled: { area: string; category: string }[]
  deserts_new: { area: string; category: string }[]
}

/** The figure that counts something else with a census than without one; the others of a census are there with one only. */
const ON_TERRITORIES = 'sans-service-sur-place'

/** Figures and lines that differ; what is equal is left out. @param before the older report */
export function compareReports(before: CoverageReport, after: CoverageReport): Comparison {
  const old = new Map(before.indicators.map(indicator => [indicator.id, indicator]))
  const oldLines = new Map(before.lines.map(line => [line.id, line]))
  const newLines = new Map(after.lines.map(line => [line.id, line]))
  const ids = [...new Set([...oldLines.keys(), ...newLines.keys()])]
  const sameConvention = isSameConvention(before, after)
  const sameCount = (before.catalogue === null) === (after.catalogue === null)
  return {
    from: before.date,
    to: after.date,
    notes: [
      ...(sameConvention
        ? []
        : [
            `Ces deux rapports sont lus sous deux conventions, « ${before.convention} » puis « ${after.convention} » : leurs actions et leurs montants ne sont pas les mêmes.`,
          ]),
      ...(sameCount
        ? []
        : [
            'L’un ne compte que les services suivis par le robot, l’autre tout ce que le public trouve : leurs territoires et leurs manques ne se comparent pas.',
          ]),
    ],
    indicators: after.indicators.flatMap(now => {
      if (!sameCount && now.id === ON_TERRITORIES) return []
      const then = old.get(now.id)
      if (then && then.value === now.value && then.of === now.of) return []
      const change = then?.value != null && now.value !== null ? now.value - then.value : null
      return [
        {
          id: now.id,
          title: now.title,
          before: then?.value ?? null,
          after: now.value,
          change,
          share_change: now.unit === 'part' ? differ(shareOf(then), shareOf(now)) : null,
          unit: now.unit,
          before_display: then?.display ?? 'non mesuré',
          after_display: now.display,
        },
      ]
    }),
    // Of two conventions, one id may be two actions.
    lines: (sameConvention ? ids : []).flatMap(id => {
      const then = oldLines.get(id)
      const now = newLines.get(id)
      if (then?.state === now?.state) return []
      return [{ id, title: now?.title ?? then?.title ?? id, before: then?.state ?? null, after: now?.state ?? null }]
    }),
    deserts_filled: sameCount ? difference(before, after) : [],
    deserts_new: sameCount ? difference(after, before) : [],
  }
}

const shareOf = (indicator: CoverageReport['indicators'][number] | undefined): number | null =>
  indicator?.value != null && indicator.of ? indicator.value / indicator.of : null

const differ = (before: number | null, after: number | null): number | null =>
  before === null || after === null ? null : (Math.round(after * 100) - Math.round(before * 100)) / 100

/** By the last day, as a title may be corrected; a report of the first version does not have it. */
function isSameConvention(before: CoverageReport, after: CoverageReport): boolean {
  const [then, now] = [before.convention_end, after.convention_end]
  return then === '' || now === '' ? before.convention === after.convention : then === now
}

/** Pairs of the territories of both that are worse in `a` than in `b`. */
function difference(a: CoverageReport, b: CoverageReport) {
  const known = new Map(b.deserts.map(desert => [`${desert.area}\n${desert.category}`, desert.level]))
  const areas = new Set(b.areas.map(({ code }) => code))
  return a.deserts
    .filter(({ area, category, level }) => {
      if (!areas.has(area)) return false
      const other = known.get(`${area}\n${category}`)
      return other === undefined || (level === 'rien' && other === 'joignable')
    })
    .map(desert => ({ area: desert.area_name, category: desert.category_name }))
}
