/** What the report's wide tables need on paper, besides the page's own theme: landscape A4, small type, cells that may break. */
export const PRINT_CSS = `@media print {
@page { size: A4 landscape; margin: 12mm; }
.report table { font-size: 7.5pt; }
.report th, .report td { padding: 2pt 3pt; white-space: normal !important; overflow-wrap: anywhere; hyphens: auto; }
.report td.number { white-space: nowrap !important; overflow-wrap: normal; }
.report thead { display: table-header-group; }
}`
