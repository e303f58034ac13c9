import { frenchEuros, frenchNumber } from '../common/french.ts'
import type { CountRow, CoverageReport } from './report-contract.ts'
import { marksTo, PAINT, shape, svgOf, widthOf, words, wrapped } from './svg-parts.ts'

/** Pixels across a bar. */
const BAR = 20

/** One bar per row, value written at its end: readable without colour. */
export function barsSvg(rows: readonly Pick<CountRow, 'label' | 'value'>[]): string {
  return bars(
    { width: 480, left: 190, right: 60, top: 8, row: 38 },
    rows.map(({ label, value }) => ({
      label,
      end: frenchNumber(value),
      parts: [{ value, look: { fill: PAINT.accent } }],
    })),
  )
}

/** A part of a bar, and its mark in the legend. Outlines are drawn inside, so that a part is as long as it says. */
const MONEY = [
  { key: 'referenced', name: 'Référencés', look: { fill: PAINT.accent } },
  { key: 'partial', name: 'En partie', look: { fill: PAINT.warn } },
  { key: 'missing', name: 'Pas encore', look: { fill: 'none', stroke: PAINT.bad, 'stroke-width': 2 } },
  {
    key: 'without_offer',
    name: 'Sans offre',
    look: { fill: 'none', stroke: PAINT.quiet, 'stroke-width': 1, 'stroke-dasharray': '4,2' },
  },
] as const

/** Euros of the State by fiche: referenced, in part, missing, without offer. Patterns of outline tell them apart without colour. */
export function moneySvg(fiches: CoverageReport['fiches']): string {
  const legend = MONEY.map(({ name, look }, at) => {
    const x = 5 + at * 118
    const mark = outlined({ x, y: 6, width: 25, height: 14 }, look, { rx: 3.5 })
    return mark + words([name], { x: x + 30, y: 13, anchor: 'start' })
  })
  return bars(
    { width: 480, left: 72, right: 84, top: 34, row: 34 },
    fiches.map(({ number, money }) => ({
      label: `Fiche ${number}`,
      end: frenchEuros(money.total),
      parts: MONEY.map(({ key, look }) => ({ value: money[key], look })),
    })),
    legend,
  )
}

interface Bar {
  label: string
  /** Written after it. */
  end: string
  parts: readonly { value: number; look: Record<string, string | number> }[]
}

function bars(
  frame: { width: number; left: number; right: number; top: number; row: number },
  rows: readonly Bar[],
  legend: readonly string[] = [],
): string {
  const { width, left, right, top, row } = frame
  const total = (bar: Bar) => bar.parts.reduce((all, { value }) => all + value, 0)
  const most = marksTo(Math.max(0, ...rows.map(total))).at(-1) ?? 1
  const long = (value: number) => (value / most) * (width - left - right)
  const bottom = top + rows.length * row
  const drawn = rows.flatMap((bar, at) => {
    const y = top + (at + 0.5) * row
    let x = left
    const parts = bar.parts.map(({ value, look }) => {
      const here = x
      x += long(value)
      // An empty part draws no outline.
      return value === 0 ? '' : outlined({ x: here, y: y - BAR / 2, width: x - here, height: BAR }, look)
    })
    return [
      words(wrapped(bar.label, left - 10), { x: left - 8, y, anchor: 'end' }),
      ...parts,
      words([bar.end], { x: x + 5, y, anchor: 'start' }),
    ]
  })
  const line = shape('path', { d: `M${left - 0.5} ${top}V${bottom}`, fill: 'none', stroke: PAINT.line })
  return svgOf(width, bottom + 16, [...legend, line, ...drawn])
}

/** A rectangle whose outline, when it has one, stays inside. */
function outlined(
  box: { x: number; y: number; width: number; height: number },
  look: Record<string, string | number>,
  more: Record<string, number> = {},
): string {
  const edge = Number(look['stroke-width'] ?? 0)
  const inside = (length: number) => Math.max(length - edge, 0.5)
  const place = { x: box.x + edge / 2, y: box.y + edge / 2, width: inside(box.width), height: inside(box.height) }
  return shape('rect', { ...place, ...more, ...look })
}

/** Pixels across the drawing of a curve. */
const WIDE = 560
/** Where the curve stands in its drawing, 240 high; further to the right when its marks are long. */
const CURVE = { left: 60, right: 540, top: 24, bottom: 206 }

