import { stringify } from 'yaml'
import type { Lesson } from './lesson.ts'

/** The settings of a taught source, as the YAML of `config/sources/<id>.yaml`: nothing of it reaches DORA without somebody's agreement. */
export function configOfLesson({ name, partner, address, file }: Lesson, id: string): string {
  return stringify(
    {
      id,
      name,
      partner,
      address: file === null && address !== '' ? address : null,
      policy: { approval: 'approve' },
      ...(file !== null && {
        schedule: null,
        notes: `Lue dans le fichier « ${file.name} », déposé sur le portail : elle est relue quand on en dépose un autre.`,
      }),
    },
    { lineWidth: 0 },
  )
}
