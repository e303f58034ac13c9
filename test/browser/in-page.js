// Read by the browser, not by Node: what is looked at inside a page. Evaluates to an object of functions.
;(() => {
  /** Not what a closed «details» folds away. */
  const shown = element => element.checkVisibility({ visibilityProperty: true })
  const label = element =>
    `${element.localName}${element.id ? `#${element.id}` : ''} «${(element.textContent || element.getAttribute('aria-label') || element.name || '').trim().replace(/\s+/g, ' ').slice(0, 40)}»`

  /** Tab enters a group of radio buttons once, at the one that is chosen or at the first; arrows do the rest. */
  const entrance = element => {
    if (element.type !== 'radio') return true
    const group = [...(element.form ?? document).querySelectorAll('input[type="radio"]')].filter(
      each => each.name === element.name,
    )
    return element === (group.find(each => each.checked) ?? group[0])
  }

  const wide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth

  /** Everything that Tab stops at, in the order of the document. */
  const stops = () =>
    [
      ...document.querySelectorAll(
        'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not([tabindex^="-"])',
      ),
    ].filter(element => !element.disabled && element.tabIndex >= 0 && shown(element) && entrance(element))

  /** Text that people read, line by line; not what is quoted as it stands (code, letters, what somebody types). */
  const words = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const lines = new Map()
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest('code, pre, textarea, script, style, svg title, [data-verbatim]')) continue
      const block = node.parentElement.closest(
        'p, li, td, th, dt, dd, h1, h2, h3, h4, label, legend, caption, summary, button, option, figcaption, div, body',
      )
      lines.set(block, (lines.get(block) ?? '') + node.data)
    }
    return [document.title, ...lines.values()].map(line => line.replace(/[\n\t ]+/g, ' ').trim()).filter(Boolean)
  }

  /** The page's own text, style sheet, scripts and fonts, uncompressed. */
  const bytes = () =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter(({ initiatorType, name }) => initiatorType === 'navigation' || /[.](css|js|woff2)$/.test(name))
      .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0)

  return {
    /** Title, language, headings, lines that people read, and the bytes that came for it. */
    text: () => ({
      title: document.title,
      language: document.documentElement.lang,
      headings: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
        .filter(shown)
        .map(heading => [Number(heading.localName[1]), heading.textContent.trim()]),
      words: words(),
      bytes: bytes(),
    }),

    /** Notes each stop of Tab from now on; `count` is how many there are. */
    watchTab: () => {
      // From the top, also when the page led the focus somewhere: an answer that is led to has controls above it.
      if (document.activeElement !== document.body) {
        const top = document.createElement('span')
        top.tabIndex = -1
        document.body.prepend(top)
        top.focus({ preventScroll: true })
        top.remove()
      }
      globalThis.tabbed = []
      const places = new Map(stops().map((element, at) => [element, at]))
      document.addEventListener('focusin', ({ target }) => {
        const style = getComputedStyle(target)
        const box = target.getBoundingClientRect()
        globalThis.tabbed.push({
          at: places.get(target) ?? stops().indexOf(target),
          label: label(target),
          outlined: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
          inside: box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth,
          box: [box.left, box.top + scrollY, box.right, box.bottom + scrollY].map(Math.round),
        })
      })
      // An hour or a day is typed in up to three stops, and its clock or calendar is one more. Two to spare: what comes after the last stop is not looked at.
      return places.size + 2 + 3 * document.querySelectorAll('input[type="time"], input[type="date"]').length
    },
    tabbed: () => {
      // What shows itself only while it has the focus is not part of the page as it is seen next.
      document.activeElement?.blur()
      return { seen: globalThis.tabbed, all: stops().map(label) }
    },

    /** Pixels by which the page is wider than the window: 0 when nobody has to scroll sideways. */
    wide,

    /** The same as it is, and under the spacing of RGAA 10.12 over the page's own, with what that cuts off. Last at its width: what follows lays the page out again. */
    spaced: () => {
      const before = wide()
      const clipping = [...document.querySelectorAll('main *, header *, footer *')].filter(element => {
        const { overflowX, overflowY } = getComputedStyle(element)
        return /hidden|clip/.test(overflowX + overflowY) && !element.closest('.hidden, table.compare thead, svg')
      })
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
      )
      document.adoptedStyleSheets = [sheet]
      const cut = clipping.filter(element => element.scrollHeight > element.clientHeight + 1).map(label)
      const after = wide()
      document.adoptedStyleSheets = []
      return { width: innerWidth, before, cut, after }
    },

    /** Links of one page that say the same and lead elsewhere, when read out of context. */
    twins: () => {
      const places = new Map()
      for (const link of document.querySelectorAll('a[href]')) {
        if (!shown(link)) continue
        const name = (link.getAttribute('aria-label') ?? link.textContent).trim().replace(/\s+/g, ' ')
        places.set(name, (places.get(name) ?? new Set()).add(link.href))
      }
      return [...places]
        .filter(([, hrefs]) => hrefs.size > 1)
        .map(([name, hrefs]) => `${name}: ${[...hrefs].slice(0, 3).join(' ')}`)
    },
  }
})()