/** One line, a point a month. */
export function trendSvg(points: readonly { label: string; value: number | null }[], top?: number): string {
  // Counts, euros and percentages are whole: no «0.2 action».
  const marks = marksTo(top ?? Math.max(0, ...points.map(({ value }) => value ?? 0)))
  const most = marks.at(-1) ?? 1
  const left = Math.max(CURVE.left, widest(marks.map(mark => frenchNumber(mark, 0))) + 16)
  const step = (CURVE.right - left) / Math.max(points.length, 1)
  const x = (at: number) => left + (at + 0.5) * step
  const y = (value: number) => CURVE.bottom - (value / most) * (CURVE.bottom - CURVE.top)
  const across = (height: number, stroke: string) =>
    shape('path', { d: `M${left} ${round(height)}H${CURVE.right}`, fill: 'none', stroke })
  // A month without a report is no fall: the line goes on to the next.
  const known = points.flatMap(({ value }, at) => (value === null ? [] : [{ at, value, x: x(at), y: y(value) }]))
  const every = Math.max(1, Math.ceil((widest(points.map(({ label }) => label)) + 8) / step))
  const told = Math.max(1, Math.ceil((widest(known.map(({ value }) => frenchNumber(value))) + 4) / step))
  const last = known.at(-1)?.at ?? 0
  const curve = known.map(point => `${round(point.x)} ${round(point.y)}`).join('L')
  return svgOf(WIDE, 240, [
    ...marks.flatMap(mark => [
      mark === 0 ? '' : across(y(mark), PAINT.line),
      words([frenchNumber(mark, 0)], { x: left - 8, y: y(mark), anchor: 'end' }),
    ]),
    across(CURVE.bottom, PAINT.ink),
    ...points.flatMap(({ label }, at) =>
      at % every === 0 ? [words([label], { x: x(at), y: CURVE.bottom + 16, anchor: 'middle' })] : [],
    ),
    known.length > 1 ? shape('path', { d: `M${curve}`, fill: 'none', stroke: PAINT.accent, 'stroke-width': 2 }) : '',
    ...known.map(point =>
      shape('circle', { cx: point.x, cy: point.y, r: 4, fill: PAINT.sheet, stroke: PAINT.accent, 'stroke-width': 2 }),
    ),
    ...besideCurve(
      known
        .filter(({ at }) => (last - at) % told === 0)
        .map(({ x, y, value }) => ({ x, y, text: frenchNumber(value) })),
      known,
    ),
  ])
}

interface Spot {
  x: number
  y: number
}
interface Box {
  left: number
  right: number
  top: number
  bottom: number
}
type Anchor = 'start' | 'middle' | 'end'

/** Where a label may stand about its point, the first that is free taken. */
const PLACES: readonly { anchor: Anchor; dx: number; dy: number }[] = [
  { anchor: 'middle', dx: 0, dy: -14 },
  { anchor: 'end', dx: 4, dy: -14 },
  { anchor: 'start', dx: -4, dy: -14 },
  { anchor: 'middle', dx: 0, dy: 16 },
  { anchor: 'start', dx: -4, dy: 16 },
  { anchor: 'end', dx: 4, dy: 16 },
]

/** What each label says, beside the curve and not over it nor over the label before; where nothing is free, above its point. */
function besideCurve(labels: readonly (Spot & { text: string })[], curve: readonly Spot[]): string[] {
  let before = Number.NEGATIVE_INFINITY
  return labels.map(({ x, y, text }) => {
    const boxAt = ({ anchor, dx, dy }: (typeof PLACES)[number]): Box => {
      const width = widthOf(text)
      const left = x + dx - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0)
      return { left, right: left + width, top: y + dy - 6, bottom: y + dy + 6 }
    }
    const free = (place: (typeof PLACES)[number]) => {
      const box = boxAt(place)
      const within = box.left >= before && box.right <= WIDE && box.top >= 0 && box.bottom <= CURVE.bottom
      return within && !crosses(box, curve)
    }
    const place = PLACES.find(free) ?? PLACES[0]
    if (place === undefined) return ''
    before = boxAt(place).right
    return words([text], { x: x + place.dx, y: y + place.dy, anchor: place.anchor })
  })
}

/** Whether the line through these points enters the box; within each of its pieces it is straight. */
function crosses({ left, right, top, bottom }: Box, curve: readonly Spot[]): boolean {
  return curve.some((to, at) => {
    const from = curve[at - 1]
    if (from === undefined || to.x <= left || from.x >= right) return false
    const height = (x: number) => from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x)
    const [one, other] = [height(Math.max(left, from.x)), height(Math.min(right, to.x))]
    return Math.max(one, other) > top && Math.min(one, other) < bottom
  })
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(widthOf))

const round = (pixels: number): number => Math.round(pixels * 10) / 10
