import { older } from '../app/remote'
import { online, sessionEnded, updateReady } from '../app/store'
import { path } from '../app/router'
import { flush, unsent } from '../outbox/outbox'
import { t } from './words'

/** One line, always the same: how many wait, that they go by themselves; another when the server gives nothing newer to see. */
export function OfflineBar() {
  const n = unsent.value.length
  const entering = ['/sign-in', '/card', '/staff'].includes(path.value)
  return (
    <div role="status">
      {sessionEnded.value && (n > 0 || !entering) ? <p class="net">{n ? t('signed_out_n', { n }) : t('session_ended')}{!entering && <a href={`/sign-in?next=${encodeURIComponent(path.value)}`}>{t('sign_in')}</a>}</p>
        : !online.value ? <p class="net">{n ? t('offline_n', { n }) : t('offline')}</p>
        : n > 0 && <p class="net">{t('unsent_n', { n })}<button type="button" onClick={() => void flush({ hurry: true })}>{t('send_now')}</button></p>}
      {online.value && older.value > 0 && <p class="net">{t('older')}</p>}
      {updateReady.value && <p class="net"><button type="button" onClick={() => updateReady.value?.postMessage('take over')}>{t('update')}</button></p>}
    </div>
  )
}
