import { frenchEuros } from '../common/french.ts'
import type { BudgetItem, Check } from './reading.ts'

export function compare(subject: string, what: string, expected: number, found: number, lines: number[]): Check {
  const message =
    expected === found
      ? `${what} : ${frenchEuros(expected)}`
      : `${what} : ${frenchEuros(found)}, attendu ${frenchEuros(expected)}, écart ${frenchEuros(found - expected)}`
  return { outcome: expected === found ? 'juste' : 'écart', subject, message, expected, found, lines: unique(lines) }
}

export const doubt = (subject: string, message: string, lines: number[]): Check => ({
  outcome: 'douteux',
  subject,
  message,
  expected: null,
  found: null,
  lines: unique(lines),
})

export const unique = (lines: number[]) => [...new Set(lines)].sort((a, b) => a - b)
export const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)
export const sumOf = (items: BudgetItem[]) => sum(items.map(item => item.amount.value))
