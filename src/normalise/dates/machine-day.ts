import { parisDay } from '../../common/paris-day.ts'

/** Serial days of spreadsheets that are taken for dates: 1 January 2000 to 31 December 2050. */
const SERIAL = { from: 36_526, to: 55_153 }
const SERIAL_ZERO = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000
const EPOCH = { from: Date.UTC(1990, 0, 1), to: Date.UTC(2101, 0, 1) }

/** A day written for machines, alone in its cell: seconds or milliseconds since 1970 (the day it is in Paris), or a spreadsheet's serial day. */
export function machineDay(words: string): { day: string; from: 'epoch' | 'serial' } | null {
  const text = words.trim()
  if (/^\d{9,10}(?:\.0+)?$/.test(text)) return epoch(Number(text) * 1000)
  if (/^\d{12,13}(?:\.0+)?$/.test(text)) return epoch(Number(text))
  if (!/^\d{5}(?:[.,]\d+)?$/.test(text)) return null
  const serial = Math.floor(Number(text.replace(',', '.')))
  if (serial < SERIAL.from || serial > SERIAL.to) return null
  return { day: new Date(SERIAL_ZERO + serial * DAY_MS).toISOString().slice(0, 10), from: 'serial' }
}

function epoch(milliseconds: number): { day: string; from: 'epoch' } | null {
  if (milliseconds < EPOCH.from || milliseconds >= EPOCH.to) return null
  return { day: parisDay(new Date(milliseconds)), from: 'epoch' }
}
