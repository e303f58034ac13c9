import { statfs } from 'node:fs/promises'

/** Below this a pass cannot be sure to write what it learns, bytes. */
const ROOM = 50_000_000

/** Whether the disk of a folder has room left. @param read default: asks the system */
export async function hasRoom(
  folder: string,
  read: (folder: string) => Promise<{ bavail: number; bsize: number }> = statfs,
): Promise<boolean> {
  const { bavail, bsize } = await read(folder)
  return bavail * bsize >= ROOM
}
