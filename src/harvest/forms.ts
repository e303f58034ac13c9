import type { Expectation, FetchedDocument } from './connector.ts'

/** What a body is, judged by its first bytes and never by its header alone. */
export function formOf(document: Pick<FetchedDocument, 'body'>): string {
  const { body } = document
  if (body.length === 0) return 'un fichier vide'
  const head = Buffer.from(body.subarray(0, 512)).toString('latin1')
  if (head.startsWith('%PDF-')) return 'un fichier PDF'
  if (head.startsWith('PK\u0003\u0004')) return 'un fichier ZIP (tableur ou document Word)'
  const text = head.replace(/^\u00EF\u00BB\u00BF/, '').trimStart()
  if (/^(<!doctype html|<html|<head|<body|<h1|<div|<p[ >])/i.test(text)) return 'une page HTML'
  if (text.startsWith('<')) return 'un fichier XML'
  if (/^[[{]/.test(text)) return 'un fichier JSON'
  if (text.startsWith('BEGIN:VCALENDAR')) return 'un calendrier iCal'
  return 'du texte'
}

/** The source answered something else than what it is supposed to publish: a changed source, not an empty one. */
export function unexpectedForm(document: Pick<FetchedDocument, 'body' | 'address'>, expected: string): Expectation {
  const seen = formOf(document)
  return {
    name: 'forme-du-document',
    expected,
    seen,
    message: `${document.address} répond ${seen}, alors qu’on attend ${expected}.`,
  }
}
