/**
 * Characters kept of one value or cell: far over any field of an offer (10 000 at the most), far under what takes time to read. A longer
 * text is cut where it is read, and the field that uses it says that it was cut.
 */
export const LONGEST_TEXT = 30_000
