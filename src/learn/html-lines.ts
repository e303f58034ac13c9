import { type AnyNode, type Element, isTag, isText } from 'domhandler'
import { squeeze } from '../common/text.ts'
import { type Grid, gridOf } from '../harvest/html/table-grid.ts'
import { shownText, wordsOf } from '../harvest/html/words.ts'
import { boxTitles } from './box-titles.ts'
import { iconLabel, iconOf, withoutIcons } from './icons.ts'
import { labelElements } from './label-elements.ts'
import { isLabelHeading, topicsOf } from './labels.ts'
import { LEAST_TOLD, type Line, line } from './line.ts'
import { type OwnBox, ownBoxes } from './own-boxes.ts'
import { hasInside } from './page-root.ts'
import { tellingAlt } from './telling-alt.ts'
import { isToggle } from './toggles.ts'

/** A page as lines, and the tables of facts it holds, which are no lines of anything else. */
export interface PageLines {
  lines: Line[]
  /** `at`: how many lines stand before it. */
  tables: { at: number; grid: Grid }[]
  /** Of its tables, those that were not read to their end. */
  beyond: NonNullable<Grid['beyond']>[]
}

const SILENT = new Set(['script', 'style', 'noscript', 'template', 'svg', 'head', 'iframe', 'object'])
const BLOCKS = new Set(
  'address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td th thead tr ul'.split(
    ' ',
  ),
)
const BOLD = new Set(['strong', 'b'])
/** Editors of pages write bold as a style of its own. A block that is bold is drawn so and named nothing. */
const isDrawnBold = ({ name, attribs }: Element): boolean =>
  name === 'span' && /(?:^|;)\s*font-weight\s*:\s*(?:bold(?:er)?|[6-9]00)\b/i.test(attribs.style ?? '')
/** Marks around bold words, in the text that is being made. */
const [OPEN, CLOSE] = ['\u0001', '\u0002']
/** A line all in bold is a title when it is short. */
const LONGEST_TITLE = 90

