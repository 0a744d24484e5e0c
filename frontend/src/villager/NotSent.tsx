import { lazy } from '../app/lazy'
import { sessionEnded } from '../app/store'
import { failed, unsent } from '../outbox/outbox'
import { Row, Rows, Tag } from '../ui/parts'
import { t } from './words'

const Refused = lazy(() => import('./refused'), false)

/** What lies on this phone: what waits for a network, and what the server refused, with its sentence and a way on. */
export function NotSent() {
  return (
    <>
      {failed.value.map(act => <Refused key={act.id} act={act} />)}
      {unsent.value.length > 0 && <Rows>
        {unsent.value.map(act => <Row key={act.id} title={act.about.title} sub={t(sessionEnded.value ? 'not_sent_out' : 'not_sent_sub')} tag={<Tag tone="wait">{t('not_sent')}</Tag>} />)}
      </Rows>}
    </>
  )
}
