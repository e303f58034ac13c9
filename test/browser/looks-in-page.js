// Read by the browser, not by Node: what axe is to judge of colours, places and sizes, by what its verdict depends on. Evaluates to an object of functions.
;(() => {
  const shown = element => element.checkVisibility({ visibilityProperty: true })

  /** Asked once of each element. */
  const once = ask => {
    const known = new Map()
    return element => {
      if (!known.has(element)) known.set(element, ask(element))
      return known.get(element)
    }
  }

  /** Part of which nothing is seen: cut away, or left of everything. */
  const unseen = once(element => {
    const { clipPath, position } = getComputedStyle(element)
    if (clipPath === 'inset(50%)') return true
    if (position === 'absolute' && element.getBoundingClientRect().right + scrollX < 0) return true
    return element.parentElement !== null && unseen(element.parentElement)
  })

  const CLEAR = /^rgba\(.*, 0\)$/
  /** What an element lays over what is behind it, in words; empty when it lays nothing. */
  const layer = element => {
    const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position, zIndex } =
      getComputedStyle(element)
    const plain = opacity === '1' && filter === 'none' && mixBlendMode === 'normal'
    if (/^(?:img|canvas|object|iframe|video|svg)$/.test(element.localName)) return element.localName
    if (CLEAR.test(backgroundColor) && backgroundImage === 'none' && plain) return ''
    return [backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position, zIndex].join(' ')
  }
  /** A colour that lets nothing through, with nothing special about it: what is behind does not count. */
  const OPAQUE = /^rgb\([^)]*\) none 1 none normal (?:static|relative) auto$/

  const boxOf = ({ left, top, right, bottom }) => ({ left, top, right, bottom })
  const covers = (box, inner) =>
    box.left <= inner.left && box.top <= inner.top && box.right >= inner.right && box.bottom >= inner.bottom
  const meets = (box, other) =>
    box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom

  /** Boxes of the text that stands in the element itself; of the whole element for a field. */
  const textBoxes = element => {
    if (/^(?:input|select|textarea)$/.test(element.localName)) return [boxOf(element.getBoundingClientRect())]
    return [...element.childNodes]
      .filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
      .flatMap(node => {
        const range = document.createRange()
        range.selectNodeContents(node)
        return [...range.getClientRects()].map(boxOf)
      })
  }

  /** Elements whose text has colours, each with all that these colours depend on; null when more than the element and what holds it may count. */
  const colours = () => {
    const all = [document.documentElement, document.body, ...document.body.querySelectorAll('*')].filter(shown)
    const layers = new Map(all.map(element => [element, layer(element)]))
    const laid = all
      .filter(element => layers.get(element))
      .map(element => [element, boxOf(element.getBoundingClientRect())])
    const found = []
    for (const element of all) {
      if (element.localName === 'option' || /^(?:hidden|range|color|checkbox|radio|image)$/.test(element.type)) continue
      const boxes = textBoxes(element)
      if (boxes.length === 0 || unseen(element)) continue
      const style = getComputedStyle(element)
      const key = [
        style.color,
        style.fontSize,
        style.fontWeight,
        style.textShadow,
        style.webkitTextFillColor,
        style.webkitTextStroke,
        style.textIndent,
      ]
      const sure = laid.every(([other, box]) => other.contains(element) || !boxes.some(each => meets(box, each)))
      let behind = false
      for (let each = element; each && sure; each = each.parentElement) {
        const what = layers.get(each) ?? layer(each)
        if (!what || (behind && OPAQUE.test(what))) continue
        const box = boxOf(each.getBoundingClientRect())
        // The canvas has the colour of the page, however far it goes.
        const whole = each.matches('html, body') || boxes.every(inner => covers(box, inner))
        key.push(whole || behind ? what : `${what} partly, ${getComputedStyle(each).display}`)
        behind ||= whole && OPAQUE.test(what)
      }
      found.push([element, sure ? key.join('; ') : null])
    }
    return found
  }

  const WIDGETS = [
    ...[
      'button',
      'checkbox',
      'combobox',
      'gridcell',
      'link',
      'listbox',
      'menuitem',
      'menuitemcheckbox',
      'menuitemradio',
    ],
    ...['option', 'radio', 'scrollbar', 'searchbox', 'slider', 'spinbutton', 'switch', 'tab', 'textbox', 'treeitem'],
  ]
  const TARGETS = `a[href], area, button, input, select, textarea, summary, ${WIDGETS.map(role => `[role~="${role}"]`)}`
  /** What is pressed and is neither 24 pixels wide and high with nothing over it, nor 24 pixels from all the others. */
  const tight = () => {
    const targets = [...document.querySelectorAll(TARGETS)]
      .filter(element => shown(element) && !unseen(element))
      .map(element => [element, boxOf(element.getBoundingClientRect())])
    return targets.flatMap(([element, box]) => {
      const large = box.right - box.left >= 24 && box.bottom - box.top >= 24
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
      const others = targets.filter(([other]) => other !== element)
      const far = ([, { left, top, right, bottom }]) =>
        Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) >= 24
      const fine = large ? others.every(([, other]) => !meets(box, other)) : others.every(far)
      return fine ? [] : [element]
    })
  }

  const blockOf = element => {
    let block = element
    while (block.parentElement && getComputedStyle(block).display === 'inline') block = block.parentElement
    return block === element ? (block.parentElement ?? block) : block
  }
  const sheets = () => [...document.styleSheets].map(sheet => sheet.href ?? sheet.ownerNode.textContent)
  /** What the rules of style sheets see around an element, down to it: the sheets, what holds it, and all that stands in the block it is in. */
  const around = element => {
    const path = []
    for (let each = blockOf(element); each; each = each.parentElement) path.push(`${each.localName}.${each.className}`)
    return [sheets(), innerWidth, path, blockOf(element).outerHTML].join('; ')
  }

  /** Each with the places of all targets from its own, and what is around it. */
  const tightKeys = () => {
    const boxes = [...document.querySelectorAll(TARGETS)]
      .filter(shown)
      .map(element => boxOf(element.getBoundingClientRect()))
    return tight().map(element => {
      const { left, top, width, height } = element.getBoundingClientRect()
      const near = boxes
        .map(box => [box.left - left, box.top - top, box.right - left, box.bottom - top].map(Math.round))
        .filter(([l, t, r, b]) => l < width + 48 && t < height + 48 && r > -48 && b > -48)
      return [element, [width, height, near.join(' '), around(element)].join('; ')]
    })
  }

  const words = element => element.textContent.replace(/\s+/g, ' ').trim()
  const lettering = once(element => {
    const { color, backgroundColor, backgroundImage, fontSize, fontWeight, textDecorationLine, display } =
      getComputedStyle(element)
    return [color, backgroundColor, backgroundImage, fontSize, fontWeight, textDecorationLine, display].join(' ')
  })
  /** Links among words that nothing underlines, each with the colours from it outwards, and what is around it. */
  const bareKeys = () =>
    [...document.querySelectorAll('a[href], [role="link"]')]
      .filter(element => !/underline/.test(getComputedStyle(element).textDecorationLine) && shown(element))
      .filter(element => words(element) !== words(blockOf(element)))
      .map(element => {
        const styles = []
        for (let each = element; each; each = each.parentElement) styles.push(lettering(each))
        return [element, [styles, around(element)].join('; ')]
      })

  /** What scrolls and Tab does not stop at. */
  const scrolling = () =>
    [...document.querySelectorAll('*')].filter(element => {
      if (element.tabIndex >= 0) return false
      if (element.scrollWidth <= element.clientWidth && element.scrollHeight <= element.clientHeight) return false
      const { overflowX, overflowY } = getComputedStyle(element)
      return /auto|scroll/.test(overflowX + overflowY)
    })

  const FEW = 5
  const OVER_IMAGE = /^(?:bgImage|bgGradient|imgNode)$/

  return {
    /**
     * What another theme or another width can break, for axe to judge: by rule, keys that say all that its verdict depends on. The elements
     * stay in the page until they are judged. A key with a «?» is of this page alone.
     */
    looks: () => {
      const asked = {
        'color-contrast': colours(),
        'target-size': tightKeys(),
        'link-in-text-block': bareKeys(),
        'scrollable-region-focusable': scrolling().map(element => [element, null]),
      }
      const keys = {}
      globalThis.asked = {}
      for (const [rule, list] of Object.entries(asked)) {
        globalThis.asked[rule] = Map.groupBy(list, ([, key]) => key ?? '?')
        keys[rule] = [...globalThis.asked[rule].keys()]
      }
      return keys
    },

    /** Has axe judge the elements of these keys. @returns a line for each violation, and the keys that nothing is said against; null when the page renewed a part of itself meanwhile and some are gone: `looks` finds those in their place */
    judged: async wanted => {
      const violations = new Set()
      const judge = async (rule, include) => {
        const found = await axe.run(
          { include },
          {
            runOnly: { type: 'rule', values: [rule] },
            resultTypes: ['violations', 'incomplete', 'passes'],
            elementRef: true,
            preload: false,
          },
        )
        const nodes = type => found[type].flatMap(each => each.nodes)
        for (const node of nodes('violations')) violations.add(`${rule} ${node.target} ${node.failureSummary ?? ''}`)
        const elements = list => new Set(list.map(({ element }) => element))
        const [passed, wrong, unclear] = ['passes', 'violations', 'incomplete'].map(type => elements(nodes(type)))
        const overImage = elements(
          nodes('incomplete').filter(({ any }) => any.some(({ data }) => OVER_IMAGE.test(data?.messageKey))),
        )
        // Of colours, what axe could tell, or cannot wherever there is an image behind: else the same ones may be wrong in another place.
        return list =>
          list.every(each => !wrong.has(each)) &&
          (rule === 'color-contrast'
            ? list.some(each => passed.has(each) || overImage.has(each))
            : list.every(each => !unclear.has(each)))
      }
      const sound = {}
      for (const [rule, keys] of Object.entries(wanted)) {
        sound[rule] = []
        const elementsOf = key => globalThis.asked[rule].get(key).map(([element]) => element)
        // What looks the same is judged by a few, unless these tell nothing.
        let left = keys
        for (const most of [FEW, Number.POSITIVE_INFINITY]) {
          const lists = left.map(key => [key, elementsOf(key).slice(0, key === '?' ? undefined : most)])
          if (lists.length === 0) break
          if (lists.some(([, list]) => list.some(element => !element.isConnected))) return null
          const fine = await judge(
            rule,
            lists.flatMap(([, list]) => list),
          )
          sound[rule].push(...lists.flatMap(([key, list]) => (key !== '?' && fine(list) ? [key] : [])))
          left = left.filter(key => key !== '?' && !sound[rule].includes(key) && elementsOf(key).length > most)
        }
      }
      return { violations: [...violations], sound }
    },
  }
})()