/** Reads a page's element from top to bottom as a person does: headings, labels with what they announce, paragraphs, cells. */
export function linesOfPage(root: Element): PageLines {
  const page: PageLines = { lines: [], tables: [], beyond: [] }
  const boxes = boxTitles(root)
  const names = termsThatName(root)
  const labels = labelElements(root)
  const own = ownBoxes(root)
  const state = {
    text: '',
    links: [] as Line['links'],
    block: 0,
    heading: null as string | null,
    anchors: [] as string[],
    boxes: [] as readonly OwnBox[],
  }
  visit(root)
  flush()
  return page

  function visit(node: AnyNode): void {
    if (isText(node)) {
      state.text += shownText(node)
      return
    }
    if (!isTag(node) || SILENT.has(node.name)) return
    if (node.name === 'br') {
      state.text += '\n'
      return
    }
    if (node.name === 'img') {
      const alt = tellingAlt(node)
      if (alt !== '') state.text += ` ${alt} `
      return
    }
    if (node.name === 'table' && !hasInside(node, 'table')) {
      flush()
      visitTable(node)
      return
    }
    state.text += iconOf(node)
    const anchor = node.attribs.id
    if (anchor !== undefined) state.anchors.push(anchor)
    const level = /^h([1-6])$/.exec(node.name)?.[1]
    const toggle = isToggle(node)
    const title = toggle || boxes.has(node)
    const block = BLOCKS.has(node.name) || title || labels.has(node)
    if (block) flush()
    const around = state.boxes
    const box = own.get(node)
    if (box !== undefined) state.boxes = [...around, box]
    const from = state.text.length
    const bold = BOLD.has(node.name) || isDrawnBold(node)
    if (bold) state.text += OPEN
    for (const child of node.children) visit(child)
    if (bold) state.text += CLOSE
    if (node.name === 'a' && node.attribs.href)
      state.links.push({ href: node.attribs.href, words: squeeze(bare(state.text.slice(from))) })
    if (block) flush(level === undefined ? levelOf(node, title) : Number(level), toggle)
    state.boxes = around
    if (anchor !== undefined) state.anchors.pop()
  }

  /** Level of what is no heading of HTML and may be one all the same; 0: it is none. */
  function levelOf(node: Element, title: boolean): number {
    if (title) return 5
    if (node.name === 'dt') return names.has(node) ? 5 : 6
    return labels.has(node) ? 6 : 0
  }

  /** A line of text ends: it becomes a heading, a label with its value, or a plain line. */
  function flush(level = 0, toggle = false): void {
    const { text, links } = state
    state.text = ''
    state.links = []
    if (squeeze(bare(text)) === '' && links.length === 0) return
    state.block += 1
    if (level > 0) {
      pushHeading(squeeze(bare(text)), level, links, toggle)
      return
    }
    const parts = text
      .split('\n')
      .flatMap(atBold)
      .flatMap(atLabels)
      .filter(part => squeeze(bare(part)) !== '')
    for (const part of parts.length === 0 ? [''] : parts) pushLine(part, links)
  }

  /** A line, with the boxes that it stands in. */
  function placed(text: string, over: Partial<Line>): Line {
    return line(text, state.boxes.length === 0 ? over : { ...over, boxes: state.boxes })
  }

  function pushHeading(drawn: string, level: number, links: Line['links'], toggle = false): void {
    const text = squeeze(withoutIcons(drawn))
    const label = isLabelHeading(text, toggle ? 3 : level) || (level === 6 && text.length < LONGEST_TITLE)
    const anchor = state.anchors.at(-1)
    state.heading = label ? text : null
    page.lines.push(
      placed(text, {
        level,
        links,
        block: state.block,
        where: `titre « ${short(text)} »`,
        ...(anchor && { anchor }),
        ...(toggle && { toggle }),
      }),
    )
  }

  function pushLine(marked: string, links: Line['links']): void {
    const title = new RegExp(`^\\s*${OPEN}([^${CLOSE}]+)${CLOSE}[\\s:]*$`).exec(marked.trim())?.[1]
    if (
      title !== undefined &&
      squeeze(title).length <= LONGEST_TITLE &&
      !/[.;,]\s*$/.test(title) &&
      state.text === ''
    ) {
      pushHeading(squeeze(bare(title)), 5, links)
      return
    }
    if (isShouted(bare(marked)) && links.length === 0) {
      pushHeading(squeeze(bare(marked)), 5, links)
      return
    }
    const { label, text } = labelled(marked)
    const at = label ?? state.heading
    page.lines.push(
      placed(text, {
        label: at,
        block: state.block,
        links,
        where: at === null ? `paragraphe ${state.block}` : `libellé « ${short(at)} »`,
      }),
    )
  }

  function visitTable(table: Element): void {
    const grid = gridOf(table)
    if (grid.beyond) page.beyond.push(grid.beyond)
    if (grid.width >= 3 && grid.rows.length >= 3) {
      page.tables.push({ at: page.lines.length, grid })
      return
    }
    for (const row of grid.rows) {
      state.block += 1
      const [first, second] = row.cells
      if (first === undefined) continue
      if (second === undefined || first === second || first.text === second.text) pushSingle(first)
      else pushPair(first, row.cells.slice(1))
    }
  }

  function pushSingle(cell: Grid['rows'][number]['cells'][number]): void {
    const text = squeeze(cell.text)
    if (text === '') return
    if (cell.bold && text.length <= LONGEST_TITLE) pushHeading(text, 4, cell.links)
    else
      for (const part of cell.text.split('\n'))
        page.lines.push(
          placed(squeeze(part), { block: state.block, links: cell.links, where: `tableau, ligne ${state.block}` }),
        )
    state.heading = null
  }

  function pushPair(first: Grid['rows'][number]['cells'][number], rest: Grid['rows'][number]['cells']): void {
    const label = squeeze(first.text).replace(/\s*:$/, '') || null
    for (const cell of rest)
      for (const part of cell.text.split('\n'))
        if (squeeze(part) !== '')
          page.lines.push(
            placed(squeeze(part), {
              label,
              block: state.block,
              links: cell.links,
              where: label === null ? `tableau, ligne ${state.block}` : `libellé « ${short(label)} »`,
            }),
          )
  }
}

/** Letters of a title in capitals: an acronym has fewer. */
const SHOUTED = /^[^\p{Ll}\d@€!?.;,]+$/u
const LEAST_SHOUTED = 8

/** A short line all in capitals is a title. */
const isShouted = (text: string): boolean =>
  SHOUTED.test(text) && squeeze(text).length <= LONGEST_TITLE && text.replace(/\P{L}/gu, '').length >= LEAST_SHOUTED

