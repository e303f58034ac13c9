import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openVisit, startChromium } from './chromium.ts'
import { typographyFaults } from './french.ts'
import { faultsOf } from './look.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())

/** What is found wrong with a page that has only this in its body. */
async function faultsWith(body: string, head = ''): Promise<string> {
  const visit = await openVisit(browser)
  try {
    const sober = 'a:focus, button:focus { outline: 3px solid #00f } a, button { display: inline-block; padding: 6px }'
    await visit.page.setContent(
      `<!doctype html><html lang="fr"><head><meta name="viewport" content="width=device-width"><title>Essai – dora-sync</title><style>${sober}${head}</style></head><body><main>${body}</main></body></html>`,
    )
    return (await faultsOf(visit.page)).join('\n')
  } finally {
    await visit.close()
  }
}

test('a sound page has no fault', async () => {
  expect(await faultsWith('<h1>Essai</h1><p>Rien à dire.</p><button>Envoyer</button>')).toBe('')
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
  ['a straight apostrophe', "<h1>x</h1><p>l'offre</p>", '', 'curved apostrophe'],
])('%s is found', async (_, body, head, fault) => {
  expect(await faultsWith(body, head)).toContain(fault)
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
