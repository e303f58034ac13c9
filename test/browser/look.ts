import type { Page } from 'playwright-core'
import { documentViolations, lookViolations } from './axe.ts'
import { overflow } from './chromium.ts'
import { typographyFaults } from './french.ts'
import { inPage } from './in-page.ts'

/** From where the phone's look leaves it, so that a page is laid out as few times as can be. 640: a window of 1280 at 200 %; 320: at 400 %. */
const WIDTHS = [375, 320, 640, 1280]
const HEIGHT = 900

async function asWide(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHT })
}

function headingFaults(headings: readonly (readonly [number, string])[]): string[] {
  const ones = headings.filter(([level]) => level === 1).length
  return [
    ...(ones === 1 && headings[0]?.[0] === 1 ? [] : [`${ones} h1, first heading h${headings[0]?.[0]}`]),
    ...headings.flatMap(([level, text], at) =>
      at > 0 && level > (headings[at - 1]?.[0] ?? 0) + 1 ? [`h${level} «${text}» after h${headings[at - 1]?.[0]}`] : [],
    ),
  ]
}

interface Stop {
  at: number
  label: string
  outlined: boolean
  inside: boolean
  box: [left: number, top: number, right: number, bottom: number]
}

/** Presses Tab through the whole page: every control is reached, once, in the order of the page, and seen. */
export async function tabFaults(page: Page): Promise<string[]> {
  const count = await inPage<number>(page, 'watchTab')
  const presses: Promise<void>[] = []
  for (let i = 0; i < count; i += 1) presses.push(page.keyboard.press('Tab'))
  await Promise.all(presses)
  const { seen: every, all } = await inPage<{ seen: Stop[]; all: string[] }>(page, 'tabbed')
  // Past the last one, Tab starts again at the top.
  const last = every.findIndex(stop => stop.at === all.length - 1)
  const seen = last === -1 ? every : every.slice(0, last + 1)
  const reached = new Set(seen.map(stop => stop.at))
  return [
    ...all.flatMap((label, at) => (reached.has(at) ? [] : [`Tab does not reach ${label}`])),
    ...seen.flatMap(stop => (stop.outlined ? [] : [`focus is not seen on ${stop.label}`])),
    ...seen.flatMap(stop => (stop.inside ? [] : [`focus is outside the window on ${stop.label}`])),
    ...seen.flatMap((stop, at) => {
      const before = seen[at - 1]
      const back = before !== undefined && stop.at < before.at
      const up = before !== undefined && stop.box[3] < before.box[1] && stop.box[0] <= before.box[0]
      return back || up ? [`Tab goes back from ${before.label} to ${stop.label}`] : []
    }),
  ]
}

/** Everything that is wrong with the page as it stands, one line each; nothing when all is well. Leaves it at 1280 pixels, in the light. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  const note = (where: string, found: readonly string[]) => {
    for (const each of found) faults.push(`${where}: ${each}`)
  }
  const { language, headings } = await inPage<{ language: string; headings: [number, string][] }>(page, 'frame')
  note('language', language === 'fr' ? [] : [language])
  note('headings', headingFaults(headings))
  note('typography', typographyFaults(await inPage<string[]>(page, 'words')))
  note('keyboard', await tabFaults(page))
  // A theme changes colours and nothing else, and the phone shows the same document: what neither can break is looked at once.
  // Tables that fold on a phone lose their own roles there, and show some parts at one width only.
  const folds = (await page.locator('table.compare').count()) > 0
  note('axe, 1280, light', [...(await documentViolations(page)), ...(await lookViolations(page))])
  await page.emulateMedia({ colorScheme: 'dark' })
  if (folds) note('axe, 1280, dark', await lookViolations(page))
  await asWide(page, 375)
  note('axe, 375, dark', [...(folds ? await documentViolations(page) : []), ...(await lookViolations(page))])
  await page.emulateMedia({ colorScheme: 'light' })
  for (const width of WIDTHS) {
    await asWide(page, width)
    const wide = await overflow(page)
    if (wide > 0) note(`width ${width}`, [`${wide} pixels too wide`])
    if (width === 640 || width === 320) continue
    const spaced = await inPage<{ cut: string[]; wide: number }>(page, 'spaced')
    note(`text spacing, ${width}`, [...spaced.cut, ...(spaced.wide > 0 ? [`${spaced.wide} pixels too wide`] : [])])
  }
  return faults
}

/** The page at both widths, in the light and in the dark, as PNG files of `folder`. */
export async function photograph(page: Page, folder: string, name: string): Promise<void> {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [1280, 'dark'],
    [375, 'light'],
    [375, 'dark'],
  ] as const) {
    await page.emulateMedia({ colorScheme })
    await asWide(page, width)
    await page.screenshot({
      path: `${folder}/${name}-${width}${colorScheme === 'dark' ? '-dark' : ''}.png`,
      fullPage: true,
    })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await asWide(page, 1280)
}
