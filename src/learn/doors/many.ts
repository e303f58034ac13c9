import { frenchCount } from '../../common/french.ts'

/** «12 offres». */
export const many = (count: number): string => frenchCount(count, 'offre', 'offres')