/** Terms of a list of definitions that are names and no labels, each with a text of its own under it: offers, and not what is said of one. */
function termsThatName(root: Element): ReadonlySet<Element> {
  const names = new Set<Element>()
  const stack: AnyNode[] = [root]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isTag(node)) continue
    stack.push(...node.children)
    if (node.name !== 'dl') continue
    const inside = node.children
      .filter(isTag)
      .flatMap(child => (child.name === 'div' ? child.children.filter(isTag) : [child]))
    const terms = inside.filter(({ name }) => name === 'dt')
    const toldOf = (term: Element) =>
      inside
        .slice(inside.indexOf(term) + 1)
        .filter((_, at, rest) => rest.slice(0, at + 1).every(({ name }) => name === 'dd'))
    const isName = (term: Element) => {
      const text = squeeze(wordsOf(term))
      return text !== '' && topicsOf(text).every(topic => topic === 'nom') && toldOf(term).length > 0
    }
    const told = terms.filter(term => toldOf(term).map(wordsOf).join(' ').length >= LEAST_TOLD)
    if (terms.length >= 2 && terms.every(isName) && told.length * 2 > terms.length)
      for (const term of terms) names.add(term)
  }
  return names
}

/** Bold words that a colon closes, wherever they stand. */
const BOLD_BEFORE = new RegExp(`${OPEN}[^${OPEN}${CLOSE}:]{3,70}(?:${CLOSE}\\s*:|:\\s*${CLOSE})`, 'g')

/** «Nous proposons **Tricot** : le lundi. **Cuisine** : le jeudi.»: a part for each of several bold words that announce what follows. */
function atBold(line: string): string[] {
  const starts = [...line.matchAll(BOLD_BEFORE)].map(({ index }) => index)
  if (starts.length < 2) return [line]
  return [0, ...starts].map((start, at) => line.slice(start, starts[at])).filter(part => squeeze(bare(part)) !== '')
}

/** A sign that may set another label apart, and that label. */
const NEXT_LABEL = new RegExp(
  String.raw`(?:\s*[|•·]\s*|\s*;\s+|(?<=\.)\s+)(?=${OPEN}?(\p{Lu}[^:.;!?()\d]{1,45}?)\s?:\s)`,
  'gu',
)

/** «Tarif : 5 € | Public : tous», «Lundi. Public : tous.»: a part for each label that a bar, a bullet, a semicolon or a sentence sets apart. */
function atLabels(line: string): string[] {
  const parts: string[] = []
  let from = 0
  for (const { index, 0: sign, 1: label = '' } of line.matchAll(NEXT_LABEL)) {
    if (topicsOf(bare(label)).length === 0) continue
    parts.push(line.slice(from, index))
    from = index + sign.length
  }
  return [...parts, line.slice(from)]
}

/** «**Public :** parents», «Public : parents» → the label and what follows it. */
function labelled(marked: string): { label: string | null; text: string } {
  const bold = new RegExp(`^\\s*${OPEN}([^${CLOSE}]{2,70}?)\\s*:?\\s*${CLOSE}\\s*:?\\s*([\\s\\S]+)$`).exec(marked)
  if (bold?.[1] !== undefined && bold[2] !== undefined) {
    const label = squeeze(withoutIcons(bold[1])).replace(/\s*:$/, '')
    const announced =
      /:\s*$/.test(bold[1]) ||
      new RegExp(`^[^${CLOSE}]*${CLOSE}\\s*:`).test(marked) ||
      /\?\s*$/.test(label) ||
      new RegExp(`:\\s*${CLOSE}`).test(marked)
    if (announced || topicsOf(label).length > 0) return { label, text: squeeze(withoutIcons(bare(bold[2]))) }
  }
  const icon = iconLabel(bare(marked))
  const text = squeeze(withoutIcons(bare(marked)))
  const plain = /^(?:[•·▪*–—-]\s*)?([\p{L}][^:.;!?()\d]{1,45}?)\s?:\s+(\S[\s\S]*)$/u.exec(text)
  if (plain?.[1] !== undefined && plain[2] !== undefined && topicsOf(plain[1]).length > 0)
    return { label: plain[1], text: plain[2] }
  return { label: icon, text }
}

const bare = (text: string): string => text.replaceAll(OPEN, '').replaceAll(CLOSE, '')
const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
