/** The four files of a catalogue. */
export const FEED_FILES = ['structures.json', 'services.json', 'structures.csv', 'services.csv'] as const
export type FeedFile = (typeof FEED_FILES)[number]
