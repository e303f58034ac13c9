/** The part of pdfmake that the account is printed with; its published types bring the browser's into a server. */
declare module 'pdfmake' {
  export type Content =
    | string
    | (Look & { text: string; headlineLevel?: number })
    | (Look & { stack: Content[]; unbreakable?: boolean })
    | (Look & { columns: Content[] })
    | (Look & { table: Table; layout?: Layout })
  export interface Look {
    bold?: boolean
    fontSize?: number
    alignment?: 'left' | 'right' | 'center'
    margin?: [left: number, top: number, right: number, bottom: number]
    fillColor?: string
    colSpan?: number
  }
  export type TableCell = (Look & { text: string }) | Record<string, never>
  export interface Table {
    headerRows: number
    keepWithHeaderRows: number
    dontBreakRows: boolean
    widths: string[]
    body: TableCell[][]
  }
  export interface Layout {
    hLineWidth(): number
    vLineWidth(): number
    hLineColor(): string
    vLineColor(): string
  }
  /** As it is laid out. */
  export interface Node {
    headlineLevel?: number
    table?: unknown
    /** Points from the top of its page. */
    startPosition: { top: number }
  }
  export interface Definition {
    pageSize: string
    pageOrientation: 'portrait' | 'landscape'
    pageMargins: [number, number, number, number]
    info: { title: string; creator: string; producer: string; creationDate: Date }
    language: string
    defaultStyle: { font: string; fontSize: number }
    footer(page: number, pages: number): Content
    pageBreakBefore(
      node: Node,
      around: { getPreviousNodesOnPage(): Node[]; getFollowingNodesOnPage(): Node[] },
    ): boolean
    content: Content[]
  }
  const pdfmake: {
    setFonts(fonts: Record<string, Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>): void
    setUrlAccessPolicy(allowed: (url: string) => boolean): void
    setLocalAccessPolicy(allowed: (path: string) => boolean): void
    createPdf(definition: Definition): { getBuffer(): Promise<Uint8Array> }
  }
  export default pdfmake
}
