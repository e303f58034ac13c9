import { expect, test } from 'vitest'
import { safePage } from './safe-page.ts'

test('a hostile page keeps its words and nothing that runs, loads, sends or moves', () => {
  const safe = safePage(
    `<!doctype html><head><meta http-equiv="refresh" content="0;url=https://mal.example"><base href="https://mal.example">
<style>@import url(https://mal.example/a.css); p { background: url(https://mal.example/b) }</style><link rel="stylesheet" href="https://mal.example/c.css"></head>
<body onload="alert(1)" background="https://mal.example/d"><p style="background:url(https://mal.example/e)" onclick="alert(2)">Atelier du jeudi</p>
<script>alert(3)</script><form action="https://mal.example/f"><input name="x" autofocus onfocus="alert(4)"><button formaction="javascript:alert(5)">Envoyer</button></form>
<iframe src="https://mal.example/g" srcdoc="<script>alert(6)</script>"></iframe><img src="x" onerror="alert(7)"><svg><script>alert(8)</script></svg>
<a href="javascript:alert(9)">Le lien</a><object data="h"></object><video src="i"></video><math><mi xlink:href="javascript:alert(10)">m</mi></math>
<template><script>alert(11)</script></template>&lt;script&gt;alert(12)&lt;/script&gt;</body>`,
    [],
  )
  expect(safe).toContain('Atelier du jeudi')
  expect(safe).toContain('Le lien')
  expect(safe).not.toMatch(
    /<(?:script|style|link|meta|base|form|input|button|iframe|img|svg|object|video|math|template|body)\b/i,
  )
  expect(safe).not.toMatch(/mal\.example|\son\w+=|style=|href=|src=|javascript:/i)
  expect(safe).toContain('&lt;script&gt;')
})

test('the blocks that hold the words taken are marked', () => {
  const safe = safePage('<main><h2>Café</h2><p>Le jeudi de 9 h à 11 h</p><p>Gratuit pour tous</p></main>', [
    'jeudi de 9 h',
  ])
  expect(safe).toContain('<p class="hit">Le jeudi')
  expect(safe).toContain('<p>Gratuit')
})

test('a page of megabytes, and ten thousand boxes in each other, are shown in part', () => {
  expect(safePage(`<p>${'a '.repeat(2_000_000)}</p>`, []).length).toBeLessThan(300_000)
  expect(safePage(`${'<div>'.repeat(10_000)}fond`, []).length).toBeLessThan(300_000)
})

test('the buttons that open parts of a page are shown, as the titles that they are; the others are not', () => {
  const page =
    '<button aria-expanded="false" aria-controls="a">Épicerie</button><div id="a" hidden><p>Le lundi</p></div><button role="tab">Parrainage</button><button>Imprimer</button>'
  expect(safePage(`<body>${page}</body>`, [])).toBe(
    '<p><b>Épicerie</b></p><div><p>Le lundi</p></div><p><b>Parrainage</b></p>',
  )
})
