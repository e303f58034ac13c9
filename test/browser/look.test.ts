import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookViolations } from './axe.ts'
import { openVisit, startChromium } from './chromium.ts'
import { typographyFaults } from './french.ts'
import { faultsOf } from './look.ts'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await startChromium()
  page = (await openVisit(browser)).page
})
afterAll(() => browser?.close())

/** A page that has only this in its body. */
async function show(page: Page, body: string, head: string): Promise<void> {
  const sober = 'a:focus, button:focus { outline: 3px solid #00f } a, button { display: inline-block; padding: 6px }'
  await page.setContent(
    `<!doctype html><html lang="fr"><head><meta name="viewport" content="width=device-width"><title>Essai – dora-sync</title><style>${sober}${head}</style></head><body><main>${body}</main></body></html>`,
  )
}

/** What is found wrong with it. */
async function faultsWith(body: string, head = ''): Promise<string> {
  const visit = await openVisit(browser)
  try {
    await show(visit.page, body, head)
    return (await faultsOf(visit.page)).join('\n')
  } finally {
    await visit.close()
  }
}

/** What is found wrong with its colours, places and sizes. */
async function looksWith(body: string, head = ''): Promise<string> {
  await show(page, body, head)
  return (await lookViolations(page)).join('\n')
}

test('a sound page has no fault', async () => {
  expect(await faultsWith('<h1>Essai</h1><p>Rien à dire.</p><button>Envoyer</button>')).toBe('')
})

test('a page that leads the focus to what it just said is gone through from its top', async () => {
  const led = '<h1>x</h1><button>Un</button><p tabindex="-1" autofocus id="dit">Essayé.</p><button>Deux</button>'
  expect(await faultsWith(led)).toBe('')
})

test.each([
  ['an image without a text', '<h1>x</h1><img src="data:,">', '', 'image-alt'],
  ['a page wider than the window', '<h1>x</h1><p style="width:3000px">large</p>', '', 'pixels too wide'],
  ['two h1', '<h1>x</h1><h1>y</h1>', '', '2 h1'],
  ['a level that is skipped', '<h1>x</h1><h3>y</h3>', '', 'h3 «y» after h1'],
  ['a focus that is not seen', '<h1>x</h1><button>Oui</button>', 'button:focus { outline: none }', 'focus is not seen'],
  ['an order of its own', '<h1>x</h1><button>Un</button><button tabindex="1">Deux</button>', '', 'Tab does not reach'],
  [
    'text that is cut when spaced',
    '<h1>x</h1><p style="height:1.2em;line-height:1;overflow:hidden">Un deux</p>',
    '',
    'text spacing',
  ],
  [
    'pale text in the dark',
    '<h1>x</h1><p>Un texte que l’on ne lit pas.</p>',
    '@media (prefers-color-scheme: dark) { p { color: #eee } }',
    '375, dark: color-contrast',
  ],
  ['a field without a label', '<h1>x</h1><input name="q">', '', '1280, light: label'],
  [
    'a target that is small on a phone only',
    '<h1>x</h1><button class="s" aria-label="Un"></button><button class="s" aria-label="Deux"></button>',
    '@media (max-width: 400px) { .s { padding: 0; border: 0; width: 12px; height: 12px } }',
    '375, dark: target-size',
  ],
  [
    'a link among words that nothing tells apart in the dark',
    '<h1>x</h1><p>Une phrase assez longue avec <a href="/x">un lien</a> dedans, et encore des mots.</p>',
    'a { color: #06c; text-decoration: none; padding: 0 } @media (prefers-color-scheme: dark) { a { color: #225 } } a { display: inline }',
    '375, dark: link-in-text-block',
  ],
  [
    'a region that only a mouse scrolls, on a phone only',
    `<h1>x</h1><div><p>${'Une ligne de mots. '.repeat(20)}</p></div>`,
    '@media (max-width: 400px) { div { height: 40px; overflow: auto } }',
    '375, dark: scrollable-region-focusable',
  ],
  ['a straight apostrophe', "<h1>x</h1><p>l'offre</p>", '', 'curved apostrophe'],
])('%s is found', async (_, body, head, fault) => {
  expect(await faultsWith(body, head)).toContain(fault)
})

test('a page that renews a part of itself while it is looked at is judged on what stands there then', async () => {
  const visit = await openVisit(browser)
  try {
    // The part is another one as soon as axe is there.
    const renews =
      'let kept; Object.defineProperty(window, "axe", { get: () => kept, set(axe) { kept = axe; const main = document.querySelector("main"); main.innerHTML = main.innerHTML } })'
    await show(
      visit.page,
      `<h1>x</h1><p style="color:#bbb">Un texte pâle.</p>`,
      `</style><script>${renews}</script><style>`,
    )
    expect((await lookViolations(visit.page)).join('\n')).toContain('color-contrast')
  } finally {
    await visit.close()
  }
})

/** Grey on white, large enough to be read so: sound. */
const GREY = '<h1>x</h1><p class="large" style="color:#888">Un texte gris.</p>'
const LARGE = '.large { font-size: 30px }'

describe('what was judged sound in one page hides nothing in the next', () => {
  test('the page before', async () => {
    expect(await looksWith(GREY, LARGE)).toBe('')
    expect(await looksWith(GREY, LARGE)).toBe('')
  })

  test.each([
    ['smaller', GREY, '.large { font-size: 14px }'],
    ['on another colour', GREY.replace('<p ', '<p id="b" '), `${LARGE} #b { background: #666 }`],
    ['in a holder of another colour', `<div style="background:#777">${GREY}</div>`, LARGE],
    ['half to be seen through', `<div style="opacity:0.5">${GREY}</div>`, LARGE],
    [
      'over another element',
      `<h1>x</h1><div style="position:absolute;left:0;top:0;width:1400px;height:300px;background:#777"></div><p class="large" style="color:#888;position:relative">Un texte gris.</p>`,
      LARGE,
    ],
  ])('the same words %s are found, and found again', async (_, body, head) => {
    expect(await looksWith(body, head)).toContain('color-contrast')
    expect(await looksWith(body, head)).toContain('color-contrast')
  })

  test('the same buttons closer together are found', async () => {
    const two = (gap: number) =>
      `<h1>x</h1>${['Un', 'Deux'].map(name => `<button aria-label="${name}" style="padding:0;border:0;width:16px;height:16px;margin-right:${gap}px"></button>`).join('')}`
    expect(await looksWith(two(30))).not.toContain('target-size')
    expect(await looksWith(two(0))).toContain('target-size')
    expect(await looksWith(two(30))).not.toContain('target-size')
  })
})

test('French typography: what is right is let be, what is wrong is named', () => {
  const right =
    'Est-ce «\u00A0vrai\u00A0»\u00A0? Oui\u00A0: 20\u00A0%, voir https://a.fr/?b=c: ou a@b.fr\u00A0; le 24\u00A0novembre 2026 à 14\u00A0h\u00A030.'
  expect(typographyFaults([right])).toEqual([])
  const wrong = [
    'Quoi ?',
    'Voici : rien',
    '«oui\u00A0»',
    '«\u00A0oui»',
    "l'offre",
    'le 2026-11-24',
    'à 14:30',
    '20 %',
    'undefined',
  ]
  for (const line of wrong) expect([line, typographyFaults([line]).length]).toEqual([line, 1])
})
