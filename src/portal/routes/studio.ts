import type { StudioPages } from '../web/pages.ts'
import { startGuideRoutes } from './start-guide.ts'
import { studioAddRoutes } from './studio-add.ts'
import { studioLessonRoutes } from './studio-lesson.ts'
import { studioPhoneRoutes } from './studio-phone.ts'
import { studioVersionRoutes } from './studio-versions.ts'

/** Sources taught in the portal: adding one, teaching it, its versions. */
export function studioRoutes(pages: StudioPages): void {
  studioAddRoutes(pages)
  studioPhoneRoutes(pages)
  studioLessonRoutes(pages)
  startGuideRoutes(pages)
  studioVersionRoutes(pages)
}
