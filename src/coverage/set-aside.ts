import type { Rejection } from '../common/rejection.ts'

/** Codes of the pages that a mapping sets aside on purpose (`refuse` in `mapping.yaml`): another département, a homonym, a page without offer. */
const ON_PURPOSE: readonly string[] = ['homonyme', 'hors-perimetre', 'page-sans-offre']

/** Nobody's work: somebody decided that this is not an offer of ours. */
export function isSetAside(rejection: Rejection): boolean {
  return ON_PURPOSE.includes(rejection.code)
}
