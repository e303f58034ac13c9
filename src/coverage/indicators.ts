import { catalogueFigures } from './catalogue-figures.ts'
import { conventionFigures } from './convention-figures.ts'
import type { Facts } from './figure.ts'
import type { CoverageInput } from './input.ts'
import type { Indicator } from './report-contract.ts'
import { serviceFigures } from './service-figures.ts'
import { structureFigures } from './structure-figures.ts'
import { workFigures } from './work-figures.ts'

/** Every figure of the report, with what it means, how it is made, where it comes from and what it does not say. */
export function indicators(input: CoverageInput, facts: Facts): Indicator[] {
  return [
    ...conventionFigures(input, facts),
    ...structureFigures(input, facts),
    ...serviceFigures(input, facts),
    ...workFigures(input, facts),
    ...catalogueFigures(facts),
  ]
}
