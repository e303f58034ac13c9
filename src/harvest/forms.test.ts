import { expect, test } from 'vitest'
import { formOf, noSpreadsheet, unexpectedForm } from './forms.ts'

const bytes = (text: string) => ({ body: new Uint8Array(Buffer.from(text, 'latin1')), address: 'https://x.fr/f' })
const office = (name: string) => ({
  body: new Uint8Array(
    Buffer.concat([Buffer.from('\u00D0\u00CF\u0011\u00E0', 'latin1'), Buffer.from(name, 'utf16le')]),
  ),
  address: 'https://x.fr/f',
})

test.each([
  ['', 'un fichier vide'],
  ['%PDF-1.7', 'un fichier PDF'],
  ['PK\u0003\u0004', 'un fichier ZIP (tableur ou document Word)'],
  ['PK', 'du texte'],
  ['\u001F\u008B', 'un fichier compressé (.gz)'],
  ['{\\rtf1', 'un document RTF'],
  ['\u0089PNG\r\n\u001A\n', 'une image'],
  ['\u00FF\u00D8\u00FF\u00E0', 'une image'],
  ['\u00FF\u00FEN\0o\0', 'du texte'],
  ['GIF89a', 'une image'],
  ['RIFF\u0001\0\0\0WEBPVP8', 'une image'],
  ['RIFF, puis WEBP', 'du texte'],
  ['II*\0', 'une image'],
  ['MM\0*', 'une image'],
  ['\0\0\0\u0018ftypheic', 'une image'],
  ['<!DOCTYPE html>', 'une page web'],
  ['\u00EF\u00BB\u00BF \n<html lang="fr">', 'une page web'],
  ['<p class="a">', 'une page web'],
  ['<p>', 'une page web'],
  ['<point>', 'un fichier XML'],
  ['a <html>', 'du texte'],
  [
    '<?xml version="1.0"?><a xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    'un classeur Excel de 2003, en XML',
  ],
  ['<?xml version="1.0"?><a/>', 'un fichier XML'],
  ['<a xmlns="urn:schemas-microsoft-com:office:spreadsheet">', 'un fichier XML'],
  ['<b><?xml?>office:spreadsheet', 'un fichier XML'],
  [' {"a":1}', 'un fichier JSON'],
  ['[1]', 'un fichier JSON'],
  ['a[1]', 'du texte'],
  ['Notice: Undefined index: a in /w/a.php on line 3\n{"a":1}', 'un fichier JSON'],
  ['<br />\n<b>Warning</b>: a in <b>/w/a.php</b> on line <b>3</b><br />\n<!DOCTYPE html>', 'une page web'],
  [
    '<br />\n<b>Fatal error</b>: a in <b>/w/a.php</b> on line <b>3</b><br />\n',
    'un message d’erreur de son serveur (PHP)',
  ],
  ['BEGIN:VCALENDAR', 'un calendrier iCal'],
  ['x BEGIN:VCALENDAR', 'du texte'],
  ['a \u00EF\u00BB\u00BF<html>', 'du texte'],
  [`${' '.repeat(1024)}<html>`, 'du texte'],
])('%j is %s', (text, form) => {
  expect(formOf(bytes(text))).toBe(form)
})

test.each([
  [
    'Workbook',
    'un classeur Excel d’un ancien format (.xls)',
    ' : ouvrez-le et enregistrez-le en .xlsx, .ods ou .csv, puis publiez ce fichier',
  ],
  [
    'WordDocument',
    'un document Word d’un ancien format (.doc)',
    ' : ouvrez-le et enregistrez-le en .docx, puis publiez ce fichier',
  ],
  ['EncryptedPackage', 'un fichier protégé par un mot de passe', ' : publiez une copie sans mot de passe'],
])('an old Office file that holds %s', (name, seen, remedy) => {
  expect(unexpectedForm(office(name), 'du CSV')).toEqual({
    name: 'forme-du-document',
    expected: 'du CSV',
    seen,
    message: `https://x.fr/f répond ${seen}, alors qu’on attend du CSV${remedy}.`,
  })
})

test.each([
  ['{\\rtf1', / : ouvrez-le et enregistrez-le en \.docx/],
  ['<?xml?>office:spreadsheet', / : ouvrez-le et enregistrez-le en \.xlsx/],
  ['\u001F\u008B', / : publiez le fichier décompressé\.$/],
  ['%PDF-1.7', /alors qu’on attend du CSV\.$/],
])('%j: what the partner can do of it', (text, message) => {
  expect(unexpectedForm(bytes(text), 'du CSV').message).toMatch(message)
})

test.each([
  [bytes('%PDF-1.7'), 'Ce fichier est un PDF, pas un tableur. Formes acceptées : .xlsx, .ods, .csv.'],
  [bytes('<!doctype html>'), 'Ce fichier est une page web, pas un tableur. Formes acceptées : .xlsx, .ods, .csv.'],
  [
    bytes('BEGIN:VCALENDAR'),
    'Ce fichier est un calendrier iCal, pas un tableur. Formes acceptées : .xlsx, .ods, .csv.',
  ],
  [
    office('Workbook'),
    'Ce fichier est un classeur Excel d’un ancien format (.xls). Enregistrez-le en .xlsx, .ods ou .csv.',
  ],
  [
    office('WordDocument'),
    'Ce fichier est un document Word d’un ancien format (.doc), pas un tableur. Formes acceptées : .xlsx, .ods, .csv.',
  ],
  [
    office('EncryptedPackage'),
    'Ce fichier est un fichier protégé par un mot de passe. Choisissez une copie sans mot de passe.',
  ],
  [bytes('Nom;Prix'), null],
  [bytes('PK\u0003\u0004'), null],
])('a file chosen as a spreadsheet: %#', ({ body }, said) => {
  expect(noSpreadsheet(body)).toBe(said)
})

test('what a server printed is told in its words', () => {
  const printed = bytes('Fatal error: Uncaught Error in /srv/www/a.php on line 3\n')
  expect(unexpectedForm(printed, 'du JSON').message).toBe(
    'https://x.fr/f répond un message d’erreur de son serveur (PHP) : « Fatal error: Uncaught Error in a.php on line 3 », alors qu’on attend du JSON : à qui tient le site de corriger cette erreur.',
  )
  const before = { ...printed, body: Buffer.concat([printed.body, Buffer.from('<html>')]) }
  expect(unexpectedForm(before, 'du JSON').seen).toBe(
    'une page web, après « Fatal error: Uncaught Error in a.php on line 3 »',
  )
})
