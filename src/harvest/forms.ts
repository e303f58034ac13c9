import type { Expectation, FetchedDocument } from './connector.ts'
import { CALL } from './records/parse-json.ts'
import { WARNINGS_WITHIN, type Warned, withoutWarning } from './server-warning.ts'
import { mayBeSheet, zipForm } from './zip-form.ts'

/** How PNG, JPEG, GIF, WebP, TIFF, and the photographs of telephones (HEIC, AVIF) begin. */
const IMAGE = /^(?:\u0089PNG|\u00FF\u00D8\u00FF|GIF8|RIFF.{4}WEBP|II\*\0|MM\0\*|.{4}ftyp(?:heic|heix|mif1|avif))/s

/** Names of the parts of the old Office formats, as they stand in the file (UTF-16). */
const inside = (body: Uint8Array, name: string): boolean => Buffer.from(body).includes(Buffer.from(name, 'utf16le'))

/** A server that prints what went wrong in it. */
const SERVER_WARNING = 'un message d’erreur de son serveur (PHP)'

/** What a body is, judged by its bytes and never by its header alone. */
export function formOf(document: Pick<FetchedDocument, 'body'>): string {
  const { body } = document
  if (body.length === 0) return 'un fichier vide'
  const { warning, rest: head } = printedIn(body)
  if (head.startsWith('%PDF-')) return 'un fichier PDF'
  if (head.startsWith('PK\u0003\u0004')) return zipForm(body)
  if (head.startsWith('\u00D0\u00CF\u0011\u00E0')) return oldOffice(body)
  if (head.startsWith('\u001F\u008B')) return 'un fichier compressé (.gz)'
  if (IMAGE.test(head)) return 'une image'
  if (head.startsWith('{\\rtf')) return 'un document RTF'
  if (warning !== null && head.trim() === '') return SERVER_WARNING
  const text = head.replace(/^\u00EF\u00BB\u00BF/, '').trimStart()
  if (/^(<!doctype html|<html|<head|<body|<h1|<div|<p[ >]|<table|<br)/i.test(text)) return 'une page web'
  if (/^<\?xml/.test(text) && text.includes('office:spreadsheet')) return 'un classeur Excel de 2003, en XML'
  if (text.startsWith('<')) return 'un fichier XML'
  if (/^[[{]/.test(text) || CALL.test(text)) return 'un fichier JSON'
  if (text.startsWith('BEGIN:VCALENDAR')) return 'un calendrier iCal'
  return 'du texte'
}

/** The beginning of a body, and what its server printed before it. */
function printedIn(body: Uint8Array): Warned {
  const text = (most: number) => Buffer.from(body.subarray(0, most)).toString('latin1')
  const warned = withoutWarning(text(WARNINGS_WITHIN))
  return { ...warned, rest: warned.rest.slice(0, 1024) }
}

function oldOffice(body: Uint8Array): string {
  if (inside(body, 'EncryptedPackage')) return 'un fichier protégé par un mot de passe'
  if (inside(body, 'WordDocument')) return 'un document Word d’un ancien format (.doc)'
  return 'un classeur Excel d’un ancien format (.xls)'
}

/** What the partner can do of a file that is not read as it is. */
const REMEDIES: readonly [RegExp, string][] = [
  [/\.xlsb?\b|Excel de 2003/, 'ouvrez-le et enregistrez-le en .xlsx, .ods ou .csv, puis publiez ce fichier'],
  [/\.doc\b|\.odt|RTF/, 'ouvrez-le et enregistrez-le en .docx, puis publiez ce fichier'],
  [/mot de passe/, 'publiez une copie sans mot de passe'],
  [/diaporama/, 'enregistrez-le en PDF, puis publiez ce fichier'],
  [/Numbers/, 'exportez-le en .xlsx, .csv ou .docx, puis publiez ce fichier'],
  [/archive ZIP/, 'publiez le fichier qu’elle contient'],
  [/\.gz/, 'publiez le fichier décompressé'],
  [/PHP/, 'à qui tient le site de corriger cette erreur'],
]

/** Whether a form is a text that may be a table. */
export const mayBeTable = (form: string): boolean =>
  ['du texte', 'un fichier JSON', 'un fichier XML', 'un fichier vide'].includes(form)

/** What is said to whoever chose a file that is no spreadsheet, with what to do of it; null when it may be one. */
export function noSpreadsheet(body: Uint8Array): string | null {
  const form = formOf({ body })
  if (mayBeTable(form) || mayBeSheet(form)) return null
  const said = `Ce fichier est ${form.replace(/^un fichier (?=[A-Z]{3})/, 'un ')}`
  if (form.includes('classeur')) return `${said}. Enregistrez-le en .xlsx, .ods ou .csv.`
  if (form.includes('mot de passe')) return `${said}. Choisissez une copie sans mot de passe.`
  if (form === 'une archive ZIP') return `${said}. Ouvrez-la, et choisissez le tableur qu’elle contient.`
  return `${said}, pas un tableur. Formes acceptées : .xlsx, .ods, .csv.`
}

/** The source answered something else than what it is supposed to publish: a changed source, not an empty one. */
export function unexpectedForm(document: Pick<FetchedDocument, 'body' | 'address'>, expected: string): Expectation {
  const form = formOf(document)
  const { warning } = withoutWarning(Buffer.from(document.body.subarray(0, WARNINGS_WITHIN)).toString())
  const seen =
    warning === null ? form : `${form}${form === SERVER_WARNING ? ' :' : ', après'} « ${warning.slice(0, 120)} »`
  const remedy = REMEDIES.find(([form]) => form.test(seen))?.[1]
  return {
    name: 'forme-du-document',
    expected,
    seen,
    message: `${document.address} répond ${seen}, alors qu’on attend ${expected}${remedy ? ` : ${remedy}` : ''}.`,
  }
}
