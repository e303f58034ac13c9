import type { Page } from 'playwright-core'
import { documentViolations, lookViolations } from './axe.ts'
import { debuggerOf, layOut } from './chromium.ts'
import { typographyFaults } from './french.ts'
import { inPage } from './in-page.ts'

const HEIGHT = 900

const asWide = (page: Page, width: number) => layOut(page, { width, height: HEIGHT })

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
  const keyboard = await debuggerOf(page)
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 }
  const presses: Promise<unknown>[] = []
  for (let i = 0; i < count; i += 1)
    for (const type of ['rawKeyDown', 'keyUp'] as const)
      presses.push(keyboard.send('Input.dispatchKeyEvent', { type, ...key }))
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

/** What a page says, before anything is done to it. */
export interface PageText {
  title: string
  language: string
  headings: [level: number, text: string][]
  /** Lines that people read. */
  words: string[]
  /** What came for it: its own text, style sheet, scripts and fonts, uncompressed. */
  bytes: number
}
export const readText = (page: Page) => inPage<PageText>(page, 'text')

/** What does not fit at the width as it is, there and when words are spaced out. */
async function fitFaults(page: Page, width: number): Promise<string[]> {
  const tooWide = (pixels: number) => (pixels > 0 ? [`${pixels} pixels too wide`] : [])
  const found = await inPage<{ width: number; before: number; cut: string[]; after: number }>(page, 'spaced')
  const { before, cut, after } = found
  return [
    ...(found.width === width ? [] : [`width ${width}: laid out at ${found.width} pixels`]),
    ...tooWide(before).map(each => `width ${width}: ${each}`),
    ...[...cut, ...tooWide(after)].map(each => `text spacing, ${width}: ${each}`),
  ]
}

/**
 * Everything that is wrong with the page as it stands, one line each; nothing when all is well. Leaves it at 1280 pixels, in the light.
 * Each change of width or theme lays the page out and paints it again: there are as few as can be, and what is asked at one is asked there.
 */
export async function faultsOf(page: Page, text?: PageText): Promise<string[]> {
  const faults: string[] = []
  const note = (where: string, found: readonly string[]) => {
    for (const each of found) faults.push(`${where}: ${each}`)
  }
  const { language, headings, words } = text ?? (await readText(page))
  note('language', language === 'fr' ? [] : [language])
  note('headings', headingFaults(headings))
  note('typography', typographyFaults(words))
  note('keyboard', await tabFaults(page))
  // A theme changes colours and nothing else, and the phone shows the same document: what neither can break is looked at once.
  // Tables that fold on a phone lose their own roles there, and show some parts at one width only.
  const folds = (await page.locator('table.compare').count()) > 0
  note('axe, 1280, light', [...(await documentViolations(page)), ...(await lookViolations(page))])
  if (folds) {
    await page.emulateMedia({ colorScheme: 'dark' })
    note('axe, 1280, dark', await lookViolations(page))
    await page.emulateMedia({ colorScheme: 'light' })
  }
  faults.push(...(await fitFaults(page, 1280)))
  await Promise.all([page.emulateMedia({ colorScheme: 'dark' }), asWide(page, 375)])
  note('axe, 375, dark', [...(folds ? await documentViolations(page) : []), ...(await lookViolations(page))])
  faults.push(...(await fitFaults(page, 375)))
  await Promise.all([page.emulateMedia({ colorScheme: 'light' }), asWide(page, 320)])
  // 320: a window of 1280 at 400 %; 640: at 200 %.
  for (const width of [320, 640]) {
    await asWide(page, width)
    const wide = await inPage<number>(page, 'wide')
    if (wide > 0) note(`width ${width}`, [`${wide} pixels too wide`])
  }
  await asWide(page, 1280)
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
    await page.setViewportSize({ width, height: HEIGHT })
    await page.screenshot({
      path: `${folder}/${name}-${width}${colorScheme === 'dark' ? '-dark' : ''}.png`,
      fullPage: true,
    })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  // Playwright lays out anew at its own width when a page opens.
  await page.setViewportSize({ width: 1280, height: HEIGHT })
  await asWide(page, 1280)
}
