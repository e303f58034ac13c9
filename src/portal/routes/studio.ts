import { Hono } from 'hono'
import type { Studio } from '../../studio/studio.ts'
import type { Desk } from '../desk/desk.ts'
import type { PortalEnv } from '../web/env.ts'
import type { Frame } from '../web/frame.ts'
import { startGuideRoutes } from './start-guide.ts'
import { studioAddRoutes } from './studio-add.ts'
import { studioLessonRoutes } from './studio-lesson.ts'
import { studioPhoneRoutes } from './studio-phone.ts'
import { studioVersionRoutes } from './studio-versions.ts'

/** Sources taught in the portal: adding one, teaching it, its versions. */
export function studioRoutes(deps: { desk: Desk; frame: Frame; studio: Studio }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  app.route('/', studioAddRoutes(deps))
  app.route('/', studioPhoneRoutes(deps))
  app.route('/', studioLessonRoutes(deps))
  app.route('/', startGuideRoutes(deps))
  app.route('/', studioVersionRoutes(deps))
  return app
}
