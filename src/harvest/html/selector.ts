import { compile, selectAll } from 'css-select'
import { type AnyNode, type Element, isTag } from 'domhandler'
import { z } from 'zod'

/** A CSS selector compiled once, run on any number of pages. `.` alone means the element itself. */
export interface Selector {
  readonly css: string
  /** Matching elements inside the scope, in document order. */
  all(scope: readonly AnyNode[]): Element[]
}

/** @throws SyntaxError-like Error when the selector is not valid CSS */
export function compileSelector(css: string): Selector {
  if (css === '.') return { css, all: scope => scope.filter(isTag) }
  const query = compile<AnyNode, Element>(css)
  return {
    css,
    all: scope =>
      selectAll<AnyNode, Element>(
        query,
        scope.flatMap(node => ('children' in node ? node.children : [])),
      ),
  }
}

/** `h1`, or `a.plus@href` to read an attribute. */
export interface Reading {
  selector: Selector
  attr: string | null
}

export function compileReading(text: string): Reading {
  const match = /^(.*)@([a-z][\w:-]*)$/is.exec(text.trim())
  const css = (match?.[1] ?? text).trim()
  return { selector: compileSelector(css === '' ? '.' : css), attr: match?.[2]?.toLowerCase() ?? null }
}

const isCss = (text: string): boolean => {
  try {
    compileReading(text)
    return true
  } catch {
    return false
  }
}

/** A selector as written in a mapping, refused at the door when it is not valid CSS. */
export const SelectorText = z
  .string()
  .min(1)
  .refine(isCss, { error: issue => `« ${String(issue.input)} » n’est pas un sélecteur CSS valable` })
