import { path } from '../app/router'
import { me } from '../app/store'
import { Icon, type IconName } from './Icon'
import { Count } from './parts'
import { t, type UiKey } from './words'

const PLACES: { href: string; icon: IconName; key: UiKey }[] = [
  { href: '/', icon: 'home', key: 'home' },
  { href: '/mine', icon: 'list', key: 'mine' },
  { href: '/duty', icon: 'calendar', key: 'duty' },
  { href: '/me', icon: 'person', key: 'me' },
]

/** The villager's four places. */
export function Nav() {
  const unread = me.value?.unread_notices ?? 0
  return (
    <nav class="nav" aria-label={t('main_nav')}>
      <div class="inner">
        {PLACES.map(({ href, icon, key }) => (
          <a key={href} href={href} aria-current={path.value === href ? 'page' : undefined}>
            <Icon name={icon} />{t(key)}
            {key === 'me' && unread > 0 && <Count n={unread} />}
          </a>
        ))}
      </div>
    </nav>
  )
}
