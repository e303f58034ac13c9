import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { frenchEuros, frenchNumber } from '../common/french.ts'
import type { CountRow, CoverageReport } from './report-contract.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer])

/** Stand-ins that the drawing takes as colours; they become the page's own, so that charts follow its light and dark themes. */
const PAINT = {
  ink: { drawn: '#010203', page: 'currentColor' },
  line: { drawn: '#010204', page: 'var(--line, #d9d5cb)' },
  accent: { drawn: '#010205', page: 'var(--accent, #0b5563)' },
  warn: { drawn: '#010206', page: 'var(--warn, #7a4d00)' },
  bad: { drawn: '#010207', page: 'var(--bad, #9c2b1f)' },
  quiet: { drawn: '#010208', page: 'var(--quiet, #55585e)' },
} as const

const ink = PAINT.ink.drawn
const TEXT = { color: ink, fontSize: 13, fontFamily: 'sans-serif' }

/** One bar per row, value written at its end: readable without colour. */
export function barsSvg(rows: readonly Pick<CountRow, 'label' | 'value'>[]): string {
  return draw(480, 24 + rows.length * 38, {
    grid: { left: 190, right: 60, top: 8, bottom: 8 },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: axis(rows.map(row => row.label)),
    series: [
      {
        type: 'bar',
        data: rows.map(row => row.value),
        itemStyle: { color: PAINT.accent.drawn },
        barMaxWidth: 20,
        label: {
          ...TEXT,
          show: true,
          position: 'right',
          formatter: ({ value }: { value: number }) => frenchNumber(value),
        },
      },
    ],
  })
}

/** Euros of the State by fiche: referenced, in part, missing, without offer. Patterns of outline tell them apart without colour. */
export function moneySvg(fiches: CoverageReport['fiches']): string {
  const parts = [
    { key: 'referenced', name: 'Référencés', style: { color: PAINT.accent.drawn } },
    { key: 'partial', name: 'En partie', style: { color: PAINT.warn.drawn } },
    {
      key: 'missing',
      name: 'Pas encore',
      style: { color: 'transparent', borderColor: PAINT.bad.drawn, borderWidth: 2 },
    },
    {
      key: 'without_offer',
      name: 'Sans offre',
      style: { color: 'transparent', borderColor: PAINT.quiet.drawn, borderWidth: 1, borderType: 'dashed' },
    },
  ] as const
  return draw(480, 70 + fiches.length * 34, {
    legend: { data: parts.map(part => part.name), top: 0, left: 0, itemGap: 22, textStyle: TEXT },
    grid: { left: 66, right: 84, top: 34, bottom: 8 },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: axis(fiches.map(fiche => `Fiche ${fiche.number}`)),
    series: [
      ...parts.map(part => ({
        type: 'bar',
        stack: 'euros',
        name: part.name,
        barMaxWidth: 20,
        // An empty part draws no outline.
        data: fiches.map(fiche => fiche.money[part.key] || null),
        itemStyle: part.style,
      })),
      {
        type: 'bar',
        stack: 'euros',
        data: fiches.map(() => 0),
        label: {
          ...TEXT,
          show: true,
          position: 'right',
          formatter: ({ dataIndex }: { dataIndex: number }) => frenchEuros(fiches[dataIndex]?.money.total ?? 0),
        },
      },
    ],
  })
}

/** One line, a point a month. */
export function trendSvg(points: readonly { label: string; value: number | null }[], top?: number): string {
  return draw(560, 240, {
    grid: { left: 60, right: 20, top: 24, bottom: 34 },
    xAxis: {
      type: 'category',
      data: points.map(point => point.label),
      axisLabel: TEXT,
      axisLine: { lineStyle: { color: ink } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      ...(top === undefined ? {} : { max: top }),
      // Counts, euros and percentages are whole: no «0.2 action».
      minInterval: 1,
      axisLabel: { ...TEXT, formatter: (value: number) => frenchNumber(value, 0) },
      splitLine: { lineStyle: { color: PAINT.line.drawn } },
    },
    series: [
      {
        type: 'line',
        // A month without a report is no fall: the line goes on to the next.
        connectNulls: true,
        data: points.map(point => point.value),
        symbolSize: 8,
        lineStyle: { color: PAINT.accent.drawn, width: 2 },
        itemStyle: { color: PAINT.accent.drawn },
        label: {
          ...TEXT,
          show: true,
          position: 'top',
          formatter: ({ value }: { value: number }) => frenchNumber(value),
        },
      },
    ],
  })
}

const axis = (labels: string[]) => ({
  type: 'category',
  inverse: true,
  data: labels,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: PAINT.line.drawn } },
  // Widths are guessed for a narrow typeface: the wide one of some machines still holds beside the bars.
  axisLabel: { ...TEXT, width: 140, overflow: 'break' },
})

/** Same option, same text: what the library numbers per drawing, and inline styles that a strict page refuses, are taken out. */
function draw(width: number, height: number, option: EChartsCoreOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ animation: false, backgroundColor: 'transparent', ...option })
    let svg = chart.renderToSVGString()
    svg = svg.replace(/<style[\s\S]*?<\/style>/g, '').replace(/\s(?:class|ecmeta_[\w]+)="[^"]*"/g, '')
    svg = svg.replace(/\sstyle="([^"]*)"/g, (_, css: string) => asAttributes(css))
    svg = svg.replace(/zr\d+-/g, 'zr-')
    for (const { drawn, page } of Object.values(PAINT)) svg = svg.replaceAll(drawn, page)
    return svg.replace(
      /<svg [^>]*>/,
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true" focusable="false">`,
    )
  } finally {
    chart.dispose()
  }
}

function asAttributes(css: string): string {
  return css
    .split(';')
    .flatMap(rule => {
      const [name, ...value] = rule.split(':')
      return name?.trim() && value.length > 0 ? [` ${name.trim()}="${value.join(':').trim()}"`] : []
    })
    .join('')
}
