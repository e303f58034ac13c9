import { frenchDate } from '../../common/french.ts'

/** «du 1er janvier 2024 au 31 décembre 2024» */
export const periodWords = (start: string, end: string): string => `du ${frenchDate(start)} au ${frenchDate(end)}`
