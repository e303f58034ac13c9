import type { z } from 'zod'
import { frenchIssue } from '../../common/french-issue.ts'

/** Which parameter is wrong and what was expected, in French. */
export function wrongParameter(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `Paramètre inconnu : ${issue.keys.join(', ')}.`
  return `${issue.path.join('.')} : ${frenchIssue(issue, undefined)}`
}
