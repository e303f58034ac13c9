const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/** Whether a request of this HTTP method asks for a change. */
export const isWrite = (method: string): boolean => !READS.includes(method)
