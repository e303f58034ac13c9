/** What the report needs besides the page's own theme: drawings as wide as the screen allows; on paper, landscape A4 and cells that may break. */
export const REPORT_CSS = `.report figure { margin: 0.75rem 0; }
.report figcaption { max-width: 70ch; }
.report .wraps { display: inline-block; min-width: 9rem; white-space: normal; }
@media print {
@page { size: A4 landscape; margin: 12mm; }
.report table { font-size: 7.5pt; }
.report th, .report td { padding: 2pt 3pt; white-space: normal !important; overflow-wrap: anywhere; hyphens: auto; }
.report td.number { white-space: nowrap !important; overflow-wrap: normal; }
.report thead { display: table-header-group; }
}`
