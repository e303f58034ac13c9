import { expect, test } from 'vitest'
import { prose } from './markdown.ts'

// The documents that people read in French keep the spaces of French: none of these may be broken at the end of a line.
const FRENCH = [
  'SECURITY.md',
  'docs/accessibilite.md',
  'docs/api-et-flux.md',
  'docs/attaques.md',
  'docs/autre-departement.md',
  'docs/ddets.md',
  'docs/exploitation.md',
  'docs/gestionnaire.md',
  'docs/licences.md',
  'docs/mapping.md',
  'docs/menaces.md',
  'docs/partenaire.md',
]
const FAULTS = [
  /\S [:;!?»](?![-|])/u,
  /« /u,
  /«(?=[\p{L}\d])/u,
  /[\p{L}\d?!.]»/u,
  /\d [%€]/u,
  /\p{L}'\p{L}/u,
  /(?<!\d)\d{1,3} \d{3}(?!\d)/u,
]

/** A line without what is not prose: code stands as one letter, addresses of links go. */
const said = (line: string) =>
  line
    .replace(/`[^`]*`/g, 'x')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/<!--.*?-->/g, '')

test.each(FRENCH)('%s has French spaces and apostrophes', file => {
  const wrong = prose(file)
    .split('\n')
    .map(said)
    .filter(line => !/\b(In English|English:)/.test(line))
    .filter(line => FAULTS.some(fault => fault.test(line)))
  expect(wrong).toEqual([])
})
