import { LinkButton } from '../ui/Button'
import { Page } from '../ui/Page'
import { t } from '../ui/words'
import { villagerRoutes } from '../villager/routes'
import { lazy } from './lazy'
import { path, screenOf } from './router'

const Cadre = lazy(() => import('../cadre'))
const Township = lazy(() => import('../township'))

const under = (prefix: string) => path.value === prefix || path.value.startsWith(`${prefix}/`)

/** Which side of the app an address belongs to: /desk… the duty desk, /posts… a member's own part of it, /town… the township, the rest the villager. */
export function App() {
  if (under('/desk') || under('/posts')) return <Cadre />
  if (under('/town')) return <Township />
  return <>{screenOf(villagerRoutes) ?? <NotFound />}</>
}

const NotFound = () => (
  <Page title={t('not_found')} home="/">
    <p>{t('not_found_hint')}</p>
    <div><LinkButton href="/" icon="home">{t('to_home')}</LinkButton></div>
  </Page>
)
