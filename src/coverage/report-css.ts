/** What the report needs besides the page's own theme: drawings as wide as the screen allows; on paper, landscape A4 and cells that may break. */
export const REPORT_CSS = `.report figure { margin: 0.75rem 0; }
.report figcaption { max-width: 70ch; }
.report .wraps { display: inline-block; min-width: 9rem; white-space: normal; }
.bilan table { font-size: 0.875rem; }
.bilan th, .bilan td { padding: 0.35rem 0.5rem; }
.bilan tbody th[scope="row"], .bilan td.long { min-width: 7rem; }
.bilan tr.subtotal > *, .bilan tr.total > * { font-weight: 600; border-top: 2px solid var(--line); }
.prefet .sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.25rem 1.5rem; margin: 1rem 0; max-width: 62rem; }
.prefet .lead { margin: 0; color: var(--quiet); font-size: 1rem; max-width: none; }
.prefet .headline { font-size: 1.7rem; font-weight: 600; line-height: 1.2; margin: 0.35rem 0 0.75rem; text-wrap: balance; }
.prefet h2 { margin-top: 1.25rem; }
@media (min-width: 70rem) { .prefet .figures { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
.prefet figure { margin: 0; }
.prefet figure svg { width: 100%; max-width: 44rem; }
.tiles { display: grid; gap: 4px; list-style: none; padding: 0; margin: 0.5rem 0; max-width: 42rem; grid-template-columns: repeat(5, minmax(0, 1fr)); }
${[1, 2, 3, 4, 6, 7, 8].map(n => `.tiles.columns-${n} { grid-template-columns: repeat(${n}, minmax(0, 1fr)); }`).join('\n')}
.tiles li { min-height: 4.6rem; border-radius: 6px; border: 1px solid var(--line); padding: 0.35rem 0.45rem; font-size: 0.8rem; line-height: 1.15; display: flex; flex-direction: column; justify-content: space-between; max-width: none; overflow-wrap: anywhere; hyphens: auto; }
.tiles strong { font-size: 1.1rem; }
.tiles .empty { border: 0; }
.tiles a { color: inherit; }
.level-none { background: repeating-linear-gradient(45deg, var(--sheet) 0 5px, var(--line) 5px 10px); }
.level-0 { background: var(--quiet-wash); fill: var(--quiet-wash); }
.level-1 { background: color-mix(in srgb, var(--accent) 12%, var(--sheet)); fill: color-mix(in srgb, var(--accent) 12%, var(--sheet)); }
.level-2 { background: color-mix(in srgb, var(--accent) 26%, var(--sheet)); fill: color-mix(in srgb, var(--accent) 26%, var(--sheet)); }
.level-3 { background: color-mix(in srgb, var(--accent) 42%, var(--sheet)); fill: color-mix(in srgb, var(--accent) 42%, var(--sheet)); }
.level-4 { background: var(--accent); fill: var(--accent); color: var(--accent-ink); }
.map .outlines { width: 100%; max-width: 40rem; height: auto; }
.outlines path { stroke: var(--ink); stroke-width: 0.8; }
.outlines a:is(:hover, :focus-visible) path { stroke-width: 2.5; }
.outlines .hatch { fill: var(--line); }
.outlines text { fill: var(--ink); font-size: 9px; text-anchor: middle; pointer-events: none; paint-order: stroke; stroke: var(--sheet); stroke-width: 2; stroke-linejoin: round; }
.outlines text.level-4 { fill: var(--accent-ink); stroke: var(--accent); }
.outlines .name { font-weight: 600; }
@media screen and (max-width: 40rem) { .outlines text { font-size: 17px; stroke-width: 3; } .outlines .name { display: none; } }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
.legend i { display: inline-block; border: 1px solid var(--line); width: 0.9rem; height: 0.9rem; border-radius: 3px; vertical-align: -0.1rem; margin-right: 0.35rem; }
.decide { counter-reset: n; list-style: none; margin: 0.5rem 0; padding: 0; display: grid; gap: 0.6rem; }
.decide li { counter-increment: n; display: grid; grid-template-columns: 2rem 1fr; max-width: none; }
.decide li::before { content: counter(n) / ""; font-weight: 700; color: var(--accent); font-size: 1.15rem; }
@media (max-width: 40rem) { .tiles { gap: 2px; } .tiles li { font-size: 0.62rem; letter-spacing: -0.01em; padding: 0.25rem 0.12rem; min-height: 4rem; } .prefet .sheet { padding: 0.75rem; } }
@media print {
@page { size: A4 landscape; margin: 12mm; }
@page portrait { size: A4 portrait; margin: 16mm 15mm; }
@page landscape { size: A4 landscape; margin: 12mm; }
body:has(.prefet) { page: portrait; }
body:has(.prefet) main > h1 { display: none; }
.prefet .sheet { border: 0; padding: 0; margin: 0; max-width: none; print-color-adjust: exact; }
.prefet .sheet.next { break-before: page; }
.prefet .figures { grid-template-columns: repeat(2, 1fr); }
.map { print-color-adjust: exact; }
.map .legend { font-size: 8.5pt; }
.map .outlines { max-height: 126mm; max-width: 100%; }
.map .outlines text { font-size: 11px; }
/* The names on the outlines of a whole département are read on a sheet that stands, with what is above them; the wide tables of the report lie down after it. */
.mapped:has(.outlines), main:has(> .report > .mapped .outlines), main:has(> .map .outlines) { page: portrait; }
.mapped .map .outlines, main > .map .outlines { max-height: 146mm; }
.mapped p, .map figcaption { max-width: none !important; }
.mapped .outlines text, main > .map .outlines text { font-size: 10px; }
.mapped:has(.outlines) ~ * { page: landscape; }
.report table { font-size: 7.5pt; }
.report th, .report td { padding: 2pt 3pt; white-space: normal !important; overflow-wrap: break-word; hyphens: auto; }
.report td a { overflow-wrap: anywhere; }
.report thead th { font-size: 7pt; min-width: 0; }
.report td.number { white-space: nowrap !important; overflow-wrap: normal; }
.report thead { display: table-header-group; }
/* A total at the foot of each sheet would stand under rows that are not all there. */
tfoot { display: table-row-group; }
}`
